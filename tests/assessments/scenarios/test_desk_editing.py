"""Small changes of a story, and two of its states compared."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.desk import editing
from assessments.scenarios.desk.comparing import compare
from assessments.scenarios.desk.subjects import typed
from assessments.scenarios.editing import apply_changes, changes_between
from assessments.scenarios.reading import read_graph
from tests.factories.scenarios import story


def node(graph, key):
    return editing.find(graph, "nodes", key)


def test_renaming_a_moment_follows_it_everywhere():
    graph = story(poor=True, seconds=30)
    clause = {"subject": "seen.first", "test": "is", "value": True}
    node(graph, "prompt")["tellings"] = [{"text": "Again.", "when": {"clauses": [clause]}}]
    changed = editing.rename(editing.rename(graph, "nodes", "first", "ask"), "nodes", "prompt", "look")
    assert node(changed, "opening")["routes"] == [{"to": "ask"}]
    assert node(changed, "repair")["choices"][0]["repairs"] == ["ask:sharp"]
    assert node(changed, "look")["tellings"][0]["when"]["clauses"][0]["subject"] == "seen.ask"
    assert node(changed, "ask")["late"] == "look"
    assert graph != changed


@pytest.mark.parametrize(
    ("part", "old", "new", "subject"),
    [("variables", "trust", "faith", "faith"), ("members", "teo", "theo", "mood.theo")],
)
def test_renaming_what_is_kept_follows_it_into_effects(part, old, new, subject):
    graph = story()
    node(graph, "opening")["effects"] = [{"subject": "mood.teo", "operation": "add", "value": 1}]
    text = str(editing.rename(graph, part, old, new)["nodes"])
    assert f"'{subject}'" in text
    assert f"'{old}'" not in text


def test_deleting_leads_on_and_leaves_nothing_behind_that_names_it():
    graph = editing.delete_node(story(), "first", lead_on="good")
    assert node(graph, "opening")["routes"] == [{"to": "good"}]
    assert "repairs" not in node(graph, "repair")["choices"][0]
    assert "first" not in str(graph)


def test_deleting_the_start_begins_with_what_it_led_to():
    assert editing.delete_node(story(), "opening", lead_on="first")["start"] == "first"
    assert editing.delete_node(story(), "opening")["start"] == "first"


def test_a_new_moment_behind_another_takes_over_its_way():
    changed, key = editing.add_node(story(), kind="narration", after="opening")
    assert node(changed, "opening")["routes"] == [{"to": key}]
    assert node(changed, key)["routes"] == [{"to": "first"}]
    assert editing.keys_of(changed).index(key) == 1


def test_two_new_ways_make_two_moments():
    graph = {"start": "", "nodes": []}
    routes = [{"to": "new:say", "when": {"clauses": []}}, {"to": "new:ending"}]
    changed = editing.put_node(graph, {"key": "n1", "kind": "narration", "routes": routes})
    assert [(one["key"], one["kind"]) for one in changed["nodes"]] == [
        ("n1", "narration"),
        ("n2", "say"),
        ("n3", "ending"),
    ]
    assert changed["start"] == "n1"


def test_links_to_a_moment_are_listed_with_their_choice():
    assert editing.linked_from(story(), "good") == [("first", "two-minutes"), ("prompt", ""), ("repair", "sorry")]


@given(st.sampled_from(editing.keys_of(story())), st.sampled_from(["", *editing.keys_of(story())]))
def test_no_button_breaks_the_form_of_a_story(key, other):
    graph = story()
    before = deepcopy(graph)
    for changed in (
        editing.delete_node(graph, key, lead_on=other),
        editing.duplicate_node(graph, key)[0],
        editing.rename(graph, "nodes", key, "anew"),
        editing.add_node(graph, kind="say", after=key, choice=other)[0],
    ):
        read_graph(changed)
        done, _changes = apply_changes(graph, changes_between(graph, changed))
        assert done == changed
    assert graph == before


@pytest.mark.parametrize(
    ("subject", "words", "value"),
    [
        ("trust", "+2", 2),
        ("trust", "two", "two"),
        ("mood.teo", "-1", -1),
        ("seen.first", "Yes", True),
        ("open_harms", "0", 0),
        ("variant", "1", "1"),
        ("unknown", "1", "1"),
    ],
)
def test_values_are_taken_as_their_subject_takes_them(subject, words, value):
    assert typed(story(), subject, words) == value


def test_comparing_tells_what_came_went_and_changed():
    old, new = story(), story()
    new["nodes"] = [one for one in new["nodes"] if one["key"] != "again"]
    new["nodes"].append({"key": "extra", "kind": "narration", "text": "More."})
    node(new, "first")["choices"][0]["text"] = "You try two minutes."
    sections = compare(old, new, {"title": "One"}, {"title": "Two"})
    found = {one.key: one for one in sections[0].differences}
    assert {key: one.change for key, one in found.items()} == {"first": "changed", "extra": "added", "again": "removed"}
    pieces = found["first"].fields[0].pieces
    assert [(piece.words, piece.mark) for piece in pieces] == [
        ("You try", ""),
        ("two-minutes.", "del"),
        ("two minutes.", "ins"),
    ]
    assert sections[1].differences[0].fields[0].label == "Name for authors"


def test_comparing_the_same_tells_nothing():
    assert compare(story(), story(), {}, {}) == []
