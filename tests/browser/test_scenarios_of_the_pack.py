"""The first night and the hardest one, as they stand in the pack: lived through by keyboard on a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.competencies.services import publish_framework
from assessments.scenarios import queries
from assessments.scenarios.choices import NodeKind, RunStatus, Tag
from assessments.scenarios.formats.story import parse_story
from assessments.scenarios.graph import Choice
from assessments.scenarios.models import Scenario, ScenarioAttempt
from assessments.scenarios.playing import State
from assessments.scenarios.presenting.room import moment_at
from assessments.scenarios.presenting.words import quoted
from assessments.scenarios.services import save_scenario
from lms.common.texts.problems import Problems
from tests.browser.test_scenarios import choose, go, press, tab_to_box
from tests.factories.assessments import CompetencyFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PACK = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator"
MOST_STEPS = 60


def from_pack(name: str) -> Scenario:
    """A scenario of the pack, published with the pack's framework."""
    publish_framework(data=yaml.safe_load((PACK / "framework.yaml").read_text()))
    problems = Problems()
    story = parse_story((PACK / "scenarios" / name).read_text(), name, problems)
    assert story is not None, list(problems)
    fields = {**story.settings}
    fields["competencies"] = [CompetencyFactory(code=code) for code in fields["competencies"]]
    return save_scenario(code=story.code, graph=story.graph, **fields)


def wanted(run: ScenarioAttempt, *, harm: bool) -> Choice | None:
    """What to choose at the open moment: with `harm` what does some, if it is offered; else what helps."""
    moment = moment_at(queries.graph_of(run.version), State.from_json(run.state))
    if moment.node.kind not in (NodeKind.CHOICE, NodeKind.CHECK):
        return None
    harmful = [one for one in moment.choices if one.tag == Tag.HARMFUL and moment.node.kind == NodeKind.CHOICE]
    helpful = [one for one in moment.choices if one.tag == Tag.HELPFUL]
    return (harmful if harm and harmful else helpful)[0]


def live_through(page: Page, run: ScenarioAttempt) -> list[str]:
    """Play to the ending by keyboard: harm once, at the first chance; the tags of what was chosen."""
    tags: list[str] = []
    for _step in range(MOST_STEPS):
        run.refresh_from_db()
        if run.status == RunStatus.FINISHED:
            return tags
        choice = wanted(run, harm=Tag.HARMFUL not in tags)
        if choice is None:
            if page.locator("#own-words").count():
                tab_to_box(page)
                page.keyboard.type("I want to hear it.")
        else:
            choose(page, quoted(choice))
            tags.append(choice.tag)
        press(page, page.locator("#ask .button").inner_text())
        expect(page.locator(f"#ask [name=position][value='{run.position + 1}'], #ending")).to_have_count(1)
    pytest.fail("the story never came to an end")


@pytest.mark.parametrize("name", ["1-first-night.yaml", "4-i-dont-see-the-point.yaml"])
def test_a_night_of_the_pack_with_a_harm_and_its_repair(
    page_for: Callable[..., Page], axe: Callable[..., Any], shot: Callable[..., Any], name: str
) -> None:
    scenario = from_pack(name)
    learner = UserFactory(full_name="Imke Lindqvist", roles=["trainee"])
    page = page_for(learner, width=390)
    page.goto(reverse("assessments:scenario", args=[scenario.code]))
    shot(page, f"role-play-{scenario.number}-intro-390")
    go(page, "Go in and begin")
    expect(page.locator("#ask")).to_be_visible()
    shot(page, f"role-play-{scenario.number}-first-390")
    run = ScenarioAttempt.objects.get()
    tags = live_through(page, run)
    assert Tag.HARMFUL in tags
    axe(page)
    shot(page, f"role-play-{scenario.number}-ending-390")
    go(page, "Look back: the debrief")
    expect(page.get_by_role("heading", name="Complete")).to_be_visible()
    expect(page.get_by_text("Made good later in this run").first).to_be_visible()
    axe(page)
    shot(page, f"role-play-{scenario.number}-debrief-390")
    page.set_viewport_size({"width": 1280, "height": 900})
    shot(page, f"role-play-{scenario.number}-debrief-1280")
    assert (run.is_met, run.open_harms) == (True, 0)


def test_the_way_round_the_hardest_night(page_for: Callable[..., Page], axe: Callable[..., Any]) -> None:
    scenario = from_pack("4-i-dont-see-the-point.yaml")
    page = page_for(UserFactory(roles=["trainee"]), width=390)
    page.goto(reverse("assessments:scenario", args=[scenario.code]))
    expect(page.get_by_text("No method is described.")).to_be_visible()
    go(page, "Read it as a text instead")
    expect(page.get_by_role("heading", name="What to learn")).to_be_visible()
    axe(page)
    go(page, "I have read it")
    expect(page.get_by_role("heading", name="Complete")).to_be_visible()
    run = ScenarioAttempt.objects.get()
    assert (run.way, run.is_met, run.position) == ("read", True, 0)
