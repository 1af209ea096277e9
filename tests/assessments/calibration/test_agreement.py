"""Agreement statistics: published tables, an independent package, and what has to hold for any ratings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from assessments.calibration import agreement
from assessments.calibration.agreement import (
    exact_agreement,
    harm_agreement,
    icc_average,
    icc_single,
    mean_squares,
    never_varies,
    severity,
    weighted_kappa,
    within_one,
)

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
A = [1, 2, 2, 3, 3, 3, 4, 4, 2, 1, 3, 4]
B = [1, 2, 3, 3, 3, 2, 4, 3, 2, 2, 3, 4]
PAIRS = list(zip(A, B, strict=True))
levels = st.integers(1, 4)
pairs = st.lists(st.tuples(levels, levels), min_size=2, max_size=40)


def test_mean_squares_of_the_published_table():
    squares = mean_squares(SHROUT_FLEISS)
    assert squares.rows == pytest.approx(11.242, abs=0.001)
    assert squares.raters == pytest.approx(32.486, abs=0.001)
    assert squares.error == pytest.approx(1.019, abs=0.001)
    with pytest.raises(ValueError, match="two rows"):
        mean_squares([[1, 2]])


def test_icc_of_the_published_table():
    assert icc_single(SHROUT_FLEISS).value == pytest.approx(0.2898, abs=1e-4)
    assert icc_average(SHROUT_FLEISS).value == pytest.approx(0.6201, abs=1e-4)
    assert icc_single(SHROUT_FLEISS).band == "poor"


def test_agreement_of_two_raters():
    assert exact_agreement(PAIRS) == pytest.approx(0.6667, abs=1e-4)
    assert within_one(PAIRS) == 1
    assert weighted_kappa(PAIRS, "none").value == pytest.approx(0.5385, abs=1e-4)
    assert weighted_kappa(PAIRS, "linear").value == pytest.approx(0.68, abs=1e-4)
    assert weighted_kappa(PAIRS).value == pytest.approx(0.8125, abs=1e-4)
    assert icc_single(PAIRS).value == pytest.approx(0.8254, abs=1e-4)
    assert not icc_single(PAIRS).few


@given(pairs, st.sampled_from(["quadratic", "linear", "none"]))
def test_kappa_is_that_of_an_independent_package(found, weights):
    ours = weighted_kappa(found, weights)
    if ours.value is None:
        assert ours.reason == "no_variance"
        return
    ones, others = zip(*found, strict=True)
    theirs = cohen_kappa_score(ones, others, labels=[1, 2, 3, 4], weights=None if weights == "none" else weights)
    assert ours.value == pytest.approx(theirs, abs=1e-9)


@given(pairs)
def test_kappa_does_not_ask_who_is_who(found):
    turned = [(b, a) for a, b in found]
    ours, theirs = weighted_kappa(found).value, weighted_kappa(turned).value
    assert ours == theirs or ours == pytest.approx(theirs)


@given(st.lists(st.lists(levels, min_size=3, max_size=3), min_size=2, max_size=20), st.permutations([0, 1, 2]))
def test_icc_does_not_ask_who_is_who(matrix, order):
    turned = [[row[place] for place in order] for row in matrix]
    ours, theirs = icc_single(matrix).value, icc_single(turned).value
    assert (ours is None) == (theirs is None)
    assert ours is None or ours == pytest.approx(theirs, abs=1e-9)


@given(st.lists(levels, min_size=2, max_size=20).filter(lambda found: len(set(found)) > 1))
def test_raters_who_always_agree_have_all_of_it(found):
    same = [(level, level) for level in found]
    assert icc_single(same).value == pytest.approx(1)
    assert icc_average(same).value == pytest.approx(1)
    assert weighted_kappa(same).value == pytest.approx(1)


@pytest.mark.parametrize("matrix", [[[3, 3]] * 12, [[3, 2]] * 12])
def test_nothing_is_said_where_nothing_varies(matrix):
    for found in (icc_single(matrix), icc_average(matrix)):
        assert (found.value, found.reason, found.band) == (None, "no_variance", None)
    assert weighted_kappa([(3, 3)] * 12).reason == "no_variance"


def test_gaps_are_left_out_and_said():
    found = icc_single([[1, 1], [2, 2], [3, None], [4, 3]])
    assert (found.n, found.left_out, found.few) == (3, 1, True)
    assert icc_single([[1, None], [2, 2]]).reason == "few_rows"
    assert weighted_kappa([(1, 1)]).reason == "few_rows"
    assert (exact_agreement([]), within_one([]), severity([])) == (None, None, None)


def test_bands_are_those_of_koo_and_li():
    bands = [agreement.Coefficient(value, 20, 2).band for value in (0.49, 0.5, 0.75, 0.9, 0.91)]
    assert bands == ["poor", "moderate", "good", "good", "excellent"]


def test_harm_is_counted_apart():
    found = harm_agreement({"C3:SAFE-2.H2", "C4:GRP-2.H2"}, {"C3:SAFE-2.H2", "C5:GRP-2.H1"})
    assert (found.planted, found.found, found.false, found.sensitivity) == (2, 1, 1, 0.5)
    assert harm_agreement(set(), set()).sensitivity is None


def test_severity_looks_at_the_last_ones():
    assert severity([(1, 2), (3, 2), (4, 3)]) == pytest.approx(1 / 3)
    assert severity([(1, 2), (3, 2), (4, 3)], last=2) == 1


def test_rater_who_gives_everybody_the_same_is_noticed():
    assert never_varies([3] * 8, at_least=8)
    assert not never_varies([3] * 7 + [None], at_least=8)
    assert not never_varies([3] * 8 + [2], at_least=8)
