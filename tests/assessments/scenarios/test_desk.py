"""The authors' desk: pages, small saves, refusals, and what they cost."""

import json

import pytest
from django.urls import reverse

from assessments.scenarios import services
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story
from tests.html import parse_page

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_assessments_scenario"


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"], full_name="Edda"))


def at(name, scenario):
    return reverse(f"{NAMES}:{name}", args=[scenario.pk])


def send(client, name, scenario, **data):
    """As the script does it."""
    return client.post(at(name, scenario), data, headers={"accept": "application/json"})


def stored(scenario):
    return {node["key"]: node for node in services.open_draft(scenario=scenario).graph["nodes"]}


def long_story(moments):
    """A chain with a choice at every fifth moment."""
    nodes = []
    for number in range(moments - 1):
        after = [{"to": f"n{number + 1}"}]
        words = f"Moment {number}: something is said that takes about this long to read."
        if number % 5 == 4:
            choices = [
                {"key": key, "text": f"{words} {key}", "tag": tag, "happened": words, "why": words, "routes": after}
                for key, tag in (("a", "helpful"), ("b", "neutral"))
            ]
            nodes.append({"key": f"n{number}", "kind": "choice", "text": words, "choices": choices})
        else:
            nodes.append({"key": f"n{number}", "kind": "narration", "text": words, "routes": after})
    nodes.append({"key": f"n{moments - 1}", "kind": "ending", "quality": "good", "text": "The end."})
    return {"start": "n0", "nodes": nodes}


def test_desk_shows_list_picture_and_the_form_of_the_first_moment(editor):
    html = editor.get(at("desk", ScenarioFactory())).content.decode()
    parse_page(html)
    assert html.count('<li><a href="?node=') == 7
    assert html.count('transform="translate(') == 7
    assert ">Can I start?</textarea>" in html


@pytest.mark.parametrize("query", ["node=first", "node=good", "node=gone", "part=members", "part=variables", "part=x"])
def test_desk_opens_whatever_is_asked_for(editor, query):
    answer = editor.get(f"{at('desk', ScenarioFactory())}?{query}")
    assert answer.status_code == 200
    parse_page(answer.content.decode())


def test_script_is_given_the_parts_of_the_page(editor):
    scenario = ScenarioFactory()
    answer = editor.get(f"{at('desk', scenario)}?node=good", headers={"accept": "application/json"}).json()
    assert "The evening has begun." in answer["parts"]["desk-panel"]
    assert answer["url"].endswith("?node=good")


def test_saving_a_moment_changes_the_draft_and_nothing_that_is_played(editor):
    scenario = ScenarioFactory()
    answer = send(editor, "desk_save", scenario, node="good", kind="ending", quality="fair", text="It is late.")
    assert answer.status_code == 200
    assert stored(scenario)["good"] == {"key": "good", "kind": "ending", "quality": "fair", "text": "It is late."}
    scenario.refresh_from_db()
    assert scenario.graph["nodes"][-1]["text"] == "The evening has begun."


def test_saving_without_a_script_leads_back_to_the_moment(editor):
    scenario = ScenarioFactory()
    answer = editor.post(at("desk_save", scenario), {"node": "good", "kind": "ending", "quality": "good", "text": "x"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("?node=good#panel")


def test_a_way_to_something_new_makes_it_in_the_same_edit(editor):
    scenario = ScenarioFactory()
    data = {
        "node": "opening",
        "kind": "say",
        "was_kind": "say",
        "member": "teo",
        "text": "Hi.",
        "routes.1.to": "new:chat",
    }
    send(editor, "desk_save", scenario, **data)
    assert stored(scenario)["opening"]["routes"] == [{"to": "n1"}]
    assert stored(scenario)["n1"] == {"key": "n1", "kind": "chat"}
    assert services.undo_edit(scenario=scenario).graph == story()


def test_conditions_effects_and_rows_are_read_as_their_subjects_take_them(editor):
    scenario = ScenarioFactory()
    data = {
        "node": "opening",
        "kind": "say",
        "text": "Hi.",
        "routes.1.to": "first",
        "routes.1.when.joined": "any",
        "routes.1.when.clauses.1.subject": "trust",
        "routes.1.when.clauses.1.test": "at_least",
        "routes.1.when.clauses.1.value": "3",
        "routes.1.when.clauses.2.subject": "seen.good",
        "routes.1.when.clauses.2.test": "is",
        "routes.1.when.clauses.2.value": "no",
        "routes.2.to": "good",
        "routes.3.to": "",
        "effects.1.subject": "mood.teo",
        "effects.1.operation": "add",
        "effects.1.value": "−1",
    }
    assert send(editor, "desk_save", scenario, **data).status_code == 200
    node = stored(scenario)["opening"]
    clauses = [
        {"subject": "trust", "test": "at_least", "value": 3},
        {"subject": "seen.good", "test": "is", "value": False},
    ]
    assert node["routes"] == [{"to": "first", "when": {"clauses": clauses, "joined": "any"}}, {"to": "good"}]
    assert node["effects"] == [{"subject": "mood.teo", "operation": "add", "value": -1}]
    html = editor.get(f"{at('desk', scenario)}?node=opening").content.decode()
    assert "Only when Trust in you is at least 3 or Came through good is no" in html


def test_a_card_without_a_tag_is_refused_at_its_field_and_its_words_stay(editor):
    scenario = ScenarioFactory()
    data = {"node": "first", "kind": "choice", "text": "Well?", "choices.a.text": "My words"}
    answer = send(editor, "desk_save", scenario, **data)
    body = answer.json()
    assert answer.status_code == 422
    assert body["refused"]
    assert "My words" in body["parts"]["desk-panel"]
    assert "Say whether it helps, works partly or harms." in body["parts"]["desk-panel"]
    assert len(stored(scenario)["first"]["choices"]) == 3


def test_a_stale_save_is_told_and_goes_through_the_second_time(editor, client_for):
    scenario = ScenarioFactory()
    other = client_for(UserFactory(roles=["content_editor"], full_name="Otto"))
    send(other, "desk_save", scenario, based_on=0, node="good", kind="ending", quality="good", text="Otto’s")
    mine = {"node": "good", "kind": "ending", "quality": "good", "text": "Mine"}
    answer = send(editor, "desk_save", scenario, based_on=0, **mine)
    assert answer.status_code == 409
    assert "Otto" in answer.json()["parts"]["desk-panel"]
    assert ">Mine</textarea>" in answer.json()["parts"]["desk-panel"]
    assert stored(scenario)["good"]["text"] == "Otto’s"
    assert send(editor, "desk_save", scenario, based_on=answer.json()["counter"], **mine).status_code == 200
    assert stored(scenario)["good"]["text"] == "Mine"


def test_another_moment_changed_meanwhile_is_no_clash(editor):
    scenario = ScenarioFactory()
    send(editor, "desk_save", scenario, based_on=0, node="good", kind="ending", quality="good", text="One")
    answer = send(editor, "desk_save", scenario, based_on=0, node="prompt", kind="narration", text="Two")
    assert answer.status_code == 200
    assert stored(scenario)["good"]["text"] == "One"


@pytest.mark.parametrize(
    ("data", "opened", "moments"),
    [
        ({"do": "add", "kind": "say"}, "n1", 8),
        ({"do": "next", "node": "first", "choice": "later", "kind": "narration"}, "n1", 8),
        ({"do": "duplicate", "node": "first"}, "n1", 8),
        ({"do": "delete", "node": "prompt", "lead_on": "good"}, "good", 6),
        ({"do": "rename", "node": "prompt", "key": "hands"}, "hands", 7),
        ({"do": "start", "node": "first"}, "first", 7),
    ],
)
def test_buttons_do_one_thing_and_undo_takes_it_back(editor, data, opened, moments):
    scenario = ScenarioFactory()
    answer = send(editor, "desk_do", scenario, **data)
    assert answer.json()["url"].endswith(f"?node={opened}")
    assert len(stored(scenario)) == moments
    undone = send(editor, "desk_do", scenario, do="undo", based_on=answer.json()["counter"])
    assert undone.json()["said"] == "Undone."
    assert services.open_draft(scenario=scenario).graph == story()
    send(editor, "desk_do", scenario, do="redo", based_on=undone.json()["counter"])
    assert len(stored(scenario)) == moments


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"do": "rename", "node": "prompt", "key": "good"}, "taken by another moment"),
        ({"do": "rename", "node": "prompt", "key": "a b"}, "A key is made of letters"),
        ({"do": "delete", "node": "gone"}, "somebody deleted it meanwhile"),
        ({"do": "next", "node": "good", "kind": "say"}, "Nothing comes after an ending"),
    ],
)
def test_what_cannot_be_done_is_said(editor, data, words):
    scenario = ScenarioFactory()
    answer = send(editor, "desk_do", scenario, **data)
    assert answer.status_code == 422
    assert words in answer.json()["said"]
    assert services.open_draft(scenario=scenario).graph == story()


def test_people_are_renamed_wherever_they_are_named(editor):
    scenario = ScenarioFactory()
    data = {"part": "members", "members.1.was": "teo", "members.1.key": "theo", "members.1.name": "Theo"}
    data |= {"members.2.name": "Wren", "members.2.mood": "1"}
    assert send(editor, "desk_save", scenario, **data).status_code == 200
    assert stored(scenario)["opening"]["member"] == "theo"
    assert services.open_draft(scenario=scenario).graph["members"] == [
        {"key": "theo", "name": "Theo"},
        {"key": "wren", "name": "Wren", "mood": 1},
    ]


def test_two_of_one_name_are_refused(editor):
    scenario = ScenarioFactory()
    data = {"part": "variants", "variants.1.key": "a", "variants.1.label": "A", "variants.2.key": "a"}
    answer = send(editor, "desk_save", scenario, **data | {"variants.2.label": "B"})
    assert answer.status_code == 422
    assert "Two have this name." in answer.json()["parts"]["desk-panel"]


def test_lint_of_unsaved_words_changes_nothing(editor):
    scenario = ScenarioFactory()
    answer = send(editor, "desk_lint", scenario, node="good", kind="ending", text="It is late.").json()
    assert answer["errors"]["f-quality"] == ["Say whether this ending is good, fair or poor."]
    assert "problem" in answer["findings"]
    assert stored(scenario)["good"]["quality"] == "good"


def test_forged_and_hostile_words_do_no_harm(editor):
    scenario = ScenarioFactory()
    text = "<script>alert(1)</script>"
    send(editor, "desk_save", scenario, node="good", kind="ending", quality="good", text=text, title=text)
    html = editor.get(f"{at('desk', scenario)}?node=good").content.decode()
    assert text not in html
    assert send(editor, "desk_save", scenario, node="good", kind="nonsense", text="x").status_code == 422
    assert send(editor, "desk_save", scenario, node="not a key", kind="say").status_code == 404
    assert send(editor, "desk_do", scenario, do="anything").status_code == 404
    send(
        editor, "desk_save", scenario, node="good", kind="ending", **{"choices..x": "1", "routes.²": "2", "a.b.c": "3"}
    )


def test_playing_a_draft_leaves_no_records_and_counts_visits(editor):
    scenario = ScenarioFactory()
    assert editor.get(f"{at('desk_play', scenario)}?node=hurt").status_code == 200
    assert not scenario.attempts.exists()
    html = editor.get(at("desk", scenario)).content.decode()
    assert html.count("seen 1 time") == 2


@pytest.mark.parametrize("moments", [7, 120])
def test_desk_and_save_cost_the_same_queries_however_long_the_story(editor, django_assert_num_queries, moments):
    scenario = ScenarioFactory(graph=story() if moments == 7 else long_story(moments))
    services.open_draft(scenario=scenario)
    node = scenario.graph["nodes"][-1]["key"]
    editor.get(at("desk", scenario))
    with django_assert_num_queries(DESK_QUERIES):
        editor.get(f"{at('desk', scenario)}?node={node}", headers={"accept": "application/json"})
    with django_assert_num_queries(SAVE_QUERIES):
        send(editor, "desk_save", scenario, node=node, kind="ending", quality="good", text="It is late.")


DESK_QUERIES = 14
SAVE_QUERIES = 25


def test_page_of_five_hundred_moments_is_light(editor):
    scenario = ScenarioFactory(graph=long_story(500))
    answer = editor.get(at("desk", scenario))
    assert len(answer.content) < 1_000_000
    saved = send(editor, "desk_save", scenario, node="n499", kind="ending", quality="fair", text="It is late.")
    assert len(json.dumps(saved.json())) < 1_000_000


def test_findings_of_the_same_kind_say_which_card_they_mean(editor):
    graph = story()
    for one in graph["nodes"][1]["choices"]:
        one["behaviours"] = []
    html = editor.get(at("desk", ScenarioFactory(graph=graph))).content.decode()
    here = [line for line in html.split("<li>") if "shows no behaviour" in line]
    cards = {line.partition('hs-word">')[2].partition("</span>")[0] for line in here}
    assert len(cards) == len(here) == 3


def test_the_form_tells_problems_of_the_story_at_the_desk(editor):
    scenario = ScenarioFactory()
    draft = services.open_draft(scenario=scenario)
    draft.graph = {**draft.graph, "start": ""}
    draft.save()
    assert "▲ Problem: The story has no first moment." in editor.get(at("edit", scenario)).content.decode()
