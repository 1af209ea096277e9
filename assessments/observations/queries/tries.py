"""Somebody's tries at a role-play: what they had, what comes next and from when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from assessments.instruments.models import Instrument, InstrumentVersion
from assessments.observations.choices import OVER, FollowUpStatus, ObservationStatus, Outcome
from assessments.observations.models import FollowUp, Observation, ObservationResult
from assessments.observations.terms import lead_from, meeting_from, missed_only, rest_after_stop, retries_of
from lms.people.models import User

ENOUGH = (Outcome.PASS, Outcome.MERIT)


@dataclass(frozen=True)
class NextTry:
    """What somebody's next try at an instrument looks like.

    `items`: what is looked at again, empty for all; `from_when`: not sooner; `stops`: how often harm was seen;
    `retries_left`: mini role-plays still possible; `waits_for`: "", "meeting" or "lead"; `met`: nothing needed.
    """

    number: int
    items: tuple[str, ...] = ()
    from_when: datetime | None = None
    stops: int = 0
    retries_left: int = 0
    waits_for: str = ""
    met: bool = False


def current_kit(instrument: Instrument) -> InstrumentVersion | None:
    """The version in force of a kit that is still in use."""
    return instrument.versions.select_related("framework_version").order_by("-number").first()


def instruments_to_arrange() -> QuerySet[Instrument]:
    """Kits in use that have been published."""
    return Instrument.objects.filter(versions__isnull=False, retired_at=None).distinct().order_by("code")


def tries_of(learner: User, instrument: Instrument) -> list[Observation]:
    """Somebody's observations by an instrument, oldest first, with sitting and version; cancelled ones never."""
    rows = Observation.objects.filter(learner=learner, sitting__instrument_version__instrument=instrument)
    rows = rows.exclude(status__in=OVER).select_related("sitting__instrument_version")
    return list(rows.order_by("sitting__starts_at", "pk"))


def result_of(observation: Observation) -> ObservationResult | None:
    """The result that stands, after appeals. One query."""
    return ObservationResult.objects.filter(observation=observation, superseded_by=None).order_by("-pk").first()


def standing_results(observations: Sequence[Observation]) -> dict[int, ObservationResult]:
    """Observation (primary key) → the result that stands. One query."""
    rows = ObservationResult.objects.filter(observation__in=observations, superseded_by=None).order_by("pk")
    return {row.observation_id: row for row in rows}


def variants_had(learners: Sequence[User], instrument: Instrument) -> Counter[str]:
    """How often each variant was played by one of these people."""
    rows = Observation.objects.filter(learner__in=learners, sitting__instrument_version__instrument=instrument)
    return Counter(rows.exclude(status=ObservationStatus.CANCELLED).values_list("sitting__variant", flat=True))


def next_try(learner: User, instrument: Instrument) -> NextTry:
    """What comes next for somebody at an instrument, by the results that are out. Three queries."""
    tries = tries_of(learner, instrument)
    counted = [row for row in tries if row.sitting.counts and row.status == ObservationStatus.RELEASED]
    results = standing_results(counted)
    done = [row for row in counted if row.pk in results]
    number = len(tries) + 1
    if not done:
        return NextTry(number, retries_left=0)
    last, result = done[-1], results[done[-1].pk]
    kit = last.sitting.instrument_version.kit
    stops = sum(results[row.pk].outcome == Outcome.STOP for row in done)
    if result.outcome == Outcome.STOP:
        since = last.sitting.held_at or last.sitting.starts_at
        return NextTry(number, (), since + rest_after_stop(kit), stops, 0, _waits_for(last, stops))
    if result.outcome in ENOUGH:
        return NextTry(number, met=True, stops=stops)
    left = retries_of(kit) - _retries_in_a_row(done)
    items = tuple(missed_in(result)) if left > 0 and missed_only(kit) else ()
    return NextTry(number, items, None, stops, max(left, 0))


def missed_in(result: ObservationResult) -> list[str]:
    """Competencies below what the pass rule asks for, in the order of the sheet; unrated ones are no misses."""
    rule = result.rule.get("pass_rule", {})
    enough = int(rule.get("share_level", 3))
    return [code for code, level in result.levels.items() if level is not None and level < enough]


def _retries_in_a_row(done: Sequence[Observation]) -> int:
    """How many of the newest tries were retries of missed items only."""
    count = 0
    for row in reversed(done):
        if not row.items:
            break
        count += 1
    return count


def _waits_for(last: Observation, stops: int) -> str:
    kit = last.sitting.instrument_version.kit
    if stops >= lead_from(kit):
        return "lead"
    if stops >= meeting_from(kit):
        talked = FollowUp.objects.filter(observation=last, status__in=[FollowUpStatus.DEBRIEFED, FollowUpStatus.CLOSED])
        return "" if talked.exists() else "meeting"
    return ""
