import pytest

from assessments.scenarios.graph import Choice
from assessments.scenarios.playing import replay
from assessments.scenarios.tallying import CompetencyTally, is_enough, tally
from tests.assessments.scenarios.stories import ask, check, end, pick, repaired_story, story, tell

FAIR = {"enough": "fair", "repair_all": True}
GOOD_ONLY = {"enough": "good", "repair_all": True}
AS_IT_WAS = {"enough": "fair", "repair_all": False}


def debrief(graph, *steps):
    return tally(graph, steps, replay(graph, "", steps))


def test_choices_are_counted_for_each_competency_once() -> None:
    found = debrief(repaired_story(), ("ask", "vague"), ("ask", "kind"))
    assert found.competencies == (CompetencyTally("SAFE-2", helpful=1, partly=1), CompetencyTally("GRP-1", helpful=1))


def test_two_behaviours_of_a_competency_count_once_for_a_choice() -> None:
    graph = story(ask("a", pick("x", "helpful", "end", behaviours=("SAFE-2.B1", "SAFE-2.B4"))), end())
    assert debrief(graph, ("a", "x")).competencies == (CompetencyTally("SAFE-2", helpful=1),)


def test_a_harm_is_listed_with_its_repair() -> None:
    found = debrief(repaired_story(), ("ask", "sharp"), ("sorry", "own"))
    (harm,) = found.harms
    assert (harm.node.key, harm.choice.key, harm.repaired, harm.times) == ("ask", "sharp", True, 1)
    assert found.competencies == (CompetencyTally("SAFE-2", helpful=1, harmful=1, open_harms=0),)


def test_a_harm_that_was_left_open_is_open_for_its_competencies() -> None:
    graph = story(
        ask("a", pick("bad", "harmful", "back", behaviours=("SAFE-2.H1", "GRP-1.H1")), pick("ok", "helpful", "end")),
        tell("back", "a"),
        end(),
    )
    found = debrief(graph, ("a", "bad"), ("a", "bad"), ("a", "ok"))
    assert [(harm.repaired, harm.times) for harm in found.harms] == [(False, 2)]
    assert found.competencies == (
        CompetencyTally("SAFE-2", helpful=1, harmful=2, open_harms=1),
        CompetencyTally("GRP-1", harmful=2, open_harms=1),
    )  # fmt: skip


def test_advanced_moments_are_those_of_an_advanced_behaviour() -> None:
    found = debrief(repaired_story(), ("ask", "vague"), ("ask", "kind"))
    assert [(one.number, one.choice.key) for one in found.advanced] == [(2, "kind")]


def test_the_best_next_line_is_the_choices_own_else_the_authors_choice() -> None:
    graph = repaired_story()
    assert [one.text for one in debrief(graph, ("ask", "vague"), ("ask", "kind")).next_lines] == [
        "Say what stays here."
    ]
    assert [one.text for one in debrief(graph, ("ask", "sharp"), ("sorry", "own")).next_lines] == ["I say kind."]
    assert debrief(graph, ("ask", "kind")).next_lines == ()


def test_a_wrong_answer_to_a_check_is_no_harm() -> None:
    graph = story(check("c", pick("no", "harmful"), pick("yes", "helpful", "end")), end())
    found = debrief(graph, ("c", "no"), ("c", "yes"))
    assert found.harms == ()
    assert found.competencies == (CompetencyTally("SAFE-2", helpful=1, partly=1),)


def test_steps_that_the_story_does_not_know_are_skipped() -> None:
    graph = repaired_story()
    state = replay(graph, "", [("ask", "kind")])
    assert tally(graph, [("lost", "a"), ("ask", "lost"), ("hello", ""), ("ask", "kind")], state).taken[0].number == 4


def test_a_choice_without_behaviours_touches_no_competency() -> None:
    graph = story(ask("a", Choice("x", "Yes", "helpful", routes=pick("y", "helpful", "end").routes)), end())
    assert debrief(graph, ("a", "x")).competencies == ()


@pytest.mark.parametrize(
    ("settings", "quality", "harms", "answer"),
    [
        (FAIR, "good", {}, True),
        (FAIR, "fair", {}, True),
        (FAIR, "poor", {}, False),
        (FAIR, "", {}, False),
        (GOOD_ONLY, "good", {}, True),
        (GOOD_ONLY, "fair", {}, False),
        (FAIR, "good", {"a:b": "repaired"}, True),
        (FAIR, "good", {"a:b": "repaired", "c:d": "open"}, False),
        (AS_IT_WAS, "fair", {"c:d": "open"}, True),
        (AS_IT_WAS, "poor", {}, False),
        ({}, "fair", {}, True),
        ({}, "good", {"c:d": "open"}, False),
    ],
)
def test_a_run_is_enough_by_its_ending_and_its_repairs(settings, quality, harms, answer) -> None:
    assert is_enough(settings, quality, harms) is answer
