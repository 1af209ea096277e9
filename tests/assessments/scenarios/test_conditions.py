from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.conditions import format_condition, format_effects, holds, parse_condition, parse_effects
from assessments.scenarios.graph import Clause, Condition, Effect
from assessments.scenarios.state import State
from tests.assessments.scenarios.stories import conditions, effects, refusal, when

STATE = State(
    node="n1",
    variables={"trust": 3, "asked": True, "door": "open", "one": 1},
    moods={"teo": 1},
    variant="b",
    harms={"n1:a": "open", "n2:b": "repaired"},
    seen=frozenset({"n1"}),
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("trust at least 3", True),
        ("trust at least 4", False),
        ("trust at most 3", True),
        ("trust at most 2", False),
        ("trust is 3", True),
        ("trust is not 3", False),
        ("asked is true", True),
        ("asked is false", False),
        ("door is open", True),
        ("door is not open", False),
        ("mood.teo at most 1", True),
        ("mood.teo at least 2", False),
        ("seen.n1 is true", True),
        ("seen.n2 is true", False),
        ("seen.n2 is false", True),
        ("variant is b", True),
        ("variant is a", False),
        ("open_harms is 1", True),
        ("open_harms at least 2", False),
        ("trust at least 3 and variant is b", True),
        ("trust at least 3 and variant is a", False),
        ("trust at least 9 or variant is b", True),
        ("trust at least 9 or variant is a", False),
        # Of another type: never the same, never more or less.
        ("asked is 1", False),
        ("one is true", False),
        ("door at least 1", False),
        ("asked at least 0", False),
        # What isn't kept is never told of.
        ("nobody is 1", False),
        ("nobody is not 1", False),
        ("mood.nobody at least 0", False),
    ],
)
def test_a_condition_holds(text, answer) -> None:
    assert holds(parse_condition(text), STATE) is answer


def test_no_condition_always_holds() -> None:
    assert holds(None, STATE)


@given(conditions)
def test_a_condition_in_words_is_read_back_the_same(condition) -> None:
    if len(condition.clauses) == 1:
        condition = replace(condition, joined="all")
    assert parse_condition(format_condition(condition)) == condition


@given(st.text(max_size=200))
def test_any_text_is_a_condition_or_refused_in_a_sentence(text) -> None:
    refused = refusal(ValueError, parse_condition, text)
    assert str(refused).endswith(".") if refused else isinstance(parse_condition(text), Condition)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "__import__('os').system('true') is true",
        "trust is __import__('os')",
        "trust is eval(1)",
        "trust.__class__ is 1",
        "trust at least 3; drop table",
        "{{ trust }} is 1",
        "(trust is 1)",
        "(" * 5_000,
        "not " * 900,
        "trust at least 3 and " * 50 + "trust is 1",
        "x" * 100_000,
        "trust is " + "x" * 61,
        "trust is 99999999999999999999",
        'door is "open',
        "trust",
        "trust is",
        "trust more than 3",
        "trust is 3 variant is b",
        "trust is 3 and",
        "trust is 3 and variant is b or asked is true",
        "",
        "   ",
    ],
)
def test_what_is_no_condition_is_refused_in_a_short_sentence(text) -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        parse_condition(text)
    assert len(str(refused.value)) < 220


def test_words_with_blanks_and_of_two_meanings_are_quoted() -> None:
    for value in ("a b", "true", "3", "not", 'he said "no"', "back\\slash", "line\nbreak", "é", ""):
        condition = when("door", "is", value)
        assert parse_condition(format_condition(condition)) == condition
    assert format_condition(when("door", "is", "true")) == 'door is "true"'


def test_conditions_read_like_a_sentence() -> None:
    condition = Condition((Clause("trust", "at_least", 3), Clause("variant", "is_not", "b")))
    assert format_condition(condition) == "trust at least 3 and variant is not b"
    assert parse_condition("trust is at least 3 AND variant IS NOT b") == condition
    assert format_condition(None) == ""


@given(st.lists(effects, max_size=4).map(tuple))
def test_effects_in_words_are_read_back_the_same(found) -> None:
    assert parse_effects(format_effects(found)) == found


def test_effects_are_read_as_files_write_them() -> None:
    written = {"trust": 1, "mood.teo": "−1", "minutes_left": "= 6", "asked": True, "door": "= shut"}
    assert parse_effects(written) == (
        Effect("trust", "add", 1),
        Effect("mood.teo", "add", -1),
        Effect("minutes_left", "set", 6),
        Effect("asked", "set", value=True),
        Effect("door", "set", "shut"),
    )


@pytest.mark.parametrize(
    "data",
    [None, 3, ["trust"], {"trust": "6"}, {"trust": "x()"}, {"trust": 1.5}, {"trust": [1]}, {"a b": 1}, {3: 1},
     {"trust": "= __import__('os')"}, {"trust": "+" + "9" * 5_000}, {"trust": 10**40}, {"trust": "="}],
)  # fmt: skip
def test_what_is_no_effect_is_refused_in_a_sentence(data) -> None:
    with pytest.raises(ValueError, match=r"\.$|”\.$") as refused:
        parse_effects(data)
    assert len(str(refused.value)) < 220
