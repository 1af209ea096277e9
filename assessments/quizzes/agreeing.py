"""What the readers of one long answer come to, together. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

STEP = Decimal("0.0001")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Terms:
    """How a version of a quiz has its long answers marked.

    `markers` is 1 or 2; more than `threshold` hundredths apart, a third reader settles it; else `rule`: mean or lower.
    """

    markers: int = 1
    threshold: int = 20
    rule: str = "mean"
    release: str = "at_once"


@dataclass(frozen=True)
class Given:
    """One reader's mark: score from 0 to 1, whether it is enough, and the points of each criterion."""

    score: Decimal
    correct: bool
    points: tuple[Decimal, ...]
    words: str = ""


@dataclass(frozen=True)
class Settled:
    """What counts. `rule` says how it came about: one, mean, lower or third; `words` are what its readers wrote."""

    score: Decimal
    correct: bool
    points: tuple[Decimal, ...]
    rule: str
    words: tuple[str, ...]


def terms_of(settings: Mapping[str, Any]) -> Terms:
    """The terms that a version's settings hold; the usual ones where they say nothing."""
    return Terms(**settings.get("marking", {}))


def differ(first: Given, second: Given, terms: Terms, *, by_enough: bool = True) -> bool:
    """Whether two readers are too far apart; where *enough* decides (`by_enough`), it is never averaged."""
    return (by_enough and first.correct != second.correct) or abs(first.score - second.score) * 100 > terms.threshold


def settle(given: Sequence[Given], terms: Terms, *, by_enough: bool = True) -> Settled | None:
    """What counts after these marks, in the order in which they were given; None while another reader is needed.

    `by_enough`, for safety-critical questions: an answer that is enough is right. Any other is right with all points.
    """
    settled = _settle(given, terms, by_enough=by_enough)
    return settled if settled is None or by_enough else replace(settled, correct=settled.score == 1)


def _settle(given: Sequence[Given], terms: Terms, *, by_enough: bool) -> Settled | None:
    if len(given) < terms.markers:
        return None
    if terms.markers == 1:
        return _alone(given[0], "one")
    first, second = given[:2]
    if differ(first, second, terms, by_enough=by_enough):
        return _alone(given[2], "third") if len(given) > 2 else None
    words = tuple(one.words for one in (first, second) if one.words)
    if terms.rule == "lower":
        lower = min(first, second, key=lambda one: one.score)
        return Settled(lower.score, lower.correct, lower.points, "lower", words)
    score = ((first.score + second.score) / 2).quantize(STEP, ROUND_DOWN)
    points = tuple(
        ((one + other) / 2).quantize(HUNDREDTH) for one, other in zip(first.points, second.points, strict=True)
    )
    return Settled(score, first.correct, points, "mean", words)


def place_of_next(given: Sequence[Given]) -> int:
    """Whose turn it is on a paper that is not settled: 1, 2, or 3 for the one who settles."""
    return len(given) + 1


def _alone(one: Given, rule: str) -> Settled:
    return Settled(one.score, one.correct, one.points, rule, (one.words,) if one.words else ())
