"""How sure somebody was, and what that is worth. Pure.

The marks are those of certainty-based marking (Gardner-Medwin): being sure pays when one is right, and costs when one
is not, so that saying truly how sure one is is always the best choice. They say how well somebody knows what they
know; whether a check is met is decided by right answers alone, unless a quiz makes these marks its score.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.quizzes.choices import Certainty

# certainty → (mark when right, mark when not), as a new version of a quiz stores it.
SCHEME = {"low": (1, 0), "middle": (2, -2), "high": (3, -6)}
Scheme = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Said:
    """One graded question: how sure somebody said to be, its score (0 to 1), and whether it was exactly right."""

    certainty: str
    score: Decimal
    correct: bool


@dataclass(frozen=True)
class Tally:
    """How many questions were answered with a certainty, and how many of them were right."""

    certainty: Certainty
    asked: int
    right: int


@dataclass(frozen=True)
class Judgement:
    """`marks` of at most `most`, and the tally of each certainty that was used, the surest first."""

    marks: Decimal
    most: int
    tallies: tuple[Tally, ...]


def mark_of(scheme: Scheme, said: Said) -> Decimal:
    """The mark of one question; partly right lies between right and not. Without a word on it, the lowest certainty."""
    right, wrong = scheme[said.certainty or Certainty.LOW]
    return wrong + (right - wrong) * said.score


def judge(scheme: Scheme, answers: Iterable[Said]) -> Judgement:
    """What the certainties of an attempt come to."""
    rows = list(answers)
    tallies = (
        Tally(level, len(here), sum(one.correct for one in here))
        for level in reversed(Certainty)
        if (here := [one for one in rows if (one.certainty or Certainty.LOW) == level])
    )
    return Judgement(
        sum((mark_of(scheme, one) for one in rows), Decimal(0)), best_mark(scheme) * len(rows), tuple(tallies)
    )


def best_mark(scheme: Scheme) -> int:
    """The most that one question can earn."""
    return max(right for right, _wrong in scheme.values())
