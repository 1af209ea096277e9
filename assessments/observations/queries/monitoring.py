"""What a rater rated together with others, for their figures of agreement."""

from datetime import datetime

from assessments.observations.choices import COUNTED, SETTLED, RatingStatus
from assessments.observations.models import RatingSheet, Seat
from assessments.observations.monitoring import DoubleRating, Sheet
from lms.people.models import User

_OBSERVATION = "rating__seat__observation"


def double_ratings(rater: User) -> list[DoubleRating]:
    """All that counts and that somebody rated beside `rater`, once the sheets are put together; the oldest first.

    Of each sheet the one that was handed in first, before anybody saw another's. One query, however many.
    """
    seats = Seat.objects.filter(role__in=COUNTED, left_at=None, observation__status__in=SETTLED)
    mine = seats.filter(rater=rater, observation__sitting__counts=True).order_by().values("observation")
    rows = RatingSheet.objects.filter(
        number=1,
        rating__status=RatingStatus.SUBMITTED,
        rating__seat__role__in=COUNTED,
        rating__seat__left_at=None,
        rating__seat__observation__in=mine,
    )
    fields = ("rating__seat__rater", _OBSERVATION, f"{_OBSERVATION}__sitting__held_at", "levels", "harms", "created")
    own: dict[int, tuple[Sheet, datetime | None]] = {}
    others: dict[int, list[Sheet]] = {}
    for person, observation, held_at, levels, harms, created in rows.order_by("created", "pk").values_list(*fields):
        sheet = Sheet(levels, frozenset(harms), created)
        if person == rater.pk:
            own[observation] = (sheet, held_at)
        else:
            others.setdefault(observation, []).append(sheet)
    return [DoubleRating(pk, sheet, others[pk], held_at) for pk, (sheet, held_at) in own.items() if pk in others]
