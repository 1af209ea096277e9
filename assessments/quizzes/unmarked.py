"""Questions of a draw that are not marked. Pure.

What a line draws from is marked or not, as a whole: so everybody meets the same number of marked questions, and the
words before the start ("seven of eight right") hold for every draw.
"""

from collections.abc import Collection, Sequence

from assessments.quizzes.drawing import Entry, Line


def find_mixed(lines: Sequence[Line], pool: Collection[Entry]) -> int | None:
    """The first line (from 1) that fits questions that are marked and others that are not, or None."""
    for number, line in enumerate(lines, start=1):
        if len({entry.scored for entry in pool if line.fits(entry)}) > 1:
            return number
    return None


def count_unmarked(lines: Sequence[Line], pool: Collection[Entry]) -> int:
    """How many of the questions drawn are not marked; no line may be mixed."""
    return sum(line.size for line in lines if not any(entry.scored for entry in pool if line.fits(entry)))
