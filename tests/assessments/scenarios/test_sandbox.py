"""A story tried without records, and the preview of a draft."""

import re

import pytest
from django.template.loader import render_to_string

from assessments.scenarios.models import Scenario, ScenarioAttempt, ScenarioStep
from assessments.scenarios.presenting.previews import preview_of
from assessments.scenarios.reading import read_graph
from assessments.scenarios.views.sandbox import sandbox_response
from tests.assessments.pages import whole_page
from tests.assessments.scenarios.nights import night
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db
STATE = re.compile(r'name="state" value="([^"]+)"')


@pytest.fixture
def play(rf):
    """`play(graph, start_node=…, post={…}, get={…})` gives the HTML that an author sees."""
    author, scenario = UserFactory(roles=["content_editor"]), ScenarioFactory(publish=False)

    def ask(graph, *, start_node="", post=None, get=None):
        request = rf.get("/desk/try/", get or {}) if post is None else rf.post("/desk/try/", post)
        request.user, request.session = author, {}
        return whole_page(sandbox_response(request, scenario, graph, start_node))

    return ask


def state_of(html):
    return STATE.search(html)[1]


def test_a_trial_begins_at_the_start_and_leaves_no_records(play):
    html = play(night())
    assert "Can I just start?" in html
    html = play(night(), post={"state": state_of(html), "choice": "sharp"})
    for words in ("Why this can do harm", "GRP-1.H1", "Teo’s camera is off.", "n1c:sharp", "0 · withdrawn"):
        assert words in html
    html = play(night(), post={"state": state_of(html), "choice": "sorry"})
    assert "What would you write back" in html
    html = play(night(), post={"state": state_of(html), "value": "Mine."})
    assert "Your line beside a model line" in html
    assert not ScenarioAttempt.objects.exists()
    assert not ScenarioStep.objects.exists()


def test_a_trial_begins_at_any_node_and_takes_a_graph_too(play):
    assert "Teo’s camera is off." in play(read_graph(night()), start_node="mend")


def test_a_trial_comes_to_the_ending(play):
    html = play(night(), start_node="think")
    html = play(night(), post={"state": state_of(html)})
    assert ("A good ending" in html, 'name="state"' in html) == (True, False)


def test_a_variant_can_be_picked(play):
    graph = story(variants=("calm", "afraid"))
    html = play(graph, start_node="repair", get={"node": "repair", "variant": "afraid"})
    assert 'href="?node=repair&amp;variant=calm"' in html
    assert 'aria-current="true">Begin again: Variant afraid' in html
    assert 'aria-current="true">Begin again: Variant calm' in play(graph, get={"variant": "nothing"})


@pytest.mark.parametrize("state", ["", "forged", "a:b:c"])
def test_a_forged_state_is_told(play, state):
    assert "This trial is over. Begin again." in play(night(), post={"state": state, "choice": "sharp"})


def test_a_choice_that_is_not_there_is_told_and_the_moment_stays(play):
    html = play(night(), post={"state": state_of(play(night())), "choice": "forged"})
    assert ("Choose one of the answers on this page." in html, "What do you say to Teo?" in html) == (True, True)


def test_a_story_that_changed_meanwhile_is_told(play):
    state = state_of(play(night(), start_node="mend"))
    changed = night()
    changed["nodes"] = [node for node in changed["nodes"] if node["key"] != "mend"]
    assert "is-warning" in play(changed, post={"state": state, "choice": "sorry"})


def test_a_story_that_cannot_be_read_or_begun_is_told(play):
    assert "The story can’t be read" in play({"nodes": "x"})
    assert "is-warning" in play({"start": "", "nodes": []})


def test_a_preview_shows_the_card_and_the_first_moment(rf):
    request = rf.get("/")
    request.user, request.session = UserFactory(), {}
    scenario = ScenarioFactory(graph=night(), publish=False, content_note="Somebody cries.")
    html = render_to_string("assessments/scenarios/preview.html", {"object": scenario}, request)
    for words in (
        "First night",
        "Wren",
        "Can I just start?",
        "“Go ahead, we’ll do the rules after.”",
        "Somebody cries.",
    ):
        assert words in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("graph", "words"), [({"nodes": 1}, "can’t be read"), ({"start": "", "nodes": []}, "no first")]
)
def test_a_preview_of_an_unfinished_story_says_so(graph, words):
    assert words in preview_of(Scenario(title="Draft", graph=graph))["problem"]
