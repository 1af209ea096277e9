"""The form of a scenario in Wagtail: what it takes over, refuses, sends to review; signatures, copies, comparisons."""

import pytest
from django.urls import reverse
from wagtail.models import Task

from assessments.scenarios import queries, services
from assessments.scenarios.models import Scenario
from courses.catalogue.services import sync_workflow
from tests.factories.assessments import QuestionFactory, QuizFactory
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_assessments_scenario"


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"], full_name="Edda"))


@pytest.fixture
def reviewer(client_for):
    return client_for(UserFactory(roles=["clinical_reviewer"], full_name="Ruth Rahn"))


def at(name, scenario):
    return reverse(f"{NAMES}:{name}", args=[scenario.pk])


def form(scenario, **changes):
    return {
        "title": scenario.title,
        "number": scenario.number,
        "minutes": scenario.minutes,
        "summary": scenario.summary,
        "setting": scenario.setting,
        "content_note": "",
        "way_round": "null",
        "enough": "fair",
        "repair_all": "on",
        "competencies": [one.pk for one in scenario.competencies.all()],
        "next": "",
        **changes,
    }


def retell(scenario, **words):
    graph = story()
    graph["nodes"][-1] |= words
    services.lay_draft(scenario=scenario, graph=graph, label="Anew")


def test_saving_takes_over_the_story_of_the_desk_and_publishing_freezes_it(editor):
    scenario = ScenarioFactory()
    retell(scenario, text="It is late.")
    assert editor.post(at("edit", scenario), form(scenario)).status_code == 302
    scenario = Scenario.objects.get(pk=scenario.pk)
    assert scenario.graph == story()
    assert scenario.get_latest_revision_as_object().graph["nodes"][-1]["text"] == "It is late."
    editor.post(at("edit", scenario), form(scenario, **{"action-publish": "1"}))
    assert [one.number for one in scenario.versions.all()] == [1, 2]
    assert queries.current_version(scenario).graph["nodes"][-1]["text"] == "It is late."


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_a_story_with_problems_is_not_published_and_each_is_named_with_a_link(editor, action):
    sync_workflow()
    scenario = ScenarioFactory()
    retell(scenario, quality="")
    answer = editor.post(at("edit", scenario), form(scenario, **{action: "1"}))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "good: Say whether this ending is good, fair or poor." in html
    assert f"{at('desk', scenario)}?node=good#panel" in html
    assert scenario.versions.count() == 1
    assert not scenario.workflow_states.exists()


def test_safety_content_is_published_by_a_reviewer_and_stays_unsigned(editor, reviewer):
    scenario = ScenarioFactory(safety_critical=True)
    retell(scenario, text="It is late.")
    data = form(scenario, safety_critical="on", **{"action-publish": "1"})
    assert "action-publish" not in editor.get(at("edit", scenario)).content.decode()
    refused = editor.post(at("edit", scenario), data | {"safety_critical": ""})
    assert "published by a clinical reviewer" in refused.content.decode()
    assert scenario.versions.count() == 1
    assert reviewer.post(at("edit", scenario), data).status_code == 302
    version = queries.current_version(scenario)
    assert version.number == 2
    assert not queries.signed_on(version).safety_reviewed
    assert "Not reviewed yet" in reviewer.get(reverse(f"{NAMES}:list")).content.decode()


def test_what_a_reviewer_approves_is_published_and_carries_their_name(editor, reviewer):
    sync_workflow()
    scenario = ScenarioFactory(safety_critical=True)
    retell(scenario, text="It is late.")
    data = form(scenario, safety_critical="on")
    assert editor.post(at("edit", scenario), data | {"action-submit": "1"}).status_code == 302
    state = scenario.current_workflow_task_state
    assert Task.objects.get(pk=state.task_id).specific._meta.model_name == "clinicalreviewtask"
    address = reverse(f"{NAMES}:workflow_action", args=[scenario.pk, "approve", state.pk])
    reviewer.post(address, {"comment": ""})
    signed = queries.signed_on(queries.current_version(scenario))
    assert [one.name for one in signed.safety] == ["Ruth Rahn"]
    assert "Reviewed" in reviewer.get(reverse(f"{NAMES}:list")).content.decode()
    retell(scenario, text="It is later.")
    reviewer.post(at("edit", scenario), data | {"action-publish": "1"})
    assert not queries.signed_on(queries.current_version(scenario)).safety


def test_signing_is_for_the_newest_version_and_two_names_make_the_path_reviewed(reviewer, client_for, editor):
    scenario = ScenarioFactory()
    version = queries.current_version(scenario)
    html = reviewer.get(at("sign", scenario)).content.decode()
    assert "until 2 named reviewers have signed it" in html
    assert "You try two-minutes." in html
    data = {"kind": "reference", "version": version.pk}
    assert editor.post(at("sign", scenario), data).status_code == 404
    for client in (reviewer, reviewer, client_for(UserFactory(roles=["clinical_reviewer"], full_name="Second"))):
        client.post(at("sign", scenario), data)
    signed = queries.signed_on(version)
    assert [one.name for one in signed.reference] == ["Ruth Rahn", "Second"]
    assert signed.reference_reviewed
    reviewer.post(at("sign", scenario), {"kind": "safety", "version": version.pk + 1})
    assert not queries.signed_on(version).safety


def test_a_copy_is_a_draft_of_its_own(editor):
    scenario = ScenarioFactory(code="first-night")
    retell(scenario, text="It is late.")
    assert editor.post(at("duplicate", scenario)).status_code == 302
    made = Scenario.objects.get(code="first-night-2")
    assert (made.live, made.title, made.versions.count()) == (False, "Copy of First night", 0)
    assert made.graph["nodes"][-1]["text"] == "It is late."
    assert made.competencies.count() == 2


def test_comparing_shows_old_and_new_words(editor):
    scenario = ScenarioFactory()
    retell(scenario, text="The evening is late.")
    html = editor.get(at("compare", scenario)).content.decode()
    assert "begun.</del>" in html
    assert "late.</ins>" in html
    same = editor.get(at("compare", scenario), {"old": "1", "new": "1"}).content.decode()
    assert "These are the same" in same
    assert editor.get(at("compare", scenario), {"old": "99", "new": "x"}).status_code == 200


def test_retiring_instead_of_unpublishing(editor):
    scenario = ScenarioFactory()
    assert "action-unpublish" not in editor.get(at("edit", scenario)).content.decode()
    editor.post(at("retire", scenario))
    scenario.refresh_from_db()
    assert scenario.retired_at
    assert "Retired" in editor.get(reverse(f"{NAMES}:list")).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("make", [ScenarioFactory, QuizFactory, QuestionFactory])
def test_the_address_of_unpublishing_leads_to_retiring(reviewer, client_for, make, method):
    made = make()
    names = f"wagtailsnippets_assessments_{made._meta.model_name}"
    place = reverse(f"{names}:unpublish", args=[made.pk])
    answer = getattr(reviewer, method)(place)
    assert (answer.status_code, answer["Location"]) == (302, reverse(f"{names}:retire", args=[made.pk]))
    made.refresh_from_db()
    assert (made.live, made.retired_at) == (True, None)
    # Whoever may not publish gets no further than before.
    auditor = client_for(UserFactory(roles=["auditor"]))
    assert getattr(auditor, method)(place).get("Location", "") != answer["Location"]


def test_a_new_scenario_leads_to_its_desk(editor):
    data = {"title": "New", "code": "new", "summary": "Something.", "number": "1", "minutes": "10", "enough": "good"}
    answer = editor.post(reverse(f"{NAMES}:add"), data | {"way_round": "null", "competencies": [], "setting": ""})
    scenario = Scenario.objects.get(code="new")
    assert answer["Location"] == at("desk", scenario)
    assert "How a scenario comes to be" in editor.get(at("desk", scenario)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_queries_for_one_and_for_three(editor, django_assert_num_queries, count):
    ScenarioFactory.create_batch(count, competencies=[])
    editor.get(reverse(f"{NAMES}:list"))
    with django_assert_num_queries(LIST_QUERIES):
        assert editor.get(reverse(f"{NAMES}:list")).content.decode().count("First night") >= count


LIST_QUERIES = 18
