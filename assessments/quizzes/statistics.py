"""What answers say about questions, and scores about a quiz. Pure: plain rows in, numbers out, in one pass.

* Facility: the mean share of the mark. A question left open counts as none of it.
* Discrimination: the correlation of a question's mark with the sum of the *other* questions of the same attempt
  (corrected item–total correlation: Henrysson, Psychometrika 28, 1963, 211–218). Where attempts differ in length, the
  others' mean takes the place of their sum.
* Reliability: Cronbach's alpha (Psychometrika 16, 1951, 297–334), k / (k − 1) · (1 − Σ item variances / variance of
  the score). With questions drawn at random nobody has met all of them: then each mark is taken as its distance d from
  the mean of *its* question, and alpha is k / (k − 1) · (1 − Σ d² / Σ D²), D being the sum of d over an attempt. That
  is alpha of the average covariance between questions that were asked together, each pair weighing as often as it was;
  it says how well one draw of k questions would agree with another. Where everybody has the same questions, it is
  Cronbach's alpha to the last digit.
* Standard error of measurement: sqrt(variance of D) · sqrt(1 − alpha), in points.
* Time: from the answer before (or the start) to this one, in the order in which answers were last changed. It is a
  stand-in: a pause counts, and going back moves time from one question to another. Read the median.

Scores are whole ten-thousandths of a mark. What can't be known (one attempt, no spread at all) is None.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import fsum, sqrt
from operator import itemgetter
from typing import Any, NamedTuple

from assessments.quizzes.choices import Certainty
from assessments.quizzes.moments import Pairs, correlation, deviation, mean, median, on_one_scale

UNIT = 10_000
# Below this a sum of squared distances is rounding: scores are whole numbers, so a true one is far larger.
NO_SPREAD = 1e-6
# Up to so many questions a distribution has a band for each point, beyond them one for each tenth.
MOST_POINTS, TENTHS = 20, 10
# What people type differs without end; nobody reads beyond these.
MOST_PICKS = 200

Key = Hashable


class Answer(NamedTuple):
    """One question of a finished attempt. A plain tuple in this order does as well.

    `score` in ten-thousandths (None: not marked, and left out); `picks`: what was chosen, none for a question left
    open; `certainty`: a value of `Certainty`, or empty; `answered`: seconds since any moment, the same for all rows.
    """

    attempt: Key
    revision: Key
    score: int | None
    correct: bool
    picks: Collection[str]
    certainty: str
    answered: int | None


class Sitting(NamedTuple):
    """An attempt: when it began, in seconds, and whether it was met."""

    started: int
    passed: bool


@dataclass(frozen=True)
class Pick:
    """Something that was chosen: by how many, and the mean score of those, as a share of the most."""

    pick: str
    n: int
    mean_score: float


@dataclass(frozen=True)
class QuestionStatistics:
    """One revision of a question. Shares from 0 to 1; `sure_and_wrong` of `said` answers with a certainty.

    `n` answers, of which `left_open` were none; `seconds`: (n, median, mean).
    """

    revision: Key
    n: int
    facility: float | None
    discrimination: float | None
    right: int
    left_open: int
    picks: tuple[Pick, ...]
    said: int
    sure_and_wrong: float | None
    seconds: tuple[int, float | None, float | None]
    people: int | None = None

    @property
    def crowd(self) -> int:
        """How many people are behind it: as many as answers, unless it is known better."""
        return self.n if self.people is None else self.people


@dataclass(frozen=True)
class Band:
    """Scores from `low` to under `high` points (the last one: to `high` and no further), and how many there are."""

    low: float
    high: float
    n: int


@dataclass(frozen=True)
class QuizStatistics:
    """`n` attempts of `questions` questions each; `left_out` had another number of them. Scores are in points.

    `drawn`: not everybody had the same questions. `least_asked`: how often the rarest of them was asked.
    """

    n: int
    questions: int
    left_out: int
    mean: float | None
    deviation: float | None
    passed: int
    alpha: float | None
    error: float | None
    drawn: bool
    least_asked: int
    distribution: tuple[Band, ...]


class _Sums:
    """What is added up of one question, in attempts of one length. `rest`: the sum of the other questions."""

    __slots__ = ("n", "open", "picks", "rest", "rr", "right", "said", "seconds", "sure_wrong", "x", "xr", "xx")

    def __init__(self) -> None:
        self.n = self.x = self.xx = self.rest = self.rr = self.xr = 0
        self.right = self.open = self.said = self.sure_wrong = 0
        self.picks: dict[str, list[int]] = {}
        self.seconds: list[int] = []

    def take(self, score: int, rest: int, correct: bool, picks: Collection[str], certainty: str) -> None:
        self.n += 1
        self.x += score
        self.xx += score * score
        self.rest += rest
        self.rr += rest * rest
        self.xr += score * rest
        if correct:
            self.right += 1
        if certainty:
            self.said += 1
            if certainty == Certainty.HIGH.value and not correct:
                self.sure_wrong += 1
        if not picks:
            self.open += 1
        for pick in picks:
            seen = self.picks.get(pick)
            if seen is None:
                self.picks[pick] = [1, score + rest]
            else:
                seen[0] += 1
                seen[1] += score + rest


class Tally:
    """Takes in attempts one after the other; says at the end what they come to."""

    def __init__(self) -> None:
        self._sums: dict[int, dict[Key, _Sums]] = {}
        self._sittings: dict[int, list[tuple[frozenset[Key], int]]] = {}
        self._passed: Counter[int] = Counter()
        self._forms: dict[frozenset[Key], frozenset[Key]] = {}

    def take_attempt(self, sitting: Sitting, answers: Iterable[tuple]) -> None:
        """All answers of one attempt, in the order of `Answer`."""
        rows = [row for row in answers if row[2] is not None]
        size, total = len(rows), sum([row[2] for row in rows])
        if not size:
            return
        sums = self._sums.setdefault(size, {})
        for _attempt, revision, score, correct, picks, certainty, _answered in rows:
            one = sums.get(revision)
            if one is None:
                one = sums[revision] = _Sums()
            one.take(score, total - score, correct, picks, certainty)
        before = sitting.started
        for answered, revision in sorted([(row[6], row[1]) for row in rows if row[6] is not None], key=itemgetter(0)):
            sums[revision].seconds.append(max(answered - before, 0))
            before = answered
        form = frozenset([row[1] for row in rows])
        self._sittings.setdefault(size, []).append((self._forms.setdefault(form, form), total))
        self._passed[size] += bool(sitting.passed)

    def take_answer(self, answer: tuple, *, total: int, size: int, seconds: int | None) -> None:
        """One answer on its own, of an attempt of `size` questions and `total` ten-thousandths; `seconds` it took."""
        _attempt, revision, score, correct, picks, certainty, _answered = answer
        if score is None:
            return
        one = self._sums.setdefault(size, {}).setdefault(revision, _Sums())
        one.take(score, total - score, correct, picks, certainty)
        if seconds is not None:
            one.seconds.append(max(seconds, 0))

    def questions(self) -> list[QuestionStatistics]:
        """Every revision that was asked, in the order in which they first came."""
        revisions = dict.fromkeys(revision for sums in self._sums.values() for revision in sums)
        return [_question(revision, self._of(revision)) for revision in revisions]

    def quiz(self) -> QuizStatistics:
        """The quiz, from the attempts that have the most usual number of questions."""
        if not self._sittings:
            return QuizStatistics(0, 0, 0, None, None, 0, None, None, drawn=False, least_asked=0, distribution=())
        size = max(self._sittings, key=lambda one: (len(self._sittings[one]), one))
        left_out = sum(len(rows) for other, rows in self._sittings.items() if other != size)
        return _quiz(size, self._sittings[size], self._sums[size], self._passed[size], left_out)

    def _of(self, revision: Key) -> dict[int, _Sums]:
        return {size: sums[revision] for size, sums in self._sums.items() if revision in sums}


def tally(sittings: Mapping[Any, Sitting], rows: Iterable[tuple]) -> Tally:
    """Add up rows in the order of `Answer`, those of one attempt one after the other. Unknown attempts are left out."""
    found = Tally()
    for attempt, answers in groupby(rows, key=itemgetter(0)):
        sitting = sittings.get(attempt)
        if sitting is not None:
            found.take_attempt(sitting, answers)
    return found


def _question(revision: Key, parts: Mapping[int, _Sums]) -> QuestionStatistics:
    every = list(parts.values())
    n, said = sum(one.n for one in every), sum(one.said for one in every)
    seconds = [second for one in every for second in one.seconds]
    points = mean(n, sum(one.x for one in every))
    return QuestionStatistics(
        revision=revision,
        n=n,
        facility=None if points is None else points / UNIT,
        discrimination=_discrimination(parts),
        right=sum(one.right for one in every),
        left_open=sum(one.open for one in every),
        picks=tuple(_picks(parts)),
        said=said,
        sure_and_wrong=mean(said, sum(one.sure_wrong for one in every)),
        seconds=(len(seconds), median(seconds), mean(len(seconds), sum(seconds))),
    )


def _discrimination(parts: Mapping[int, _Sums]) -> float | None:
    """Attempts with no other question say nothing about it."""
    with_others = {
        size - 1: Pairs(one.n, one.x, one.xx, one.rest, one.rr, one.xr) for size, one in parts.items() if size > 1
    }
    return correlation(on_one_scale(with_others)) if with_others else None


def _picks(parts: Mapping[int, _Sums]) -> Iterator[Pick]:
    counts: Counter[str] = Counter()
    shares: dict[str, float] = {}
    for size, one in parts.items():
        for pick, (n, total) in one.picks.items():
            counts[pick] += n
            shares[pick] = shares.get(pick, 0.0) + total / (size * UNIT)
    for pick, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_PICKS]:
        yield Pick(pick, n, shares[pick] / n)


def _quiz(
    size: int, sittings: list[tuple[frozenset[Key], int]], sums: Mapping[Key, _Sums], passed: int, left_out: int
) -> QuizStatistics:
    totals = Counter(total for _form, total in sittings)
    n, points = len(sittings), sum(total * count for total, count in totals.items())
    spread = deviation(n, points, sum(total * total * count for total, count in totals.items()))
    average = mean(n, points)
    alpha, error = _reliability(size, sittings, sums)
    return QuizStatistics(
        n=n,
        questions=size,
        left_out=left_out,
        mean=None if average is None else average / UNIT,
        deviation=None if spread is None else spread / UNIT,
        passed=passed,
        alpha=alpha,
        error=error,
        drawn=len({form for form, _total in sittings}) > 1,
        least_asked=min(one.n for one in sums.values()),
        distribution=tuple(_distribution(size, totals)),
    )


def _reliability(
    size: int, sittings: list[tuple[frozenset[Key], int]], sums: Mapping[Key, _Sums]
) -> tuple[float | None, float | None]:
    """(alpha, standard error in points); see the top of this module."""
    if size < 2 or len(sittings) < 2:
        return None, None
    means = {revision: one.x / one.n for revision, one in sums.items()}
    expected = {form: fsum(means[revision] for revision in form) for form in {form for form, _total in sittings}}
    of_scores = fsum((total - expected[form]) ** 2 for form, total in sittings)
    if of_scores < NO_SPREAD:
        return None, None
    of_marks = fsum((one.n * one.xx - one.x * one.x) / one.n for one in sums.values())
    alpha = size / (size - 1) * (1 - of_marks / of_scores)
    spread = sqrt(of_scores / (len(sittings) - 1)) / UNIT
    # A negative alpha says that the questions do not belong together; an error of measurement means nothing then.
    return alpha, spread * sqrt(max(0.0, 1 - alpha)) if alpha >= 0 else None


def _distribution(size: int, totals: Mapping[int, int]) -> Iterator[Band]:
    bands = size if size <= MOST_POINTS else TENTHS
    counts: Counter[int] = Counter()
    for total, n in totals.items():
        counts[total * bands // (size * UNIT)] += n
    for place in range(bands + 1):
        if place < bands:
            yield Band(place * size / bands, (place + 1) * size / bands, counts[place])
        else:
            yield Band(size, size, counts[place])
