"""Adding up the ways through a scenario, and what is left out of them. No database."""

from collections import Counter
from itertools import pairwise
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.paths import Flow, Part, Paths, Tally, hidden_parts, is_small, median_of, shown_flows
from assessments.scenarios.reading import read_graph
from assessments.scenarios.ribbons import Strand, columns_of, picture
from tests.factories.scenarios import story

NONE = Part("", 0, 0)
ROWS = [
    # learner, run, node, choice, seconds, end
    (1, 10, "first", "a", 10, "good"),
    (2, 20, "first", "b", 20, "good"),
    (2, 20, "repair", "sorry", 30, "good"),
    (2, 21, "first", "b", 40, ""),
    (3, 30, "first", "b", 9999, "first"),
]


def added() -> Paths:
    return Tally().take(ROWS).paths(stopped={"first": Part("first", 1, 1)}, endings=[], read=NONE)


def test_people_are_told_apart_from_times() -> None:
    paths = added()
    assert (paths.runs, paths.people) == (4, 3)
    first = paths.nodes["first"]
    assert (first.n, first.people, first.arrivals) == (4, 3, 5)
    assert {part.key: (part.n, part.people) for part in first.parts} == {"a": (1, 1), "b": (3, 2)}


def test_flows_lead_from_step_to_step_and_on_to_where_the_run_came() -> None:
    flows = {(flow.source, flow.choice, flow.target): flow.n for flow in added().flows}
    assert flows == {
        ("", "", "first"): 4,
        ("first", "a", "good"): 1,
        ("first", "b", "repair"): 1,
        ("repair", "sorry", "good"): 1,
        ("first", "b", "first"): 1,
    }


def test_a_long_pause_counts_as_an_hour_at_the_most() -> None:
    assert added().nodes["first"].median == 30
    assert Tally().take([ROWS[4]]).paths(stopped={}, endings=[], read=NONE).nodes["first"].median == 3600


def test_a_node_where_everybody_stopped_is_there() -> None:
    node = Tally().paths(stopped={"first": Part("first", 7, 7)}, endings=[], read=NONE).nodes["first"]
    assert (node.n, node.arrivals, node.median) == (0, 7, None)


@given(st.lists(st.integers(0, 3600), min_size=1, max_size=60))
def test_median_is_the_median(values: list[int]) -> None:
    assert median_of(Counter(values)) == median(values)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_what_is_hidden_cannot_be_worked_out(people: list[int]) -> None:
    parts = [Part(str(place), n, n) for place, n in enumerate(people)]
    hidden = hidden_parts(parts, 5)
    for part in parts:
        assert part.key in hidden or not is_small(part.people, 5)
    missing = sum(part.n for part in parts if part.key in hidden)
    everything = sum(people)
    assert not hidden or missing >= 5 or missing == everything


def test_nothing_is_hidden_without_need() -> None:
    parts = [Part("a", 6, 6), Part("b", 0, 0), Part("c", 20, 20)]
    assert hidden_parts(parts, 5) == set()
    assert hidden_parts([*parts, Part("d", 2, 2)], 5) == {"d", "a"}
    assert hidden_parts([*parts, Part("d", 2, 2), Part("e", 3, 3)], 5) == {"d", "e"}


def test_ways_of_few_are_not_drawn() -> None:
    paths = Paths(flows=(Flow("a", "x", "b", 9, 4), Flow("a", "y", "b", 5, 5)))
    assert [flow.choice for flow in shown_flows(paths, 5)] == ["y"]


def test_columns_count_the_waits_before_and_endings_stand_last() -> None:
    columns = columns_of(read_graph(story(poor=True, line=True)))
    assert (columns["first"], columns["repair"]) == (0, 1)
    assert columns["good"] == columns["bad"] == max(columns.values())
    assert "prompt" not in columns


def test_a_moment_stands_right_of_all_that_leads_to_it() -> None:
    long, short = ["ask", "prompt", "next"], ["ask", "next"]
    nodes = [
        {"key": "ask", "kind": "choice", "text": "?", "choices": [
            {"key": "a", "text": "A", "tag": "helpful", "routes": [{"to": "next"}]},
            {"key": "b", "text": "B", "tag": "neutral", "routes": [{"to": "prompt"}]},
        ]},
        {"key": "prompt", "kind": "line", "text": "?", "routes": [{"to": "next"}]},
        {"key": "next", "kind": "choice", "text": "?", "choices": [
            {"key": "on", "text": "On", "tag": "helpful", "routes": [{"to": "end"}]},
            {"key": "back", "text": "Back", "tag": "neutral", "routes": [{"to": "ask"}]},
        ]},
        {"key": "end", "kind": "ending", "text": "End", "quality": "good"},
    ]  # fmt: skip
    columns = columns_of(read_graph({"start": "ask", "nodes": nodes}))
    for way in (long, short):
        assert all(columns[one] < columns[other] for one, other in pairwise(way))
    assert columns == {"ask": 0, "prompt": 1, "next": 2, "end": 3}
    drawn = picture([Strand("ask", "next", 9, "helpful"), Strand("next", "ask", 9, "neutral")], columns)
    assert [ribbon.width for ribbon in drawn.ribbons] == [340, 6]


def test_bars_are_no_higher_than_what_is_drawn() -> None:
    strands = [Strand("a", "b", 30, "helpful"), Strand("a", "c", 10, "harmful"), Strand("c", "a", 10, "plain")]
    drawn = picture(strands, {"a": 0, "b": 1, "c": 1, "alone": 1})
    heights = {bar.key: bar.height for bar in drawn.bars}
    assert set(heights) == {"a", "b", "c"}
    assert heights["a"] == heights["b"] + heights["c"]
    assert {ribbon.look for ribbon in drawn.ribbons} == {"helpful", "harmful", "plain"}
    assert all(bar.y + bar.height <= drawn.height and bar.x <= drawn.width for bar in drawn.bars)


def test_a_picture_of_nothing_is_empty() -> None:
    assert picture([], {"a": 0}).bars == []
