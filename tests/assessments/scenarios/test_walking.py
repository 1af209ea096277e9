from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.graph import Node, Variant
from assessments.scenarios.playing import replay
from assessments.scenarios.reading import read_graph
from assessments.scenarios.walking import Edge, depths, edges, length_words, reachable, reference_path
from tests.assessments.scenarios.stories import (
    ask,
    chain,
    check,
    end,
    graphs,
    pick,
    repaired_story,
    routes,
    story,
    tell,
    when,
)


def test_edges_name_the_choice_they_belong_to() -> None:
    assert edges(repaired_story()) == [
        Edge("hello", "ask", "route"),
        Edge("ask", "end", "choice", "kind"),
        Edge("ask", "prompt", "choice", "vague"),
        Edge("ask", "sorry", "choice", "sharp"),
        Edge("prompt", "look", "route"),
        Edge("look", "ask", "route"),
        Edge("sorry", "end", "choice", "own"),
    ]


def test_edges_leave_out_wrong_answers_and_places_that_are_not_there() -> None:
    graph = story(
        check("c", pick("right", "helpful", "a"), pick("wrong", "neutral", "end")),
        ask("a", pick("x", "helpful", "end", "end", "lost"), seconds=10, late="end"),
        end(),
    )
    assert edges(graph) == [
        Edge("c", "a", "choice", "right"),
        Edge("a", "end", "choice", "x"),
        Edge("a", "end", "late"),
    ]


def test_what_nothing_leads_to_is_not_reachable() -> None:
    graph = story(tell("a", "end"), tell("island", "a"), end())
    assert reachable(graph) == {"a", "end"}
    assert reachable(graph, "island") == {"island", "a", "end"}
    assert reachable(graph, "lost") == frozenset()


def test_depth_is_the_shortest_way() -> None:
    graph = story(
        ask("a", pick("x", "helpful", "b"), pick("y", "neutral", "end")), tell("b", "end"), tell("island", "a"), end()
    )
    assert depths(graph) == {"a": 0, "b": 1, "end": 1}
    assert depths(story()) == {}


def test_depth_of_a_long_chain_needs_no_recursion() -> None:
    graph = story(*chain(5_000, end()), end())
    assert depths(graph)["end"] == 5_000
    assert reference_path(graph) == []


@given(graphs(), st.sampled_from(["", "a", "b"]))
def test_the_reference_path_can_be_played(graph, variant) -> None:
    path = reference_path(graph, variant)
    if path:
        assert replay(graph, variant, path)
    assert len(path) <= len(graph.nodes) + 1


def test_the_reference_path_takes_what_is_marked_else_what_helps() -> None:
    graph = story(
        ask("a", pick("first", "helpful", "end"), pick("marked", "helpful", "b", reference=True)),
        ask("b", pick("n", "neutral", "end"), pick("p", "helpful", "l")),
        Node("l", "line", text="Say it.", routes=routes("c")),
        check("c", pick("wrong", "neutral", reference=True), pick("right", "helpful", "end")),
        end(),
    )
    path = [("a", "marked"), ("b", "p"), ("l", ""), ("c", "right")]
    assert reference_path(graph) == path
    assert replay(graph, "", path).node == "end"


def test_the_reference_path_goes_by_the_variant() -> None:
    only_b = pick("b", "helpful", "end", reference=True, when=when("variant", "is", "b"))
    graph = story(ask("a", pick("x", "helpful", "end"), only_b), end(), variants=(Variant("a"), Variant("b")))
    assert reference_path(graph, "b") == [("a", "b")]
    assert reference_path(graph, "a") == [("a", "x")]


def test_the_reference_path_of_a_loop_ends() -> None:
    graph = story(ask("a", pick("x", "helpful", "a")), end())
    assert set(reference_path(graph)) == {("a", "x")}
    assert reference_path(read_graph({"start": ""})) == []


def test_the_reference_path_stops_before_a_step_that_leads_nowhere() -> None:
    graph = story(ask("a", pick("x", "helpful", "b")), ask("b", pick("y", "helpful", "lost")), end())
    assert reference_path(graph) == [("a", "x")]


def test_length_counts_what_somebody_reads() -> None:
    taken = pick("x", "helpful", "end", text="Four.", happened="Five six.", why="Seven.")
    other = pick("y", "neutral", "end", text="Eight nine.", happened="Nobody reads this.")
    graph = story(tell("t", "a", text="One two three."), ask("a", taken, other), end())
    asked, over = len(["What", "do", "you", "say?"]), len(["It", "is", "over."])
    assert length_words(graph) == 9 + asked + over
