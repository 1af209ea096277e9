"""Any story that passes the checks can always be finished."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scenarios.errors import StepRefused
from assessments.scenarios.finishing import finishing, finishing_choice
from assessments.scenarios.graph import Node, Route
from assessments.scenarios.linting import lint
from assessments.scenarios.playing import begin, go_on, replay
from assessments.scenarios.walking import reachable
from tests.assessments.scenarios.stories import ask, chain, check, end, graphs, pick, routes, story, tell, when
from tests.assessments.scenarios.test_playing import picks, walk

# The errors that may keep a run from ending; the other ones speak of what it teaches.
STOPS = {
    "no_start", "dead_end", "no_choices", "lost_route", "route_unfinished", "conditional_end", "no_open_choice",
    "no_right_answer", "no_exit", "clock_leads_nowhere", "harm_in_check",
}  # fmt: skip


def stops(graph):
    return {one.code for one in lint(graph)} & STOPS


def finish(graph, moment):
    """Takes the choice that leads nearer to an ending again and again; the number of steps it took."""
    steps = 0
    while not moment.done:
        assert steps <= len(graph.nodes), "It never ends."
        moment = go_on(graph, moment.state, finishing_choice(graph, moment.state))
        steps += 1
    return steps


@settings(max_examples=200)
@given(graphs(tidy=True) | graphs(), st.sampled_from(["", "a", "b"]), picks)
def test_whoever_walks_anywhere_in_a_story_without_errors_can_still_finish_it(graph, variant, numbers) -> None:
    if stops(graph):
        return
    assert set(finishing(graph)) == set(graph.nodes)
    steps, moment = walk(graph, variant, numbers)
    finish(graph, moment)
    assert replay(graph, variant, steps) == moment.state


@given(graphs())
def test_a_moment_without_a_sure_ending_never_passes_the_checks(graph) -> None:
    if set(finishing(graph)) != set(graph.nodes):
        assert stops(graph)


@given(graphs(tidy=True))
def test_stories_that_lead_onwards_pass(graph) -> None:
    """So that the first test has something to walk through."""
    assert stops(graph) <= {"harm_in_check"}


def test_a_loop_without_a_way_out_is_refused() -> None:
    asked = story(ask("a", pick("x", "helpful", "b")), ask("b", pick("y", "neutral", "a")), end())
    assert {(one.code, one.node) for one in lint(asked)} >= {("no_exit", "a")}
    assert [one.node for one in lint(asked) if one.code == "no_exit"] == ["a"]
    told = story(tell("into", "a"), tell("a", "b"), tell("b", "a"), end())
    assert [one.node for one in lint(told) if one.code == "no_exit"] == ["a"]


def test_a_loop_with_a_way_out_only_by_a_condition_is_refused() -> None:
    out = pick("out", "helpful", "end", when=when("trust", "at_least", 5))
    graph = story(ask("a", pick("round", "neutral", "a"), out), end())
    assert "no_exit" in stops(graph)
    assert finishing(graph) == {"end": ""}
    by_route = story(tell("a", Route("end", when("trust", "at_least", 5)), "a"), end())
    assert "no_exit" in stops(by_route)


def test_a_loop_with_a_way_out_that_is_always_open_passes() -> None:
    graph = story(ask("a", pick("round", "neutral", "again"), pick("out", "helpful", "end")), tell("again", "a"), end())
    assert not stops(graph)
    assert finish(graph, begin(graph)) == 1


def test_wrong_answers_are_no_way_out_of_a_check() -> None:
    graph = story(check("c", pick("right", "helpful", "c"), pick("wrong", "neutral", "end")), end())
    assert "no_exit" in stops(graph)


def test_the_finishing_choice_leads_past_detours() -> None:
    graph = story(
        ask("a", pick("far", "helpful", "b"), pick("near", "neutral", "end")),
        ask("b", pick("back", "neutral", "detour"), pick("on", "helpful", "line")),
        Node("line", "line", text="Say it.", routes=routes("end")),
        tell("detour", "detour2"),
        tell("detour2", "a"),
        end(),
    )
    assert finishing_choice(graph, begin(graph).state) == "near"
    assert finishing_choice(graph, go_on(graph, begin(graph).state, "far").state) == "on"


def test_where_no_way_surely_ends_there_is_no_finishing_choice() -> None:
    graph = story(ask("a", pick("round", "helpful", "a")), end())
    with pytest.raises(StepRefused):
        finishing_choice(graph, begin(graph).state)


def test_depth_is_no_trouble() -> None:
    graph = story(*chain(5_000, end()), end())
    assert len(finishing(graph)) == len(reachable(graph)) == 5_001
    deep_loop = story(*chain(5_000, tell("t0", "t1")))
    assert [one.node for one in lint(deep_loop) if one.code == "no_exit"] == ["t0"]
