"""A rater's figures out of sheets, without a database."""

import datetime as dt

import pytest

from assessments.observations.monitoring import DoubleRating, Sheet, figures_of
from assessments.observations.presenting import monitoring as presenting

HELD = dt.datetime(2030, 1, 1, 10, tzinfo=dt.UTC)


def sheet(*levels, harms=(), hours=3):
    rows = {f"C-{n}": {"computed": level, "level": level, "reason": ""} for n, level in enumerate(levels)}
    return Sheet(rows, frozenset(harms), HELD + dt.timedelta(hours=hours))


def rating(own, *others, held_at=HELD):
    return DoubleRating(1, own, others, held_at)


def test_nothing_rated_gives_no_figure():
    found = figures_of([])
    assert (found.double, found.pairs, found.exact, found.drift, found.turnaround) == (0, 0, None, None, None)
    assert found.quadratic.reason == found.single.reason == "few_rows"
    assert found.few
    assert found.leaning == ""


def test_agreement_is_counted_over_skills_that_both_rated():
    found = figures_of([rating(sheet(1, 2, 3, 4, None), sheet(1, 3, 3, 2, 4))])
    assert (found.double, found.pairs) == (1, 4)
    assert (found.exact, found.near) == (0.5, 0.75)
    # Apart: 0, 1, 0, 2 levels; shares ¼ ¼ ¼ ¼ against ¼ ¼ ½ 0; by chance ⅜ and 2/9.
    assert found.linear.value == pytest.approx(1 / 3)
    assert found.quadratic.value == pytest.approx(3 / 8)


def test_a_second_co_rater_adds_pairs_but_no_role_play():
    found = figures_of([rating(sheet(2, 3), sheet(2, 3), sheet(3, 3))])
    assert (found.double, found.pairs, found.timed) == (1, 4, 1)


@pytest.mark.parametrize(
    ("own", "leaning", "word"),
    [(4, "lenient", "Lenient"), (2, "strict", "Strict"), (3, "neither", "Neither")],
)
def test_leaning_is_said_in_words(own, leaning, word):
    found = figures_of([rating(sheet(own, 3), sheet(3, 3))])
    assert found.leaning == leaning
    assert presenting.leaning_words(found).startswith(word)


def test_leaning_looks_at_the_last_twenty_only():
    early = [rating(sheet(1), sheet(4))] * 5
    found = figures_of(early + [rating(sheet(3), sheet(3))] * 20)
    assert (found.leaning, found.recent, found.double, found.few) == ("neither", 20, 25, False)


def test_one_level_for_everything_has_no_coefficient_and_is_said_kindly():
    found = figures_of([rating(sheet(3, 3), sheet(3, 3))] * 6)
    assert found.always == 3
    lines = presenting.agreement_lines(found)
    assert [line.number for line in lines] == ["100 %", "100 %", "–", "–", "–", "–"]
    assert all("no fault" in line.words for line in lines[2:])


def test_coefficients_are_not_defined_where_one_side_never_varies():
    found = figures_of([rating(sheet(3, 3, 3), sheet(2, 3, 4))])
    assert (found.always, found.quadratic.value, found.single.reason) == (3, None, "no_variance")
    assert found.exact == pytest.approx(1 / 3)


def test_harm_is_counted_from_both_sides():
    found = figures_of([rating(sheet(1, harms=["a", "b"]), sheet(1, harms=["b", "c", "d"]))])
    assert (found.only_own, found.both_saw, found.only_other) == (1, 1, 2)


def test_overrides_keep_their_reason_and_words_of_others_can_be_held_back():
    own = sheet(2)
    own.levels["C-0"].update(level=3, reason="She did it before the clock ran.")
    found = figures_of([rating(own, sheet(3))])
    assert presenting.override_lines(found) == [("C-0: 3 instead of 2", "She did it before the clock ran.")]
    assert presenting.override_lines(found, told=set()) == []


def test_turnaround_is_the_middle_and_leaves_out_what_was_never_held():
    ratings = [rating(sheet(3, hours=hours), sheet(3)) for hours in (1, 5, 70)]
    found = figures_of([*ratings, rating(sheet(3, hours=90), sheet(3), held_at=None)])
    assert (found.turnaround, found.timed) == (dt.timedelta(hours=5), 3)
    assert presenting.turnaround_words(found) == "5 hours, the middle of 3 sheets."
