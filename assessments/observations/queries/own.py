"""What a trainee has said of themself, and by whom they are watched."""

from dataclasses import dataclass
from uuid import UUID

from assessments.observations.choices import OVER, SeatRole
from assessments.observations.models import Observation, ObservationResult, RatingSheet, Seat


@dataclass(frozen=True)
class OwnSheet:
    """Somebody's sheet about themself. `declined`: they rather went without."""

    sheet: RatingSheet | None = None
    seat_uuid: UUID | None = None
    declined: bool = False

    @property
    def may_see_result(self) -> bool:
        return self.declined or self.sheet is not None


def own_sheet(observation: Observation) -> OwnSheet:
    """Two queries at the most."""
    seat = Seat.objects.filter(observation=observation, role=SeatRole.SELF).first()
    if seat is None:
        return OwnSheet()
    if seat.left_at is not None:
        return OwnSheet(seat_uuid=seat.uuid, declined=True)
    return OwnSheet(RatingSheet.objects.filter(rating__seat=seat).order_by("-number").first(), seat.uuid)


def rater_names(observation: Observation) -> list[str]:
    """Who rates, for the trainee. One query."""
    seats = Seat.objects.filter(observation=observation, role=SeatRole.RATER, left_at=None).select_related("rater")
    return [seat.rater.full_name for seat in seats.order_by("pk")]


def many_in(sitting_id: int) -> int:
    """How many are watched in a sitting, without those who are out of it. One query."""
    return Observation.objects.filter(sitting=sitting_id).exclude(status__in=OVER).count()


def sheets_behind(result: ObservationResult) -> list[RatingSheet]:
    """The sheets that a result rests on, in the order of the raters. One query."""
    rows = RatingSheet.objects.filter(uuid__in=result.sheets).select_related("submitted_by")
    return list(rows.order_by("rating__seat", "number"))
