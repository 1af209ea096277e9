"""Scenarios that anybody may practise, whether or not a lesson leads there."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale

from assessments.scenarios.models import NO_PLACEMENT, Scenario, ScenarioAttempt, ScenarioVersion
from assessments.scenarios.queries.runs import RunState, state_from
from assessments.scenarios.queries.versions import current_versions
from lms.people.models import User


@dataclass(frozen=True)
class LibraryLine:
    """A scenario, the version that a new run goes by, and where the reader stands with it outside of lessons."""

    scenario: Scenario
    version: ScenarioVersion
    state: RunState = field(default_factory=RunState)


def open_scenarios() -> QuerySet[Scenario]:
    """Published and in use: in the reader's language, and those that are not translated into it."""
    translated = Scenario.objects.filter(translation_key=OuterRef("translation_key"), locale=Locale.get_active())
    versions = ScenarioVersion.objects.filter(scenario=OuterRef("pk"))
    ours = Q(locale=Locale.get_active()) | (Q(locale=Locale.get_default()) & ~Exists(translated))
    return Scenario.objects.filter(ours, Exists(versions), live=True, retired_at=None).order_by("number", "code")


def scenarios_for_library(user: User) -> list[LibraryLine]:
    """All that can be practised, in order. Three queries, however many there are."""
    scenarios = list(open_scenarios())
    versions = {one.scenario_id: one for one in current_versions().filter(scenario__in=scenarios)}
    runs = defaultdict(list)
    rows = ScenarioAttempt.objects.filter(learner=user, scenario__in=scenarios, placement=NO_PLACEMENT)
    for run in rows.order_by("cycle", "number"):
        runs[run.scenario_id].append(run)
    return [LibraryLine(one, versions[one.pk], state_from(runs[one.pk])) for one in scenarios]
