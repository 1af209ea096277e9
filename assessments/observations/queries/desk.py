"""What the desk lists: observations with how many sheets are in."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.observations.choices import (
    OPEN,
    ConcernStatus,
    FollowUpStatus,
    ObservationStatus,
    RatingStatus,
    ResponseKind,
    SeatRole,
)
from assessments.observations.models import Concern, Observation, Response, Seat
from lms.common import clock

RATER = Q(seats__role=SeatRole.RATER, seats__left_at=None)
OPEN_APPEALS = Response.objects.filter(observation=OuterRef("pk"), kind=ResponseKind.APPEALED, settled_at=None)
# While an observation stands so, somebody can be asked to rate or to decide.
ASKABLE = (*OPEN, ObservationStatus.ADJUDICATING)
# What the list can be narrowed to, by code.
WAITING = "waiting"
LATE = "late"
DIFFER = "differ"
RELEASE = "release"
APPEAL = "appeal"
DONE = "done"


def with_counts(observations: QuerySet[Observation]) -> QuerySet[Observation]:
    """With `asked`, `handed_in` (raters), `third` and `appealed` (flags), kit and people, ready for `presenting`."""
    third = Seat.objects.filter(observation=OuterRef("pk"), role=SeatRole.ADJUDICATOR, left_at=None)
    return observations.select_related("learner", "sitting__instrument_version").annotate(
        asked=Count("seats", filter=RATER, distinct=True),
        handed_in=Count("seats", filter=RATER & Q(seats__rating__status=RatingStatus.SUBMITTED), distinct=True),
        third=Exists(third),
        appealed=Exists(OPEN_APPEALS),
    )


def narrowed(
    observations: QuerySet[Observation], *, words: str = "", state: str = "", kit: str = ""
) -> QuerySet[Observation]:
    """Those of a list (see `with_counts`) by words of the name, by state (codes here) and by the code of a kit."""
    for word in words.split()[:5]:
        observations = observations.filter(Q(learner__full_name__icontains=word))
    if kit:
        observations = observations.filter(sitting__instrument_version__instrument__code=kit)
    return _in_state(observations, state).order_by("-sitting__starts_at", "pk")


def _in_state(observations: QuerySet[Observation], state: str) -> QuerySet[Observation]:
    if state == LATE:
        return observations.filter(status__in=OPEN, due_at__lt=clock.now())
    if state == APPEAL:
        return observations.filter(Exists(OPEN_APPEALS))
    wanted = {
        WAITING: OPEN,
        DIFFER: (ObservationStatus.ADJUDICATING,),
        RELEASE: (ObservationStatus.AGREED,),
        DONE: (ObservationStatus.RELEASED,),
    }
    return observations.filter(status__in=wanted[state]) if state in wanted else observations


def seats_of(observations: list[Observation]) -> dict[int, list[Seat]]:
    """Observation (primary key) → its seats that were not left, with rater and rating. One query."""
    rows = Seat.objects.filter(observation__in=observations, left_at=None).select_related("rater", "rating")
    found: dict[int, list[Seat]] = {}
    for seat in rows.order_by("pk"):
        found.setdefault(seat.observation_id, []).append(seat)
    return found


@dataclass(frozen=True)
class AtDesk:
    """How much of each waits for somebody."""

    harm: int = 0
    late: int = 0
    differ: int = 0
    agreed: int = 0
    concerns: int = 0

    @property
    def anything(self) -> bool:
        return any((self.harm, self.late, self.differ, self.agreed, self.concerns))


def waiting_at_desk(observations: QuerySet[Observation], concerns: QuerySet[Concern]) -> AtDesk:
    """What waits among these observations, and harm that others saw. Two queries."""
    found = observations.aggregate(
        harm=Count("pk", filter=Q(follow_up__isnull=False) & ~Q(follow_up__status=FollowUpStatus.CLOSED)),
        late=Count("pk", filter=Q(status__in=OPEN, due_at__lt=clock.now())),
        differ=Count("pk", filter=Q(status=ObservationStatus.ADJUDICATING)),
        agreed=Count("pk", filter=Q(status=ObservationStatus.AGREED)),
    )
    return AtDesk(**found, concerns=concerns.filter(status=ConcernStatus.OPEN).count())
