"""Which questions an attempt gets. Pure: lines of a blueprint and a pool in, chosen entries out.

Lines may overlap ("three on values", "two hard ones"), so whether a pool can fill them all is a matching of questions
to lines, not a matter of counting. One routine does both: `_fill` takes questions in order of preference and finds each
a line if the others can move over. That keeps as many of the preferred ones as any choice could (a transversal
matroid: greedy is optimal), and it fills every line exactly when that is possible.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from random import Random


@dataclass(frozen=True)
class Line:
    """One line of a blueprint: one `question` by itself, or a draw of `count` by whichever criteria are given.

    At least `safety_critical` of the drawn ones are safety-critical. Empty criteria ("", 0, None) ask for nothing.
    """

    topic: str = ""
    count: int = 1
    safety_critical: int = 0
    competency: int | None = None
    tag: str = ""
    difficulty: int = 0
    kind: str = ""
    question: int | None = None

    @property
    def size(self) -> int:
        """How many questions it gives."""
        return 1 if self.question is not None else max(self.count, self.safety_critical)

    def fits(self, entry: "Entry") -> bool:
        """Whether a question meets every criterion of this line."""
        if self.question is not None:
            return entry.question == self.question
        return (
            self.topic in {"", entry.topic}
            and self.competency in {None, entry.competency}
            and (not self.tag or self.tag in entry.tags)
            and self.difficulty in {0, entry.difficulty}
            and self.kind in {"", entry.kind}
        )


@dataclass(frozen=True)
class Entry:
    """One question of the pool: its revision, its question, and what a line chooses by."""

    revision: int
    question: int
    topic: str
    safety_critical: bool
    competency: int | None = None
    tags: frozenset[str] = frozenset()
    difficulty: int = 0
    kind: str = ""
    scored: bool = True
    vignette: str = ""


class Lack(StrEnum):
    """What a line lacks: questions, safety-critical ones, its one question; or that question stands elsewhere too."""

    QUESTIONS = "questions"
    CRITICAL = "critical"
    GONE = "gone"
    TWICE = "twice"


@dataclass(frozen=True)
class Shortage:
    """The first line (from 1) that the pool can't fill beside those before it.

    It needs `needed`, the pool has `there` that fit, and `left` of these are not taken by the lines before and by
    questions that stand in the quiz by themselves.
    """

    line: int
    lack: Lack
    needed: int = 1
    there: int = 0
    left: int = 0


@dataclass
class _Group:
    """Places of one line: `capacity` questions that `accepts` lets in."""

    line: int
    capacity: int
    accepts: Callable[[Entry], bool]
    members: list[Entry]


def find_shortage(lines: Sequence[Line], pool: Collection[Entry]) -> Shortage | None:
    """The first line that can't be filled beside those before it, or None. No question serves two lines."""
    wrong = _find_wrong_question(lines, pool)
    if wrong:
        return wrong
    left = _without_fixed(lines, pool)
    if _filled(_groups(lines), left) == sum(line.size for line in lines if line.question is None):
        return None
    return next(found for number in range(1, len(lines) + 1) if (found := _look_at(number, lines, pool, left)))


def draw(
    lines: Sequence[Line],
    pool: Iterable[Entry],
    *,
    seen: Collection[int],
    rng: Random,
    sections: Sequence[int] = (),
    shuffle: bool = True,
) -> list[Entry]:
    """One draw, in the order in which it is asked. The pool must be large enough (`find_shortage`), else ValueError.

    `seen`: questions this learner had before; they come only when nothing else is left. `sections`: how many lines
    each section has (none given: all are one section). Questions are shuffled within their section, or else stand in
    the order of lines and, within a line, of the pool; those that share a vignette stand beside each other.
    """
    pool = list(pool)
    lines_of_entries = _draw_lines(lines, pool, seen=seen, rng=rng)
    different = {entry.question for entries in lines_of_entries for entry in entries}
    if len(different) < sum(line.size for line in lines):
        raise ValueError("the pool is too small for these lines: see find_shortage")
    chosen: list[Entry] = []
    begin = 0
    for size in sections or [len(lines)]:
        asked = [entry for entries in lines_of_entries[begin : begin + size] for entry in entries]
        if shuffle:
            rng.shuffle(asked)
        chosen += side_by_side(asked)
        begin += size
    return chosen


def side_by_side(entries: Sequence[Entry]) -> list[Entry]:
    """The same order, except that what shares a vignette follows the first that has it."""
    laid: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        key = (entry.vignette, 0) if entry.vignette else ("", entry.revision)
        laid.setdefault(key, []).append(entry)
    return [entry for group in laid.values() for entry in group]


def count_fitting(line: Line, pool: Iterable[Entry]) -> tuple[int, int]:
    """How many questions of the pool fit a line, and how many of these are safety-critical."""
    fitting = [entry for entry in pool if line.fits(entry)]
    return len(fitting), sum(entry.safety_critical for entry in fitting)


def _draw_lines(
    lines: Sequence[Line], pool: Sequence[Entry], *, seen: Collection[int], rng: Random
) -> list[list[Entry]]:
    """What each line gets, in the order of the pool."""
    place = {entry.revision: number for number, entry in enumerate(pool)}
    left = _without_fixed(lines, pool)
    rng.shuffle(left)
    left.sort(key=lambda entry: entry.question in seen)
    groups = _groups(lines)
    _filled(groups, left)
    by_line: list[list[Entry]] = [[entry for entry in pool if line.question == entry.question][:1] for line in lines]
    for group in groups:
        by_line[group.line] += group.members
    return [sorted(entries, key=lambda entry: place[entry.revision]) for entries in by_line]


def _without_fixed(lines: Sequence[Line], pool: Iterable[Entry]) -> list[Entry]:
    """What may be drawn: a question that stands in the quiz by itself is never drawn as well."""
    fixed = {line.question for line in lines if line.question is not None}
    return [entry for entry in pool if entry.question not in fixed]


def _find_wrong_question(lines: Sequence[Line], pool: Collection[Entry]) -> Shortage | None:
    """A line whose one question is not in the pool, or stands in a line before it."""
    there = {entry.question for entry in pool}
    before: set[int] = set()
    for number, line in enumerate(lines, start=1):
        if line.question is None:
            continue
        if line.question not in there:
            return Shortage(number, Lack.GONE)
        if line.question in before:
            return Shortage(number, Lack.TWICE)
        before.add(line.question)
    return None


def _look_at(number: int, lines: Sequence[Line], pool: Collection[Entry], left: Sequence[Entry]) -> Shortage | None:
    """What line `number` lacks, when all those before it are filled."""
    line = lines[number - 1]
    if line.question is not None:
        return None
    before = sum(one.size for one in lines[: number - 1] if one.question is None)
    there, critical = count_fitting(line, pool)
    *earlier, must, rest = _groups(lines[:number])
    safe = _filled([*earlier, must], left) - before
    if safe < must.capacity:
        return Shortage(number, Lack.CRITICAL, must.capacity, critical, safe)
    every = _filled(_groups(lines[:number]), left) - before
    return Shortage(number, Lack.QUESTIONS, line.size, there, every) if every < line.size else None


def _groups(lines: Sequence[Line]) -> list[_Group]:
    """Two groups for each drawing line: its safety-critical minimum, and the rest of it."""
    groups = []
    for number, line in enumerate(lines):
        if line.question is None:
            must = max(line.safety_critical, 0)
            groups.append(_Group(number, must, partial(_is_safe_for, line), []))
            groups.append(_Group(number, line.size - must, line.fits, []))
    return groups


def _is_safe_for(line: Line, entry: Entry) -> bool:
    return entry.safety_critical and line.fits(entry)


def _filled(groups: Sequence[_Group], entries: Iterable[Entry]) -> int:
    """Put entries into groups, those that come first before others; how many found a place."""
    wanted, found = sum(group.capacity for group in groups), 0
    for entry in entries:
        if found == wanted:
            break
        found += _place(entry, groups, set())
    return found


def _place(entry: Entry, groups: Sequence[_Group], tried: set[int]) -> bool:
    """Find `entry` a place, moving others over where that makes room. Nobody who has a place loses it."""
    for number, group in enumerate(groups):
        if number in tried or not group.capacity or not group.accepts(entry):
            continue
        tried.add(number)
        if len(group.members) < group.capacity:
            group.members.append(entry)
            return True
        for index, other in enumerate(group.members):
            if _place(other, groups, tried):
                group.members[index] = entry
                return True
    return False
