"""Statistics against numpy, against values that pingouin 0.7.0 computed, and against what they must never do."""

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.quizzes.findings import Finding, Thresholds, has_rival, is_hidden, question_findings, quiz_findings
from assessments.quizzes.moments import Pairs, correlation, deviation, median, on_one_scale
from assessments.quizzes.statistics import UNIT, Answer, Band, Pick, Sitting, Tally, tally

# 24 people, six questions, marks in ten-thousandths; the fourth gives half marks to some. Drawn once, with a seed.
MARKS = np.array(
    [
        [2, 2, 2, 1, 0, 0],
        [2, 2, 2, 2, 0, 2],
        [2, 2, 0, 2, 0, 0],
        [2, 0, 0, 0, 2, 0],
        [2, 0, 2, 0, 2, 0],
        [2, 2, 0, 1, 0, 0],
        [2, 2, 0, 1, 0, 0],
        [2, 2, 0, 2, 0, 2],
        [0, 0, 2, 0, 0, 0],
        [2, 2, 2, 0, 0, 0],
        [0, 2, 2, 2, 2, 2],
        [2, 0, 2, 1, 2, 0],
        [2, 2, 2, 2, 0, 0],
        [2, 0, 0, 0, 0, 0],
        [2, 2, 0, 0, 2, 0],
        [2, 2, 0, 2, 2, 0],
        [2, 0, 0, 0, 0, 0],
        [2, 2, 2, 1, 0, 0],
        [0, 0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0, 0],
        [0, 0, 2, 1, 0, 0],
        [2, 0, 0, 1, 0, 0],
        [2, 0, 2, 1, 0, 0],
        [0, 2, 0, 2, 0, 0],
    ]
) * (UNIT // 2)
# pingouin.cronbach_alpha(data), and pingouin.corr(item, sum of the others)["r"] for each item.
PINGOUIN_ALPHA = 0.39127725856697826
PINGOUIN_R = [
    0.06052275326688022,
    0.40832649894934364,
    0.047663821031172164,
    0.28976717304977717,
    0.01988499954239644,
    0.39115912935897873,
]


def answer(attempt, revision, score, **more):
    values = {"correct": score == UNIT, "picks": ("chosen/a",), "certainty": "", "answered": None, **more}
    return Answer(attempt, revision, score, **values)


def tallied(marks, *, started=0, passed=True):
    """Everybody's marks as a tally; NaN where a question was not asked."""
    rows = [
        answer(person, question, int(score))
        for person, line in enumerate(marks)
        for question, score in enumerate(line)
        if not np.isnan(score)
    ]
    return tally({person: Sitting(started, passed) for person in range(len(marks))}, rows)


def test_alpha_and_discrimination_are_those_of_pingouin():
    found = tallied(MARKS)
    assert found.quiz().alpha == pytest.approx(PINGOUIN_ALPHA, abs=1e-12)
    assert [one.discrimination for one in found.questions()] == pytest.approx(PINGOUIN_R, abs=1e-12)


def test_mean_deviation_and_standard_error_are_those_of_numpy():
    quiz, scores = tallied(MARKS).quiz(), MARKS.sum(axis=1) / UNIT
    assert (quiz.mean, quiz.deviation) == pytest.approx((scores.mean(), scores.std(ddof=1)))
    assert quiz.error == pytest.approx(scores.std(ddof=1) * np.sqrt(1 - PINGOUIN_ALPHA))
    assert (quiz.n, quiz.questions, quiz.drawn, quiz.least_asked) == (24, 6, False, 24)


marks_of_all = st.integers(2, 7).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([0, 2500, 3333, 5000, UNIT]), min_size=size, max_size=size), min_size=2, max_size=25
    )
)


@given(marks_of_all)
@settings(max_examples=150, deadline=None)
def test_whatever_the_marks_numbers_are_those_of_numpy_or_none(lines):
    marks = np.array(lines)
    found, scores = tallied(marks), marks.sum(axis=1)
    quiz, size = found.quiz(), marks.shape[1]
    if scores.var():
        alpha = size / (size - 1) * (1 - marks.var(axis=0, ddof=1).sum() / scores.var(ddof=1))
        assert quiz.alpha == pytest.approx(alpha, abs=1e-9)
        assert quiz.alpha <= 1 + 1e-9
        assert (quiz.error is None) == (quiz.alpha < 0)
    else:
        assert (quiz.alpha, quiz.error) == (None, None)
    for place, one in enumerate(found.questions()):
        item, rest = marks[:, place], scores - marks[:, place]
        assert one.facility == pytest.approx(item.mean() / UNIT)
        if item.var() and rest.var():
            assert one.discrimination == pytest.approx(np.corrcoef(item, rest)[0, 1], abs=1e-9)
        else:
            assert one.discrimination is None


@given(marks_of_all, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_people_makes_no_difference(lines, rng):
    mixed = rng.sample(lines, len(lines))
    one, other = tallied(np.array(lines)).quiz(), tallied(np.array(mixed)).quiz()
    assert one.alpha == pytest.approx(other.alpha)
    assert replace(one, alpha=None, error=None) == replace(other, alpha=None, error=None)


def drawn_marks(people=300, bank=14, size=6, seed=3):
    """Marks of people who each drew `size` of the bank's questions; NaN elsewhere. Questions differ in difficulty."""
    rng = np.random.default_rng(seed)
    chance = 1 / (1 + np.exp(-(rng.normal(size=(people, 1)) * 1.3 - np.linspace(-1.5, 1.5, bank))))
    marks = np.where(rng.random((people, bank)) < chance, float(UNIT), 0.0)
    for line in marks:
        line[rng.permutation(bank)[size:]] = np.nan
    return marks


def test_alpha_of_drawn_questions_rests_on_the_average_covariance_of_those_asked_together():
    """The definition, question by question and pair by pair."""
    marks, size = drawn_marks(), 6
    away = marks - np.nanmean(marks, axis=0)
    variance = np.nanmean(away**2)
    products = [away[:, a] * away[:, b] for a, b in combinations(range(marks.shape[1]), 2)]
    covariance = np.nanmean(np.concatenate(products))
    expected = size * covariance / (variance + (size - 1) * covariance)
    quiz = tallied(marks).quiz()
    assert quiz.alpha == pytest.approx(expected)
    assert quiz.drawn
    assert quiz.least_asked == (~np.isnan(marks)).sum(axis=0).min()
    spread = np.nansum(away, axis=1).var() * 300 / 299
    assert quiz.error == pytest.approx(np.sqrt(spread * (1 - expected)) / UNIT)


def test_alpha_of_drawn_questions_agrees_with_two_draws_of_the_same_people():
    """What it promises: how well the scores of one draw would agree with those of another."""
    rng = np.random.default_rng(5)
    people, bank, size = 6000, 40, 10
    skill = rng.normal(size=(people, 1))
    chance = 1 / (1 + np.exp(-(skill * 1.2 - np.linspace(-1, 1, bank))))
    marks = np.where(rng.random((people, bank)) < chance, float(UNIT), 0.0)
    away = marks - marks.mean(axis=0)
    orders = np.argsort(rng.random((people, bank)), axis=1)
    first, second = (
        np.take_along_axis(away, part, axis=1).sum(axis=1) for part in (orders[:, :size], orders[:, size : 2 * size])
    )
    asked = np.full_like(marks, np.nan)
    np.put_along_axis(asked, orders[:, :size], np.take_along_axis(marks, orders[:, :size], axis=1), axis=1)
    assert tallied(asked).quiz().alpha == pytest.approx(np.corrcoef(first, second)[0, 1], abs=0.04)


def test_discrimination_across_lengths_takes_the_mean_of_the_others():
    short, long = drawn_marks(60, 5, 5, seed=1), drawn_marks(40, 9, 9, seed=2)
    marks = np.full((100, 9), np.nan)
    marks[:60, :5], marks[60:, :] = short, long
    rest = (np.nansum(marks, axis=1) - marks[:, 0]) / (np.repeat([5, 9], [60, 40]) - 1)
    found = tallied(marks)
    assert found.questions()[0].discrimination == pytest.approx(np.corrcoef(marks[:, 0], rest)[0, 1])
    assert (found.quiz().n, found.quiz().questions, found.quiz().left_out) == (60, 5, 40)


def test_one_answer_on_its_own_adds_up_to_the_same_as_whole_attempts():
    whole, single = tallied(MARKS), Tally()
    for person, line in enumerate(MARKS):
        for question, score in enumerate(line):
            single.take_answer(answer(person, question, int(score)), total=int(line.sum()), size=6, seconds=None)
    assert single.questions() == whole.questions()


def test_nobody_or_one_gives_none_and_no_error():
    assert (Tally().quiz().n, Tally().questions()) == (0, [])
    alone = tallied(MARKS[:1])
    assert (alone.quiz().mean, alone.quiz().deviation, alone.quiz().alpha, alone.quiz().error) == (
        3.5,
        None,
        None,
        None,
    )
    assert all(one.discrimination is None for one in alone.questions())


def test_a_quiz_of_one_question_has_no_reliability_and_its_question_no_discrimination():
    found = tallied(MARKS[:, :1])
    assert (found.quiz().alpha, found.questions()[0].discrimination) == (None, None)
    assert found.questions()[0].facility == pytest.approx(18 / 24)


def test_what_nobody_got_different_has_no_discrimination():
    marks = MARKS.copy()
    marks[:, 0] = UNIT
    assert tallied(marks).questions()[0].discrimination is None


def test_an_attempt_that_is_not_asked_for_and_an_answer_without_mark_are_left_out():
    rows = [answer("a", 1, UNIT), answer("a", 2, None), answer("b", 1, 0)]
    found = tally({"a": Sitting(0, True)}, rows)
    assert [(one.revision, one.n) for one in found.questions()] == [(1, 1)]
    assert (found.quiz().n, found.quiz().passed) == (1, 1)


def test_picks_are_counted_with_the_mean_score_of_those_who_chose_them():
    rows = [
        answer(1, "q", UNIT, picks=("chosen/a",)),
        answer(1, "r", UNIT),
        answer(2, "q", 0, picks=("chosen/b", "chosen/c")),
        answer(2, "r", UNIT),
        answer(3, "q", 0, picks=("chosen/b",)),
        answer(3, "r", 0),
        answer(4, "q", 0, picks=()),
        answer(4, "r", 0),
    ]
    first = tally({n: Sitting(0, False) for n in range(1, 5)}, rows).questions()[0]
    assert first.picks == (Pick("chosen/b", 2, 0.25), Pick("chosen/a", 1, 1.0), Pick("chosen/c", 1, 0.5))
    assert (first.n, first.right, first.left_open) == (4, 1, 1)


def test_sure_and_wrong_counts_among_answers_that_say_how_sure():
    said = [("high", False), ("high", True), ("low", False), ("", False)]
    rows = [answer(n, "q", UNIT if ok else 0, certainty=word) for n, (word, ok) in enumerate(said)]
    one = tally({n: Sitting(0, True) for n in range(4)}, rows).questions()[0]
    assert (one.said, one.sure_and_wrong) == (3, pytest.approx(1 / 3))


def test_time_runs_from_the_answer_before_in_the_order_of_answering():
    rows = [
        answer(1, "a", UNIT, answered=190),
        answer(1, "b", UNIT, answered=130),
        answer(1, "c", 0, answered=None, picks=()),
    ]
    found = {one.revision: one.seconds for one in tally({1: Sitting(100, True)}, rows).questions()}
    assert found == {"a": (1, 60, 60), "b": (1, 30, 30), "c": (0, None, None)}


def test_a_clock_that_went_back_takes_no_time():
    one = tally({1: Sitting(100, True)}, [answer(1, "a", UNIT, answered=90)]).questions()[0]
    assert one.seconds == (1, 0, 0)


@pytest.mark.parametrize(("size", "bands"), [(6, 7), (20, 21), (50, 11)])
def test_the_distribution_holds_everybody_once(size, bands):
    rng = Random(1)
    marks = np.array([[rng.choice([0, 3333, UNIT]) for _ in range(size)] for _ in range(40)] + [[UNIT] * size])
    found = tallied(marks).quiz().distribution
    assert (len(found), sum(band.n for band in found)) == (bands, 41)
    assert found[-1].low == found[-1].high == size
    assert found[-1].n >= 1
    scores = marks.sum(axis=1) / UNIT
    assert [band.n for band in found[:-1]] == [
        ((band.low <= scores) & (scores < band.high)).sum() for band in found[:-1]
    ]


def test_the_distribution_of_one_question_has_two_bands():
    assert tallied(MARKS[:, :1]).quiz().distribution == (Band(0, 1, 6), Band(1, 1, 18))


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=30))
@settings(max_examples=60, deadline=None)
def test_moments_are_those_of_numpy(values):
    numbers = np.array(values)
    assert deviation(len(values), sum(values), sum(v * v for v in values)) == pytest.approx(numbers.std(ddof=1))
    assert median(values) == np.median(numbers)


def test_moments_of_too_little_are_none():
    assert (deviation(1, 5, 25), median([])) == (None, None)
    assert correlation(Pairs(1, 1, 1, 1, 1, 1)) is None


def test_pairs_of_one_length_stay_whole_numbers():
    pairs = Pairs(3, 1, 1, 7, 21, 4)
    assert on_one_scale({4: pairs}) is pairs


# What stands out


@pytest.fixture
def plain():
    """A question without anything remarkable, answered by a hundred."""
    one = tallied(MARKS).questions()[1]
    return replace(one, n=100, facility=0.7, discrimination=0.4, sure_and_wrong=None, picks=())


LIMITS = Thresholds()


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"facility": 0.95}, Finding.EASY),
        ({"facility": 0.25}, Finding.HARD),
        ({"discrimination": -0.01}, Finding.UPSIDE_DOWN),
        ({"discrimination": 0.19}, Finding.WEAK),
        ({"sure_and_wrong": 0.1}, Finding.SURE_AND_WRONG),
        ({"n": 29}, Finding.FEW),
    ],
)
def test_what_stands_out_is_found(plain, changes, finding):
    assert question_findings(plain, LIMITS) == []
    assert question_findings(replace(plain, **changes), LIMITS) == [finding]


def test_an_easy_question_is_not_blamed_for_telling_nobody_apart(plain):
    assert question_findings(replace(plain, facility=0.97, discrimination=0.1), LIMITS) == [Finding.EASY]


def test_a_wrong_answer_chosen_more_often_than_the_key_is_found(plain):
    odd = replace(plain, picks=(Pick("chosen/b", 51, 0.5), Pick("chosen/a", 49, 0.5)))
    assert question_findings(odd, LIMITS, right=frozenset({"chosen/a"})) == [Finding.RIVAL]
    assert not has_rival(odd.picks, frozenset({"chosen/b"}))


def test_nothing_is_found_in_a_group_too_small_to_show(plain):
    odd = replace(plain, n=4, discrimination=-1.0)
    assert (is_hidden(4, LIMITS), is_hidden(5, LIMITS), is_hidden(0, LIMITS)) == (True, False, False)
    assert question_findings(odd, LIMITS) == []
    assert question_findings(odd, replace(LIMITS, smallest_group=2)) == [Finding.UPSIDE_DOWN, Finding.FEW]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ({"alpha": 0.8}, []),
        ({"alpha": 0.69}, [Finding.LOW_ALPHA]),
        ({"alpha": -0.1}, [Finding.NEGATIVE_ALPHA]),
        ({"alpha": None}, []),
        ({"n": 29, "alpha": 0.8}, [Finding.FEW]),
        ({"n": 4, "alpha": -1.0}, []),
    ],
)
def test_what_stands_out_of_a_quiz_is_found(changes, findings):
    quiz = replace(tallied(MARKS).quiz(), **{"n": 100, **changes})
    assert quiz_findings(quiz, LIMITS) == findings
