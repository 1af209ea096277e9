"""What a learner may see of a question, and when. Pure."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from assessments.quizzes.choices import Aspect, Moment

# From handing in on; later it is "while open" or "after close".
RIGHT_AFTER = timedelta(minutes=2)
EVERYTHING = frozenset(aspect.value for aspect in Aspect)
Matrix = Mapping[str, Collection[str]]


def moment_of(*, finished_at: datetime | None, closes_at: datetime | None, now: datetime) -> Moment:
    """Which column of the matrix counts. `closes_at` is the learner's own; None: it never closes."""
    if finished_at is None:
        return Moment.DURING
    if now <= finished_at + RIGHT_AFTER:
        return Moment.RIGHT_AFTER
    if closes_at is not None and now >= closes_at:
        return Moment.AFTER_CLOSE
    return Moment.WHILE_OPEN


def visible(settings: Mapping[str, Any], moment: str) -> frozenset[str]:
    """The aspects (`Aspect`) that may be seen then; all of them where a version says nothing."""
    matrix = settings.get("review")
    return EVERYTHING if matrix is None else frozenset(matrix.get(moment, ()))


def tidy(matrix: Matrix | None) -> dict[str, list[str]]:
    """A matrix in the form that is stored: known names in their order; {} where everything may always be seen."""
    if not matrix:
        return {}
    found = {moment.value: [one.value for one in Aspect if one in matrix.get(moment, ())] for moment in Moment}
    return {} if all(len(aspects) == len(Aspect) for aspects in found.values()) else found


def stranger(matrix: Any) -> str:
    """A name in a matrix that it does not know, or "not a matrix"; empty when all is well."""
    if not isinstance(matrix, dict):
        return str(matrix)
    for moment, aspects in matrix.items():
        if moment not in Moment.values:
            return str(moment)
        if not isinstance(aspects, list):
            return str(aspects)
        for aspect in aspects:
            if aspect not in Aspect.values:
                return str(aspect)
    return ""
