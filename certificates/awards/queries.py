from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from assessments.observations.queries import has_open_follow_up
from certificates.awards import derive
from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.models import Award, AwardEvent
from lms.common import clock
from lms.people.models import User


@dataclass(frozen=True)
class Standing:
    """An award and what it is worth on a day."""

    award: Award
    status: AwardStatus
    last_day: date | None
    events: tuple[AwardEvent, ...]


def with_ledger(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Awards with programme, version, events and who made them, ready for `standing`. Two queries however many."""
    events = Prefetch("events", queryset=AwardEvent.objects.select_related("actor").order_by("at", "pk"))
    return awards.select_related("programme", "version", "learner").prefetch_related(events)


def awards_for(learner: User) -> QuerySet[Award]:
    """Somebody's awards, the newest first, ready for `standing`."""
    return with_ledger(Award.objects.filter(learner=learner))


def standing(award: Award, on: date | None = None) -> Standing:
    """What an award is worth on a day (today if left out)."""
    events = tuple(award.events.all())
    return Standing(
        award,
        derive.status(events, award.valid_until, on or clock.today()),
        derive.last_day(events, award.valid_until),
        events,
    )


def search_awards(awards: QuerySet[Award], words: str) -> QuerySet[Award]:
    """Narrow awards by words of the holder's name or of a serial."""
    for word in words.split()[:5]:
        serial = Q(Exists(Award.objects.filter(pk=OuterRef("pk"), certificates__serial__icontains=word)))
        awards = awards.filter(Q(learner__full_name__icontains=word) | serial)
    return awards


def awarded_programmes(learner: User) -> set[int]:
    """Primary keys of the programmes somebody has ever been awarded, whatever became of it."""
    return set(Award.objects.filter(learner=learner).values_list("programme_id", flat=True))


def is_on_hold(learner: User) -> bool:
    """Whether awards wait, because harm that was seen is still to be talked through. One query."""
    return has_open_follow_up(learner)


def candidates() -> QuerySet[User]:
    """People who have begun a course or shown a competency: nobody else can have met a programme."""
    return (
        User.objects.filter(erased_at=None)
        .filter(Q(enrolments__isnull=False) | Q(competency_records__isnull=False))
        .distinct()
        .order_by("pk")
    )


def ledger_troubles() -> Iterator[str]:
    """Awards whose ledger does not hold together, in words for the log. For the nightly check."""
    grants = AwardEvent.objects.filter(award=OuterRef("pk"), kind=EventKind.GRANTED)
    for award in Award.objects.filter(~Exists(grants)):
        yield f"award {award.uuid} has no grant in its ledger"
    for award in Award.objects.exclude(programme=F("version__programme")):
        yield f"award {award.uuid} names another programme than its version"
