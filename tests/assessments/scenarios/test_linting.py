import sys
from dataclasses import replace

import pytest

from assessments.scenarios.graph import Member, Node, Route, Telling, Variant
from assessments.scenarios.linting import LintSettings, default_limits, lint
from assessments.scenarios.reading import read_graph, write_graph
from tests.assessments.scenarios.checking import errors, found, warnings, with_choice, with_more, with_node
from tests.assessments.scenarios.stories import (
    TRUST,
    ask,
    check,
    end,
    pick,
    repaired_story,
    routes,
    story,
    tell,
    when,
)

LONG = "x" * 2_000
BEHAVIOURS = {"SAFE-2.B1": "basic", "SAFE-2.H1": "harmful", "GRP-1.A1": "advanced"}


def test_nothing_is_found_in_a_story_that_is_right() -> None:
    assert lint(repaired_story(), behaviours=BEHAVIOURS) == []


GOOD = repaired_story()
CALM = when("open_harms", "is", 0)


@pytest.mark.parametrize(
    ("graph", "finding"),
    [
        (replace(GOOD, start="lost"), ("no_start", "", "")),
        (with_more(GOOD, tell("island", "end")), ("unreachable", "island", "")),
        (with_node(GOOD, "hello", routes=()), ("dead_end", "hello", "")),
        (with_choice(GOOD, "ask", "kind", routes=()), ("dead_end", "ask", "kind")),
        (with_node(GOOD, "ask", choices=()), ("no_choices", "ask", "")),
        (with_node(GOOD, "hello", routes=routes("lost")), ("lost_route", "hello", "")),
        (with_node(GOOD, "hello", routes=routes("")), ("route_unfinished", "hello", "")),
        (with_choice(GOOD, "ask", "kind", routes=routes("lost")), ("lost_route", "ask", "kind")),
        (with_node(GOOD, "ask", seconds=20), ("clock_leads_nowhere", "ask", "")),
        (with_node(GOOD, "ask", seconds=20, late="lost"), ("lost_route", "ask", "")),
        (
            with_node(GOOD, "hello", routes=(Route("ask"), Route("end", when("mood.teo", "is", 1)))),
            ("conditional_end", "hello", ""),
        ),
        (with_choice(GOOD, "sorry", "own", when=when("mood.teo", "is", 1)), ("no_open_choice", "sorry", "")),
        (story(check("c", pick("a", "neutral"), pick("b", "neutral")), end()), ("no_right_answer", "c", "")),
        (story(check("c", pick("a", "helpful", "end"), pick("b", "harmful")), end()), ("harm_in_check", "c", "b")),
        (with_choice(GOOD, "sorry", "own", routes=routes("sorry")), ("no_exit", "sorry", "")),
        (with_node(GOOD, "end", quality="fair"), ("no_helpful_path", "", "")),
        (with_choice(GOOD, "ask", "kind", tag="harmful"), ("no_helpful_path", "", "")),
        (with_node(GOOD, "end", quality=""), ("ending_without_quality", "end", "")),
        (with_choice(GOOD, "ask", "sharp", repairs=("ask:sharp",)), ("repairs_itself", "ask", "sharp")),
        (with_choice(GOOD, "ask", "sharp", why=" "), ("harm_without_why", "ask", "sharp")),
        (with_choice(GOOD, "ask", "sharp", routes=routes("end")), ("star_without_repair", "ask", "sharp")),
        (with_choice(GOOD, "sorry", "own", repairs=()), ("star_without_repair", "ask", "sharp")),
        (with_choice(GOOD, "ask", "vague", routes=routes("end")), ("star_without_prompt", "ask", "vague")),
        (with_choice(GOOD, "ask", "vague", routes=routes("ask")), ("star_without_prompt", "ask", "vague")),
        (with_node(GOOD, "prompt", routes=routes("ask")), ("star_without_prompt", "ask", "vague")),
        (with_choice(GOOD, "sorry", "own", repairs=("ask:sharp", "ask:kind")), ("unknown_repair", "sorry", "own")),
        (with_node(GOOD, "hello", repairs=("ask:nobody",)), ("unknown_repair", "hello", "")),
        (with_node(GOOD, "prompt", member=""), ("member_missing", "prompt", "")),
        (with_node(GOOD, "prompt", member="ghost"), ("member_missing", "prompt", "")),
        (with_node(GOOD, "hello", text=" "), ("text_missing", "hello", "")),
        (with_choice(GOOD, "ask", "kind", text=""), ("text_missing", "ask", "kind")),
        (with_node(GOOD, "hello", tellings=(Telling("", CALM),)), ("text_missing", "hello", "")),
        (with_node(GOOD, "hello", text=LONG), ("text_too_long", "hello", "")),
        (with_node(GOOD, "hello", tellings=(Telling(LONG, CALM),)), ("text_too_long", "hello", "")),
        (with_node(GOOD, "ask", text="x" * 201), ("text_too_long", "ask", "")),
        (with_choice(GOOD, "ask", "kind", text="x" * 321), ("text_too_long", "ask", "kind")),
        (with_choice(GOOD, "ask", "kind", happened="x" * 501), ("text_too_long", "ask", "kind")),
        (with_choice(GOOD, "ask", "kind", why="x" * 701), ("text_too_long", "ask", "kind")),
        (with_choice(GOOD, "ask", "kind", behaviours=("SAFE-9.B9",)), ("unknown_behaviour", "ask", "kind")),
    ],
)  # fmt: skip
def test_an_error_is_found_and_closes_the_gate(graph, finding) -> None:
    assert finding in found(graph, behaviours=BEHAVIOURS)
    assert finding[0] in errors(graph, behaviours=BEHAVIOURS)


@pytest.mark.parametrize(
    ("graph", "finding"),
    [
        (with_node(GOOD, "ask", text=""), ("no_question", "ask", "")),
        (story(Node("l", "line", text="Say it.", routes=routes("end")), end()), ("no_model", "l", "")),
        (with_choice(GOOD, "ask", "kind", behaviours=()), ("no_behaviours", "ask", "kind")),
        (with_choice(GOOD, "ask", "kind", behaviours=("SAFE-2.H1",)), ("other_kind", "ask", "kind")),
        (story(ask("a", pick("only", "helpful", "end")), end()), ("only_choice", "a", "")),
        (story(ask("a", pick("b", "helpful", "end"), pick("c", "neutral", "end")), end()), ("no_harm", "", "")),
        (with_choice(GOOD, "ask", "kind", happened=""), ("untold", "ask", "kind")),
        (with_choice(GOOD, "ask", "kind", why=""), ("untold", "ask", "kind")),
        (with_choice(GOOD, "ask", "sharp", happened=""), ("untold", "ask", "sharp")),
        (replace(GOOD, variables=(TRUST,)), ("unused_variable", "", "")),
        (replace(GOOD, members=(*GOOD.members, Member("wren", "Wren"))), ("unused_member", "", "")),
        (replace(GOOD, variants=(Variant("a"), Variant("b"))), ("unused_variants", "", "")),
    ],
)
def test_a_warning_is_found_and_leaves_the_gate_open(graph, finding) -> None:
    assert finding in found(graph, behaviours=BEHAVIOURS)
    assert finding[0] in warnings(graph, behaviours=BEHAVIOURS)
    assert not errors(graph, behaviours=BEHAVIOURS)


def test_a_single_choice_that_repairs_may_stand_alone() -> None:
    assert ("only_choice", "sorry", "") not in found(GOOD)


def test_a_content_note_needs_a_way_round() -> None:
    note = {"content_note": "Somebody speaks of suicide.", "way_round": ""}
    assert ("alternative_missing", "", "") in found(GOOD, settings=LintSettings.from_json(note))
    told = LintSettings.from_json(note | {"way_round": "<p>The case.</p>"})
    assert "alternative_missing" not in errors(GOOD, settings=told)


def test_limits_can_be_changed_one_by_one() -> None:
    graph = with_node(GOOD, "hello", text="x" * 800)
    assert "text_too_long" in errors(graph)
    assert "text_too_long" not in errors(graph, limits={"node": 900})
    assert ("text_too_long", "ask", "kind") in found(graph, limits={"node": 900, "choice": 3})
    assert default_limits()["node"] == 700


def test_words_left_in_the_original_language_are_found() -> None:
    translated = with_choice(
        with_node(GOOD, "hello", text="Hallo."), "ask", "kind", text="Ja.", happened="Sie nickt.", why="So."
    )
    places = {(one.node, one.choice) for one in lint(translated, source=GOOD) if one.code == "untranslated"}
    assert ("hello", "") not in places
    assert ("ask", "kind") not in places
    assert {("ask", ""), ("ask", "vague"), ("look", ""), ("end", "")} <= places
    assert "untranslated" not in warnings(GOOD)


def test_without_a_framework_behaviours_are_not_checked() -> None:
    assert "unknown_behaviour" not in errors(GOOD, behaviours=None)
    assert "unknown_behaviour" in errors(GOOD, behaviours={})


def test_errors_come_first_and_each_only_once() -> None:
    findings = lint(with_choice(with_node(GOOD, "end", quality=""), "ask", "kind", text=LONG, why="", next_line=LONG))
    levels = [one.level for one in findings]
    assert levels == sorted(levels)
    assert len(findings) == len(set(findings))


def test_an_empty_story_is_refused() -> None:
    assert "no_start" in errors(story())


def test_script_in_a_text_is_no_finding_and_stays_text() -> None:
    words = "<script>alert(1)</script> %(x)s {0}"
    graph = with_node(GOOD, "hello", text=words)
    assert lint(graph, behaviours=BEHAVIOURS) == []
    assert read_graph(write_graph(graph)).nodes["hello"].text == words
    assert errors(with_node(GOOD, "hello", routes=(Route("%(x)s"),)))


def big_story(count):
    """So many moments, each with a prompt and a repair of its own."""
    nodes = []
    for n in range(count):
        following = f"a{n + 1}" if n < count - 1 else "end"
        nodes += [
            ask(
                f"a{n}",
                pick("kind", "helpful", following),
                pick("vague", "neutral", f"p{n}"),
                pick("sharp", "harmful", f"r{n}"),
                star=not n % 2,
            ),
            tell(f"p{n}", f"a{n}"),
            tell(f"r{n}", following, repairs=(f"a{n}:sharp",)),
        ]
    return story(*nodes, end(), variables=())


def calls_of(function, *given):
    """How many calls of functions it takes: the same on every machine."""
    count = 0

    def note(_frame, event, _arg):
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        function(*given)
    finally:
        sys.setprofile(before)
    return count


def test_checking_four_times_as_much_takes_four_times_as_long() -> None:
    small, large = big_story(50), big_story(200)
    assert errors(large) == set()
    lint(small)
    assert calls_of(lint, large) < 5 * calls_of(lint, small)
