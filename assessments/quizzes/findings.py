"""What is worth a second look in the statistics of a question or a quiz. Pure; the words stand in `presenting`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from assessments.quizzes.statistics import Pick, QuestionStatistics, QuizStatistics


@dataclass(frozen=True)
class Thresholds:
    """Where a number begins to be remarkable. Shares are in hundredths. A site keeps its own (`StatisticsSettings`).

    These are conventions, not laws: a question that everybody has to get right may well be easy. `few`: below so many
    answers, numbers jump about too much to act on. `smallest_group`: below it nothing is shown that could be read as
    one person's answers. The values are those that test manuals commonly start from.
    """

    few: int = 30
    smallest_group: int = 5
    easy: int = 95
    hard: int = 25
    weak: int = 20
    sure_and_wrong: int = 10
    low_alpha: int = 70


class Finding(Enum):
    """What stands out."""

    FEW = "few"
    EASY = "easy"
    HARD = "hard"
    UPSIDE_DOWN = "upside_down"
    WEAK = "weak"
    RIVAL = "rival"
    SURE_AND_WRONG = "sure_and_wrong"
    LOW_ALPHA = "low_alpha"
    NEGATIVE_ALPHA = "negative_alpha"


def is_hidden(n: int, limits: Thresholds) -> bool:
    """Whether so few are behind a number that it could be read as one person's answer. None at all hides nothing."""
    return 0 < n < limits.smallest_group


def question_findings(
    found: QuestionStatistics, limits: Thresholds, *, right: frozenset[str] = frozenset()
) -> list[Finding]:
    """What stands out of a question, the gravest first; nothing below the smallest group.

    `right`: keys of the picks that are right, where exactly one is; with it a wrong one chosen more often is found.
    """
    if found.n < max(limits.smallest_group, 1):
        return []
    return list(_findings(found, limits, right))


def _findings(found: QuestionStatistics, limits: Thresholds, right: frozenset[str]) -> Iterator[Finding]:
    easy = found.facility is not None and found.facility * 100 >= limits.easy
    if found.discrimination is not None and found.discrimination < 0:
        yield Finding.UPSIDE_DOWN
    if len(right) == 1 and has_rival(found.picks, right):
        yield Finding.RIVAL
    if found.facility is not None and found.facility * 100 <= limits.hard:
        yield Finding.HARD
    if found.sure_and_wrong is not None and found.sure_and_wrong * 100 >= limits.sure_and_wrong:
        yield Finding.SURE_AND_WRONG
    # What nearly everybody gets right can't tell people apart, and need not.
    if found.discrimination is not None and 0 <= found.discrimination * 100 < limits.weak and not easy:
        yield Finding.WEAK
    if easy:
        yield Finding.EASY
    if found.n < limits.few:
        yield Finding.FEW


def has_rival(picks: tuple[Pick, ...], right: frozenset[str]) -> bool:
    """Whether something wrong was chosen by more than what is right."""
    key = sum(one.n for one in picks if one.pick in right)
    return any(one.n > key for one in picks if one.pick not in right)


def quiz_findings(found: QuizStatistics, limits: Thresholds) -> list[Finding]:
    """What stands out of a quiz; nothing below the smallest group."""
    if found.n < max(limits.smallest_group, 1):
        return []
    findings = []
    if found.alpha is not None and found.alpha < 0:
        findings.append(Finding.NEGATIVE_ALPHA)
    elif found.alpha is not None and found.alpha * 100 < limits.low_alpha:
        findings.append(Finding.LOW_ALPHA)
    if found.n < limits.few:
        findings.append(Finding.FEW)
    return findings
