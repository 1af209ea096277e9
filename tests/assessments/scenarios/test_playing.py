import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.errors import StepRefused
from assessments.scenarios.graph import Effect, Node, Route, Telling, Variant
from assessments.scenarios.playing import (
    State,
    begin,
    draw_variant,
    go_on,
    late,
    replay,
    replay_moments,
    shuffle_choices,
)
from tests.assessments.scenarios.stories import (
    ask,
    chain,
    check,
    conditions,
    end,
    graphs,
    pick,
    repaired_story,
    routes,
    some_effects,
    story,
    tell,
    texts,
    when,
)


def code_of(function, *given):
    with pytest.raises(StepRefused) as refused:
        function(*given)
    assert str(refused.value)
    return refused.value.code


def take(graph, *choices, variant=""):
    moment = begin(graph, variant)
    for choice in choices:
        moment = go_on(graph, moment.state, choice)
    return moment


def walk(graph, variant, picks):
    """Steps and last moment of a run by `picks`: numbers that choose among what is on offer, or let a clock run out."""
    moment, steps = begin(graph, variant), []
    for number in picks:
        if moment.done:
            break
        offered = [one.key for one in moment.choices] or [""]
        if moment.node.kind == "check" and not moment.choices:
            break
        if moment.node.seconds:
            offered.append("")
        choice = offered[number % len(offered)]
        steps.append((moment.node.key, choice))
        by_clock = moment.node.seconds and not choice
        moment = late(graph, moment.state) if by_clock else go_on(graph, moment.state, choice)
    return steps, moment


picks = st.lists(st.integers(0, 50), max_size=12)


@given(graphs(tidy=True), st.sampled_from(["", "a", "b"]), picks)
def test_replaying_the_stored_steps_gives_the_stored_state(graph, variant, numbers) -> None:
    steps, moment = walk(graph, variant, numbers)
    stored = json.loads(json.dumps(moment.state.to_json()))
    assert replay(graph, variant, json.loads(json.dumps(steps))) == State.from_json(stored) == moment.state
    assert replay_moments(graph, variant, steps)[-1] == moment


@given(graphs(tidy=True), picks)
def test_effects_never_leave_their_bounds(graph, numbers) -> None:
    for count in range(len(numbers) + 1):
        state = walk(graph, "a", numbers[:count])[1].state
        assert 0 <= state.variables["trust"] <= 5
        assert type(state.variables["trust"]) is int
        assert state.variables["asked"] in (True, False)
        assert state.variables["door"] in ("open", "shut")
        assert 0 <= state.moods["teo"] <= 4


@given(some_effects, texts, st.none() | conditions)
def test_any_effect_text_or_condition_can_be_played(effects, text, condition) -> None:
    told = (Telling(text, condition),) if condition else ()
    graph = story(
        tell("n0", Route("other", condition), "end", effects=effects, tellings=told), tell("other", "end"), end()
    )
    assert begin(graph, "a").done


def test_a_run_passes_what_happens_by_itself_up_to_a_choice() -> None:
    moment = begin(repaired_story())
    assert [one.node.key for one in moment.shown] == ["hello"]
    assert (moment.node.key, moment.done) == ("ask", False)
    assert [one.key for one in moment.choices] == ["kind", "vague", "sharp"]


def test_a_harmful_choice_is_open_until_it_is_repaired_and_stays_marked() -> None:
    sharp = take(repaired_story(), "sharp")
    assert sharp.state.harms == {"ask:sharp": "open"}
    assert (sharp.state.open_harms, sharp.state.moods["teo"], sharp.node.key) == (1, 1, "sorry")
    sorry = go_on(repaired_story(), sharp.state, "own")
    assert (sorry.state.harms, sorry.state.open_harms, sorry.done) == ({"ask:sharp": "repaired"}, 0, True)


def test_a_harm_done_again_is_open_again() -> None:
    graph = story(
        ask("a", pick("bad", "harmful", "r"), pick("out", "helpful", "end")), tell("r", "a", repairs=("a:bad",)), end()
    )
    assert take(graph, "bad").state.harms == {"a:bad": "repaired"}
    no_repair = story(
        ask("a", pick("bad", "harmful", "b")), ask("b", pick("back", "neutral", "a", repairs=("a:bad",))), end()
    )
    assert take(no_repair, "bad", "back").state.open_harms == 0
    assert take(no_repair, "bad", "back", "bad").state.open_harms == 1


def test_what_was_not_done_is_not_repaired() -> None:
    graph = story(tell("r", "end", repairs=("a:bad",)), end())
    assert begin(graph).state.harms == {}


def test_a_wrong_answer_to_a_check_leaves_it_open() -> None:
    graph = story(
        check("c", pick("right", "helpful", "end"), pick("wrong", "neutral", "end"), pick("worse", "harmful", "end")),
        end(),
    )
    for wrong in ("wrong", "worse"):
        moment = take(graph, wrong, wrong)
        assert (moment.node.key, moment.shown, moment.state.harms) == ("c", (), {})
    assert take(graph, "wrong", "right").done


def test_the_first_telling_that_holds_is_told() -> None:
    node = Node(
        "n", "say", text="Nothing of it.", member="teo", routes=routes("end"),
        tellings=(Telling("It is b.", when("variant", "is", "b")), Telling("Trust.", when("trust", "at_least", 2))),
    )  # fmt: skip
    graph = story(node, end(), variants=(Variant("a"), Variant("b")))
    assert begin(graph, "b").shown[0].text == "It is b."
    assert begin(graph, "a").shown[0].text == "Trust."
    assert begin(graph, "a").shown[0].mood == 3


def test_the_first_route_that_holds_is_taken_after_the_effects() -> None:
    graph = story(
        tell("n", Route("end", when("trust", "at_least", 3)), "poor", effects=(Effect("trust", "add", 1),)),
        end(),
        end("poor", "poor"),
    )
    assert begin(graph).node.key == "end"


def test_a_node_is_seen_only_when_a_condition_asks_and_once_it_is_left() -> None:
    twice = Telling("Again.", when("seen.again", "is", value=True))
    graph = story(
        tell("again", "a", tellings=(twice,)),
        ask("a", pick("back", "neutral", "again"), pick("out", "helpful", "end")),
        end(),
    )
    assert begin(graph).shown[0].text == "Told at again."
    moment = take(graph, "back")
    assert moment.shown[0].text == "Again."
    assert moment.state.seen == {"again"}


def test_a_choice_is_on_offer_only_while_its_condition_holds() -> None:
    graph = story(
        ask("a", pick("open", "helpful", "end"), pick("b", "helpful", "end", when=when("variant", "is", "b"))), end()
    )
    assert [one.key for one in begin(graph, "a").choices] == ["open"]
    assert [one.key for one in begin(graph, "b").choices] == ["open", "b"]
    assert code_of(go_on, graph, begin(graph, "a").state, "b") == StepRefused.UNKNOWN


def test_a_forged_step_is_refused() -> None:
    graph = repaired_story()
    state = begin(graph).state
    for forged in ("", "nobody", "ask:kind", "own", "<script>", "k" * 999):
        assert code_of(go_on, graph, state, forged) == StepRefused.UNKNOWN
    line = story(Node("l", "line", text="Say it.", routes=routes("end")), end())
    assert code_of(go_on, line, begin(line).state, "a") == StepRefused.UNKNOWN
    assert go_on(line, begin(line).state).done


def test_nothing_goes_on_after_the_ending() -> None:
    graph = repaired_story()
    moment = take(graph, "kind")
    assert moment.done
    assert code_of(go_on, graph, moment.state, "kind") == StepRefused.OVER
    assert code_of(go_on, graph, moment.state) == StepRefused.OVER


def test_a_step_of_another_moment_is_stale() -> None:
    graph = repaired_story()
    assert code_of(replay, graph, "", [("sorry", "own")]) == StepRefused.STALE
    assert code_of(replay, graph, "", [("ask", "kind"), ("ask", "kind")]) == StepRefused.STALE


def test_a_clock_that_runs_out_leads_on_and_is_replayed() -> None:
    graph = story(
        ask("a", pick("x", "helpful", "end"), seconds=20, late="slow"), tell("slow", "poor"), end(), end("poor", "poor")
    )
    moment = late(graph, begin(graph).state)
    assert (moment.node.key, moment.shown[0].node.key) == ("poor", "slow")
    assert replay(graph, "", [("a", "")]) == moment.state


def test_time_does_not_run_out_where_there_is_no_clock() -> None:
    graph = repaired_story()
    assert code_of(late, graph, begin(graph).state) == StepRefused.UNKNOWN
    assert code_of(replay, graph, "", [("ask", "")]) == StepRefused.UNKNOWN


def test_a_story_that_leads_nowhere_is_refused_and_never_hangs() -> None:
    round_and_round = story(tell("a", "b"), tell("b", "a"))
    for graph in (round_and_round, story(tell("a", "lost")), story(tell("a")), story()):
        assert code_of(begin, graph) == StepRefused.BROKEN


def test_five_thousand_passed_nodes_are_no_trouble() -> None:
    moment = begin(story(*chain(5_000, end()), end()))
    assert (len(moment.shown), moment.done) == (5_000, True)


def test_two_hundred_steps_are_replayed() -> None:
    nodes = [ask(f"a{n}", pick("on", "helpful", f"a{n + 1}" if n < 199 else "end")) for n in range(200)]
    assert replay(story(*nodes, end()), "", [(one.key, "on") for one in nodes]).node == "end"


def test_a_variant_is_drawn_by_weight_and_stays_for_a_seed() -> None:
    graph = story(end(), variants=(Variant("a"), Variant("b", weight=3)))
    drawn = [draw_variant(graph, seed) for seed in range(400)]
    assert drawn == [draw_variant(graph, seed) for seed in range(400)]
    assert 260 < drawn.count("b") < 340
    assert draw_variant(story(end()), 1) == ""


def test_choices_are_shuffled_the_same_way_for_a_seed() -> None:
    moment = begin(repaired_story())
    orders = {tuple(one.key for one in shuffle_choices(moment, seed)) for seed in range(60)}
    assert len(orders) == 6
    assert shuffle_choices(moment, 7) == shuffle_choices(moment, 7)


def test_no_harm_makes_itself_good():
    graph = story(
        ask("a", pick("ok", "helpful", "end"), pick("bad", "harmful", "end", repairs=("a:bad", "a:worse"))), end()
    )
    assert take(graph, "bad").state.harms == {"a:bad": "open"}
