"""What two or three readers come to. No database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.agreeing import Given, Terms, place_of_next, settle, terms_of

TWO = Terms(markers=2, threshold=20, rule="mean")


def mark(score, *, correct=True, words=""):
    return Given(Decimal(score), correct, (Decimal(score) * 10,), words)


def test_one_reader_settles_alone():
    settled = settle([mark("0.5", words="Good")], Terms())
    assert (settled.score, settled.rule, settled.words) == (Decimal("0.5"), "one", ("Good",))


def test_a_second_reader_is_waited_for():
    assert settle([mark("0.5")], TWO) is None
    assert place_of_next([]) == 1
    assert place_of_next([mark("0.5")]) == 2


@pytest.mark.parametrize(("rule", "score"), [("mean", "0.6"), ("lower", "0.5")])
def test_two_that_are_close_count_by_the_rule(rule, score):
    settled = settle([mark("0.7", words="one"), mark("0.5", words="two")], Terms(2, 20, rule))
    assert (settled.score, settled.rule, settled.words) == (Decimal(score), rule, ("one", "two"))


@pytest.mark.parametrize(
    "second", [mark("0.49"), mark("0.7", correct=False)], ids=["points apart", "enough for one only"]
)
def test_two_that_differ_need_a_third_who_settles(second):
    first, third = mark("0.7", words="kind"), mark("0.3", correct=False, words="last")
    assert settle([first, second], TWO) is None
    assert place_of_next([first, second]) == 3
    settled = settle([first, second, third], TWO)
    assert (settled.score, settled.correct, settled.rule, settled.words) == (Decimal("0.3"), False, "third", ("last",))


def test_where_enough_does_not_decide_only_all_points_are_right():
    full, nearly = mark("1"), mark("0.9", correct=False)
    assert settle([full, nearly], TWO) is None
    settled = settle([full, nearly], TWO, by_enough=False)
    assert (settled.score, settled.correct) == (Decimal("0.95"), False)
    assert settle([full, full], TWO, by_enough=False).correct
    assert not settle([mark("0.7")], Terms(), by_enough=False).correct


def test_terms_are_those_of_the_version():
    assert terms_of({}) == Terms()
    stored = {"marking": {"markers": 2, "threshold": 10, "rule": "lower", "release": "batch"}}
    assert terms_of(stored) == Terms(2, 10, "lower", "batch")


scores = st.decimals(0, 1, places=4)


@given(scores, scores, st.integers(0, 100), st.sampled_from(["mean", "lower"]))
def test_what_counts_lies_between_the_two(one, other, threshold, rule):
    terms = Terms(2, threshold, rule)
    settled = settle([mark(one), mark(other)], terms)
    if abs(one - other) * 100 > threshold:
        assert settled is None
    else:
        assert min(one, other) <= settled.score <= max(one, other)
        assert settled.score == settle([mark(other), mark(one)], terms).score
