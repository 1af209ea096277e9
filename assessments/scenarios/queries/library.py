"""Scenarios that anybody may practise, whether or not a lesson leads there."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant

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
    """Published and in use: in the reader's language, and those not translated into it. Without their stories."""
    here = _content_language(get_language())
    first = _content_language(settings.LANGUAGE_CODE)
    versions = ScenarioVersion.objects.filter(scenario=OuterRef("pk"))
    published = Scenario.objects.filter(Exists(versions), live=True, retired_at=None)
    # A translation under way takes nothing away.
    translated = published.filter(translation_key=OuterRef("translation_key"), locale__language_code=here)
    ours = Q(locale__language_code=here) | (Q(locale__language_code=first) & ~Exists(translated))
    return published.filter(ours).order_by("number", "code").defer("graph")


def _content_language(code: str | None) -> str:
    """The language of content that fits a reader's; without a query, unlike asking for the locale itself."""
    try:
        return get_supported_content_language_variant(code or settings.LANGUAGE_CODE)
    except LookupError:
        return settings.LANGUAGE_CODE


def scenarios_for_library(user: User) -> list[LibraryLine]:
    """All that can be practised, in order. Three queries, however many there are."""
    scenarios = list(open_scenarios())
    versions = {one.scenario_id: one for one in current_versions().filter(scenario__in=scenarios)}
    runs = defaultdict(list)
    rows = ScenarioAttempt.objects.filter(learner=user, scenario__in=scenarios, placement=NO_PLACEMENT)
    for run in rows.order_by("cycle", "number"):
        runs[run.scenario_id].append(run)
    return [LibraryLine(one, versions[one.pk], state_from(runs[one.pk])) for one in scenarios]
