"""Scenarios of a pack, through the services of their app."""

from typing import Any

from wagtail.models import Locale

from assessments.scenarios.formats.story import read_story
from assessments.scenarios.models import Scenario, ScenarioDraft
from assessments.scenarios.services import save_scenario
from lms.common.texts.problems import Problems
from lms.common.texts.schema import Place
from lms.packs.errors import PackBroken
from lms.packs.loading.context import Context
from lms.packs.reading.pack import Entry


def find_scenario(entry: Entry, context: Context) -> Scenario | None:
    return Scenario.objects.filter(code=entry.data["id"], locale=Locale.get_default()).first()


def save_scenario_entry(entry: Entry, scenario: Scenario | None, context: Context) -> Scenario:
    problems = Problems()
    story = read_story(entry.data, Place(entry.path, 1, problems))
    if story is None:
        raise PackBroken(list(problems))
    competencies = context.competencies(story.settings["competencies"])
    settings = {**story.settings, "competencies": competencies}
    return save_scenario(code=story.code, graph=story.graph, actor=context.actor, **settings)


def is_drafted(scenario: Any) -> bool:
    """Whether somebody works on the story, or has saved changes that are not published."""
    draft = ScenarioDraft.objects.filter(scenario=scenario).first()
    return scenario.has_unpublished_changes or (draft is not None and draft.graph != scenario.graph)
