"""What an attempt's graded questions add up to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.quizzes.certainty import Judgement, Scheme, best_mark


@dataclass(frozen=True)
class Marked:
    """One graded question: its place, score (0–1), whether exactly right, whether it must be, whether it counts."""

    position: int
    score: Decimal
    correct: bool
    safety_critical: bool
    scored: bool = True


@dataclass(frozen=True)
class Outcome:
    """`score` of `max_score` points; `right` of `total` exactly right; positions of critical questions not right."""

    score: Decimal
    max_score: Decimal
    right: int
    total: int
    critical_missed: tuple[int, ...]
    passed: bool


def add_up(marked: Sequence[Marked], *, pass_mark: int) -> Outcome:
    """Passed when the score reaches `pass_mark` (in hundredths) and every safety-critical question is right.

    What is not scored counts nowhere; where nothing is, nothing was passed.
    """
    marked = [one for one in marked if one.scored]
    score = sum((one.score for one in marked), Decimal(0))
    max_score = Decimal(len(marked))
    missed = tuple(one.position for one in marked if one.safety_critical and not one.correct)
    return Outcome(
        score=score,
        max_score=max_score,
        right=sum(one.correct for one in marked),
        total=len(marked),
        critical_missed=missed,
        passed=bool(marked) and score * 100 >= max_score * pass_mark and not missed,
    )


def by_certainty(outcome: Outcome, judged: Judgement, scheme: Scheme, pass_mark: int) -> Outcome:
    """The same outcome with certainty marks as its score: never below 0, of the best mark for every question.

    What was left open earns nothing. Safety-critical questions must be right as ever.
    """
    score, most = max(judged.marks, Decimal(0)), Decimal(best_mark(scheme) * outcome.total)
    reached = bool(outcome.total) and score * 100 >= most * pass_mark
    return replace(outcome, score=score, max_score=most, passed=reached and not outcome.critical_missed)
