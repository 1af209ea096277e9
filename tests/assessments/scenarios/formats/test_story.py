"""A scenario as YAML: what is read, what is said of mistakes and where, and that it comes back the same."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as often
from hypothesis import strategies as st

from assessments.scenarios.formats.story import Story, parse_story, write_story
from lms.common.texts.problems import Problems
from tests.assessments.scenarios.formats.graphs import SETTINGS, graphs

STORY = """\
id: first-night
number: 1
title: First night
summary: Your first session.
setting: |
  Tuesday.

  Half past seven.
minutes: 12
competencies: [SAFE-2, GRP-1]
way_round: |
  ### The case

  It goes *well*.
members:
  - {key: teo, name: Teo, mood: 3}
variables:
  - {key: trust, kind: number, start: 5}
  - {key: asked, kind: flag, start: false}
start: n1
nodes:
  - key: n1
    kind: say
    member: teo
    text: |
      Can I start?
    effects: {trust: +1, mood.teo: -1}
    to: n2
  - key: n2
    kind: choice
    text: What do you say?
    choices:
      - key: a
        tag: helpful
        text: Two minutes.
        effects: {asked: true, trust: "= 4"}
        when: trust at least 3 and asked is false
        behaviours: [SAFE-2.B1]
        routes: [{to: n3, when: trust at most 2}, {to: end}]
        why:
      - {key: b, tag: harmful, text: Rules first., to: end, repairs: [n2:a]}
  - {key: n3, kind: narration, text: Hm., tellings: [{when: mood.teo at most 1, text: Teo waits.}], to: end}
  - {key: end, kind: ending, quality: good, text: The end.}
"""


def read(text: str) -> tuple[Story | None, list[str]]:
    problems = Problems()
    story = parse_story(text, "a.yaml", problems)
    return story, [str(problem) for problem in problems]


def line_of(words: str) -> int:
    return STORY[: STORY.index(words)].count("\n") + 1


def test_parse_story_writes_short_forms_out() -> None:
    story, problems = read(STORY)
    assert problems == []
    assert story is not None
    nodes = {node["key"]: node for node in story.graph["nodes"]}
    assert nodes["n1"]["text"] == "Can I start?"
    assert nodes["n1"]["routes"] == [{"to": "n2"}]
    assert nodes["n1"]["effects"] == [
        {"subject": "trust", "operation": "add", "value": 1},
        {"subject": "mood.teo", "operation": "add", "value": -1},
    ]
    choice = nodes["n2"]["choices"][0]
    assert choice["effects"][0] == {"subject": "asked", "operation": "set", "value": True}
    assert choice["effects"][1] == {"subject": "trust", "operation": "set", "value": 4}
    assert choice["when"]["clauses"][0] == {"subject": "trust", "test": "at_least", "value": 3}
    assert [route["to"] for route in choice["routes"]] == ["n3", "end"]
    assert "why" not in choice
    assert nodes["n3"]["tellings"][0]["when"]["clauses"][0]["subject"] == "mood.teo"


def test_parse_story_settings_have_their_usual_values() -> None:
    story, _problems = read(STORY)
    assert story is not None
    assert story.code == "first-night"
    assert story.settings["way_round"] == "<h3>The case</h3><p>It goes <i>well</i>.</p>"
    assert story.settings["setting"] == "Tuesday.\n\nHalf past seven."
    assert (story.settings["enough"], story.settings["repair_all"], story.settings["content_note"]) == (
        "fair",
        True,
        "",
    )
    assert story.settings["competencies"] == ["SAFE-2", "GRP-1"]


MISTAKES = [
    ("minutes: 12", "minutes: long", "minutes must be a whole number"),
    ("title: First night", "titel: First night", "is it meant to be title"),
    ("when: trust at least 3 and asked is false", "when: trust over 3", "After “trust” comes"),
    ("when: mood.teo at most 1", "when: x is 1 and y is 2 or z is 3", "not by both"),
    ('effects: {asked: true, trust: "= 4"}', "effects: {trust: up and down}", "what happens to “trust”"),
    ("tag: helpful", "tag: great", "This has to be one of"),
    ("quality: good", "quality: nice", "This has to be one of"),
    ("key: b, tag", "key: a, tag", "Two have this name"),
    ("behaviours: [SAFE-2.B1]", "behaviour: [SAFE-2.B1]", "There is no “behaviour” here"),
    ("member: teo", "member: 3", "A name is made of"),
    ("start: 5", "start: 50", "between its least and its most"),
    ("    to: n2", "    to: n2\n    routes: [{to: n3}]", "either to, or routes"),
    ("  It goes", "  # It goes", "only ## and ### are headings"),
    ("way_round: |", "way_round: |\n  <script>alert(1)</script>\n", "raw HTML is not read"),
    ("    kind: choice", "    kind: *choice", "aliases"),
    ("    kind: choice", "   kind: choice", "not YAML"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_parse_story_mistake_is_said_with_its_line(old: str, new: str, said: str) -> None:
    assert old in STORY
    story, problems = read(STORY.replace(old, new, 1))
    assert story is None
    assert [one for one in problems if said in one], problems
    told = int(next(one for one in problems if said in one).split(":")[1])
    # What is wrong with a choice as a whole is said where the choice begins.
    assert line_of(old) - 10 <= told <= line_of(old) + 2


def test_parse_story_line_is_the_exact_one_inside_a_choice() -> None:
    _story, problems = read(STORY.replace("behaviours: [SAFE-2.B1]", "behaviours: [SAFE 2]"))
    assert problems[0].startswith(f"a.yaml:{line_of('behaviours:')}: nodes.n2.choices.a.behaviours.1: ")


def test_parse_story_says_everything_at_once() -> None:
    broken = STORY.replace("minutes: 12", "minutes: long").replace("tag: helpful", "tag: great")
    assert len(read(broken)[1]) == 2


def test_parse_story_knows_the_line_of_a_choice() -> None:
    story, _problems = read(STORY)
    assert story is not None
    assert story.lines.of_choice("n2", "a") == line_of("- key: a")
    assert story.lines.of_choice("n3") == line_of("- {key: n3")
    assert story.lines.of_choice("") == 1


@pytest.mark.parametrize("text", ["", "[]", "a", "1", "nodes: 3", "nodes: [1, [2], null]", "- " * 3000, "{" * 3000])
def test_parse_story_anything_else_is_refused_with_words(text: str) -> None:
    story, problems = read(text)
    assert story is None
    assert problems


@given(graph=graphs(), settings=SETTINGS)
@often(max_examples=60, deadline=None)
def test_write_story_comes_back_the_same(graph: dict[str, Any], settings: dict[str, Any]) -> None:
    text = write_story("first-night", settings, graph)
    story, problems = read(text)
    assert problems == []
    assert story is not None
    assert story.graph == graph
    assert story.settings == settings
    assert write_story(story.code, story.settings, story.graph) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "kind", "nodes", "choices", "when", "effects", "to", "routes"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
@often(max_examples=60, deadline=None)
def test_parse_story_never_breaks_on_odd_shapes(nodes: Any) -> None:
    head = "id: a\nnumber: 1\ntitle: A\nsummary: A\nminutes: 1\nnodes: "
    story, problems = read(head + json.dumps(nodes))
    assert (story is None) == bool(problems)
