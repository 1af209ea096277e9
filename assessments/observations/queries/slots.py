"""When raters can come, and for what they are booked then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from assessments.instruments.models import InstrumentVersion
from assessments.observations.choices import OPEN, SeatRole, SittingStatus, Times, Watching
from assessments.observations.models import RaterSlot, Seat
from lms.common import clock
from lms.people.models import User

# No role-play with its rating and feedback is longer than this.
LONGEST = timedelta(hours=6)
USUAL = {"play": 15, "rate": 5, "feedback": 10}


@dataclass(frozen=True)
class Slot:
    """A time that somebody offers; `booked`: what they watch live then."""

    slot: RaterSlot
    booked: Sequence[Seat]


def length_of(version: InstrumentVersion) -> timedelta:
    """How long everybody is needed: playing, rating, feedback."""
    return timedelta(minutes=sum({**USUAL, **version.kit.get("minutes", {})}.values()))


def coming_slots(rater: User) -> list[Slot]:
    """Somebody's times that are not over, the next first, with what they are booked for. Two queries."""
    slots = list(RaterSlot.objects.filter(rater=rater, ends_at__gt=clock.now()).order_by("starts_at")[:200])
    if not slots:
        return []
    seats = _live_seats([rater], slots[0].starts_at, slots[-1].ends_at)
    return [Slot(slot, [seat for seat in seats if _is_within(seat, slot)]) for slot in slots]


def _is_within(seat: Seat, slot: RaterSlot) -> bool:
    return slot.starts_at <= seat.observation.sitting.starts_at < slot.ends_at


def _live_seats(raters: Iterable[User], since: datetime, until: datetime) -> QuerySet[Seat]:
    """Seats from which these people watch something live that begins then."""
    seats = Seat.objects.filter(
        rater__in=[rater.pk for rater in raters],
        role=SeatRole.RATER,
        watches=Watching.LIVE,
        left_at=None,
        observation__status__in=OPEN,
        observation__sitting__status=SittingStatus.PLANNED,
        observation__sitting__starts_at__gte=since,
        observation__sitting__starts_at__lt=until,
    )
    return seats.select_related("observation__learner", "observation__sitting__instrument_version")


def times_of(raters: Sequence[User], at: datetime, length: timedelta, *, but: int | None = None) -> dict[int, Times]:
    """Rater (primary key) → how they stand at that time. `but`: a sitting that is no reason. Two queries.

    Whoever has said nothing about their times is left out, unless they watch something else then.
    """
    until = at + length
    found: dict[int, Times] = {}
    slots = RaterSlot.objects.filter(rater__in=[rater.pk for rater in raters], ends_at__gt=clock.now())
    for slot in slots:
        if slot.starts_at <= at and until <= slot.ends_at:
            found[slot.rater_id] = Times.FREE
        else:
            found.setdefault(slot.rater_id, Times.OTHER)
    for seat in _live_seats(raters, at - LONGEST, until):
        sitting = seat.observation.sitting
        if sitting.pk != but and sitting.starts_at + length_of(sitting.instrument_version) > at:
            found[seat.rater_id] = Times.BUSY
    return found


def offered_times(raters: QuerySet[User]) -> list[RaterSlot]:
    """The next times that any of these people offer, at most 30. One query."""
    slots = RaterSlot.objects.filter(rater__in=raters.order_by().values("pk"), starts_at__gt=clock.now())
    return list(slots.select_related("rater").order_by("starts_at", "rater__full_name")[:30])
