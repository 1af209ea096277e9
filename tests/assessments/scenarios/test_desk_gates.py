"""What holds for the form in Wagtail holds for the desk, and what the form refuses no other door lets in."""

import pytest
from django.urls import reverse

from assessments.scenarios import services
from assessments.scenarios.models import Scenario
from courses.catalogue.services import sync_workflow
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_assessments_scenario"
FORM = {
    "title": "First night",
    "number": 1,
    "minutes": 12,
    "summary": "One evening.",
    "way_round": "null",
    "enough": "fair",
    "repair_all": "on",
}


@pytest.fixture
def author():
    return UserFactory(roles=["content_editor"])


@pytest.fixture
def editor(client_for, author):
    return client_for(author)


@pytest.fixture
def reviewer(client_for):
    return client_for(UserFactory(roles=["clinical_reviewer"]))


def at(name, scenario, *args):
    return reverse(f"{NAMES}:{name}", args=[scenario.pk, *args])


def edit(client):
    """An edit at the desk, as the script sends it."""
    words = {"node": "good", "kind": "ending", "quality": "fair", "text": "It is late."}
    return lambda scenario: client.post(at("desk_save", scenario), words, headers={"accept": "application/json"})


def do(client, name):
    return lambda scenario: client.post(at("desk_do", scenario), {"do": name, "node": "good", "kind": "narration"})


def broken():
    graph = story()
    graph["nodes"][2]["routes"] = [{"to": "nowhere"}]
    return graph


@pytest.mark.parametrize("act", [edit, lambda client: do(client, "add"), lambda client: do(client, "undo")])
def test_desk_of_a_locked_scenario_is_closed_for_others(editor, author, act):
    scenario = ScenarioFactory()
    services.lay_draft(scenario=scenario, graph=story(line=True), label="before", author=author)
    Scenario.objects.filter(pk=scenario.pk).update(locked=True, locked_by=UserFactory())
    answer = act(editor)(scenario)
    assert answer.status_code == 422
    assert "nobody else may change it now" in answer.content.decode()
    assert services.open_draft(scenario=scenario).counter == 1
    Scenario.objects.filter(pk=scenario.pk).update(locked_by=author)
    assert act(editor)(scenario).status_code in {200, 302}
    assert services.open_draft(scenario=scenario).counter == 2


def test_desk_keeps_what_was_typed_at_a_locked_scenario(editor):
    scenario = ScenarioFactory()
    Scenario.objects.filter(pk=scenario.pk).update(locked=True, locked_by=UserFactory())
    assert "It is late." in edit(editor)(scenario).json()["parts"]["desk-panel"]


def test_desk_under_review_is_for_the_reviewer(editor, reviewer):
    sync_workflow()
    scenario = ScenarioFactory(safety_critical=True)
    form = {**FORM, "safety_critical": "on", "action-submit": "1"}
    assert editor.post(at("edit", scenario), form).status_code == 302
    assert edit(editor)(scenario).status_code == 422
    assert edit(reviewer)(scenario).status_code == 200


def test_approving_what_the_lint_refuses_says_so_and_leaves_the_review_open(author, reviewer):
    workflow = sync_workflow()
    scenario = ScenarioFactory(safety_critical=True)
    scenario.graph = broken()
    scenario.save_revision(user=author)
    workflow.start(scenario, author)
    task = scenario.current_workflow_task_state
    answer = reviewer.post(at("workflow_action", scenario, "approve", task.pk), {"comment": ""}, follow=True)
    assert "It can’t be published yet" in answer.content.decode()
    task.refresh_from_db()
    assert (task.status, scenario.versions.count()) == ("in_progress", 1)


def test_approving_what_is_right_publishes_it(author, reviewer):
    workflow = sync_workflow()
    scenario = ScenarioFactory(safety_critical=True)
    scenario.graph = story(line=True)
    scenario.save_revision(user=author)
    workflow.start(scenario, author)
    task = scenario.current_workflow_task_state
    reviewer.post(at("workflow_action", scenario, "approve", task.pk), {"comment": ""})
    assert scenario.versions.count() == 2


def test_code_that_is_taken_is_refused_at_its_field(editor):
    taken = ScenarioFactory().code
    answer = editor.post(reverse(f"{NAMES}:add"), {**FORM, "code": taken})
    assert answer.context["form"].errors["code"] == ["Another scenario has this code."]
    assert editor.post(reverse(f"{NAMES}:add"), {**FORM, "code": f"{taken}-b"}).status_code == 302
    assert Scenario.objects.count() == 2


def test_form_tells_what_stands_against_the_story_at_the_desk(editor, author):
    scenario = ScenarioFactory()
    assert "no such moment" not in editor.get(at("edit", scenario)).content.decode()
    services.lay_draft(scenario=scenario, graph=broken(), label="broken", author=author)
    assert "no such moment" in editor.get(at("edit", scenario)).content.decode()
