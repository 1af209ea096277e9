import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.errors import GraphInvalid
from assessments.scenarios.graph import Choice, Graph, Member, Node, Route
from assessments.scenarios.models.scenario import empty_graph
from assessments.scenarios.reading import read_choice, read_graph, read_node, read_variable, write_graph, write_item
from tests.assessments.scenarios.stories import any_json, broken, chain, end, graphs, refusal, repaired_story, story


def problems(read, data):
    with pytest.raises(GraphInvalid) as caught:
        read(data)
    return {one.where: one.message for one in caught.value.problems}


@given(graphs())
def test_a_graph_that_is_written_is_read_back_the_same(graph) -> None:
    assert read_graph(json.loads(json.dumps(write_graph(graph)))) == graph


@given(any_json)
def test_any_json_gives_a_graph_or_says_what_is_wrong(data) -> None:
    refused = refusal(GraphInvalid, read_graph, data)
    if refused:
        assert all(one.message for one in refused.problems)
        assert str(refused).startswith("The story can’t be read: ")
    else:
        assert isinstance(read_graph(data), Graph)


@given(st.data())
def test_a_graph_broken_in_one_spot_gives_a_graph_or_says_what_is_wrong(data) -> None:
    found = data.draw(broken(write_graph(data.draw(graphs(most=4)))))
    refused = refusal(GraphInvalid, read_graph, found)
    if refused:
        assert refused.problems
    else:
        assert read_graph(write_graph(read_graph(found))) == read_graph(found)


def test_the_empty_graph_of_a_new_scenario_is_read() -> None:
    assert read_graph(empty_graph()) == Graph(start="")
    assert write_graph(Graph(start="")) == empty_graph()


def test_what_has_its_default_is_left_out() -> None:
    node = Node("n1", "choice", text="?", choices=(Choice("a", "Yes", "helpful", routes=(Route("n2"),)),))
    assert write_item(node) == {
        "key": "n1",
        "kind": "choice",
        "text": "?",
        "choices": [{"key": "a", "text": "Yes", "tag": "helpful", "routes": [{"to": "n2"}]}],
    }
    assert write_item(Member("teo", "Teo")) == {"key": "teo", "name": "Teo"}


def test_a_problem_says_where_it_is() -> None:
    data = write_graph(repaired_story())
    data["nodes"][1]["choices"][2]["tag"] = "wicked"
    data["nodes"][0]["routes"] = [{"to": "a place"}]
    found = problems(read_graph, data)
    assert "nodes.ask.choices.sharp.tag" in found
    assert found["nodes.ask.choices.sharp.tag"] == "This has to be one of: helpful, neutral, harmful."
    assert "nodes.hello.routes.1.to" in found


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"key": "n1", "kind": "narration", "colour": "red"}, ""),
        ({"key": "n1", "kind": "film"}, "kind"),
        ({"kind": "narration"}, "key"),
        ({"key": "n 1", "kind": "narration"}, "key"),
        ({"key": "n" * 61, "kind": "narration"}, "key"),
        ({"key": "n1", "kind": "narration", "text": 7}, "text"),
        ({"key": "n1", "kind": "narration", "text": "x" * 20_001}, "text"),
        ({"key": "n1", "kind": "narration", "text": "a\x00b"}, "text"),
        ({"key": "n1", "kind": "narration", "text": "a\ud800b"}, "text"),
        ({"key": "n1", "kind": "choice", "seconds": True}, "seconds"),
        ({"key": "n1", "kind": "choice", "seconds": 10**30}, "seconds"),
        ({"key": "n1", "kind": "narration", "star": "yes"}, "star"),
        ({"key": "n1", "kind": "narration", "repairs": ["n1"]}, "repairs.1"),
        (
            {"key": "n1", "kind": "narration", "effects": [{"subject": "trust", "operation": "add", "value": "x"}]},
            "effects.1",
        ),
        ({"key": "n1", "kind": "narration", "tellings": [{"text": "x", "when": None}]}, "tellings.1.when"),
        ({"key": "n1", "kind": "narration", "routes": [{"to": "x", "when": {"clauses": []}}]}, "routes.1.when"),
    ],
)
def test_a_node_with_a_wrong_field_is_refused(data, where) -> None:
    assert where in problems(read_node, data)


@pytest.mark.parametrize(
    "data",
    [
        {"key": "variant", "kind": "flag", "start": True},
        {"key": "trust", "kind": "number", "start": True},
        {"key": "trust", "kind": "number", "start": 11},
        {"key": "trust", "kind": "number", "start": 1, "least": 5, "most": 2},
        {"key": "asked", "kind": "flag", "start": 1},
        {"key": "door", "kind": "choice", "start": "ajar", "values": ["open", "shut"]},
        {"key": "door", "kind": "choice", "start": "open"},
    ],
)
def test_a_variable_that_can_not_start_is_refused(data) -> None:
    assert problems(read_variable, data)


def test_two_with_the_same_name_are_refused() -> None:
    node = {"key": "n1", "kind": "ending"}
    assert problems(read_graph, {"start": "n1", "nodes": [node, node]}) == {"nodes.n1": "Two have this name."}


def test_script_in_a_text_stays_text() -> None:
    words = "<script>alert(1)</script> {{ x }} {% now %} javascript:"
    choice = read_choice({"key": "a", "text": words, "tag": "helpful"})
    assert (choice.text, write_item(choice)["text"]) == (words, words)


def test_nesting_without_end_is_refused_in_words() -> None:
    deep: list = []
    for _ in range(50_000):
        deep = [deep]
    assert problems(read_graph, {"start": "", "nodes": deep})
    assert problems(read_graph, {"start": "", "nodes": [{"key": "a", "kind": "choice", "text": deep, "routes": deep}]})


def test_a_flood_of_problems_is_cut_off() -> None:
    assert len(problems(read_graph, {"start": "", "nodes": [{str(n): n} for n in range(900)]})) <= 100
    with pytest.raises(GraphInvalid, match="more than 10000 parts"):
        read_graph({"start": "", "nodes": [0] * 10_001})


def test_five_thousand_nodes_are_read_and_written() -> None:
    graph = story(*chain(5_000, end()), end())
    assert read_graph(write_graph(graph)) == graph
