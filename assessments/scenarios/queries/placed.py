"""Scenarios in their places in lessons: what is the same for everybody, and how one person stands with each."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from assessments.competencies.models import Competency
from assessments.scenarios.choices import RunStatus
from assessments.scenarios.models import Scenario, ScenarioAttempt
from assessments.scenarios.queries.runs import RunState, state_from
from assessments.scenarios.queries.versions import current_version, signed_on
from content.site.edition import remembered
from lms.people.models import User


@dataclass(frozen=True)
class ScenarioFacts:
    """What the newest version says of itself. `practises`: titles of competencies; `signed`: names with the moment."""

    title: str
    summary: str
    minutes: int
    content_note: str
    has_text: bool
    enough: str
    repair_all: bool
    safety_critical: bool
    practises: tuple[str, ...] = ()
    signed: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True)
class OpenRun:
    """A run that somebody can go on with; `last_at` is when they were there last."""

    uuid: uuid.UUID
    title: str
    last_at: datetime


def facts_of(scenario: Scenario) -> ScenarioFacts | None:
    """What a card says of a scenario; None before it is published. Three queries; none once it is remembered."""
    return remembered(("scenario facts", scenario.uuid), lambda: _facts_of(scenario))


def _facts_of(scenario: Scenario) -> ScenarioFacts | None:
    version = current_version(scenario)
    if version is None:
        return None
    settings = version.settings
    practised = Competency.objects.filter(pk__in=settings["competencies"])
    signatures = signed_on(version).safety if settings["safety_critical"] else ()
    return ScenarioFacts(
        title=settings["title"],
        summary=settings["summary"],
        minutes=settings["minutes"],
        content_note=settings["content_note"],
        has_text=bool(settings["way_round"]),
        enough=settings["enough"],
        repair_all=settings["repair_all"],
        safety_critical=settings["safety_critical"],
        practises=tuple(practised.values_list("title", flat=True)),
        signed=tuple((one.name, one.signed_at) for one in signatures),
    )


def scenario_at(target: uuid.UUID | None) -> Scenario | None:
    """The scenario that an activity leads to, without its story. One query."""
    return Scenario.objects.defer("graph", "way_round").filter(uuid=target).first() if target else None


def runs_at(learner: User, placements: Collection[uuid.UUID], *, cycle: int) -> dict[uuid.UUID, RunState]:
    """How somebody stands in each of these places. One query, however many places; none where there are none."""
    if not placements:
        return {}
    rows = ScenarioAttempt.objects.filter(learner=learner, placement__in=placements, cycle=cycle).defer("state")
    found: dict[uuid.UUID, list[ScenarioAttempt]] = {placement: [] for placement in placements}
    for row in rows.order_by("number"):
        found[row.placement].append(row)
    return {placement: state_from(runs) for placement, runs in found.items()}


def open_run_of(learner: User) -> OpenRun | None:
    """The run under way that somebody was in last, in a lesson or outside of any. One query."""
    rows = ScenarioAttempt.objects.filter(learner=learner.pk, status=RunStatus.IN_PROGRESS).order_by()
    found = rows.values_list("uuid", "scenario__title", "shown_at", "started_at")
    # One for each place at most, so few enough to look through here.
    runs = [OpenRun(uuid, title, shown_at or started_at) for uuid, title, shown_at, started_at in found]
    return max(runs, key=lambda run: run.last_at, default=None)
