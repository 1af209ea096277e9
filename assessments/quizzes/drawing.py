"""Which questions an attempt gets. Pure: lines of a blueprint and a pool in, chosen entries out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Line:
    """One line of a blueprint: so many on a topic, at least so many of them safety-critical."""

    topic: str
    count: int
    safety_critical: int = 0


@dataclass(frozen=True)
class Entry:
    """One question of the pool: its revision, its question, and what a line chooses by."""

    revision: int
    question: int
    topic: str
    safety_critical: bool
    scored: bool = True


@dataclass(frozen=True)
class Shortage:
    """The first line (from 1) that the pool can't fill, what it lacks and how many there are."""

    line: int
    topic: str
    critical: bool
    needed: int
    there: int


def find_shortage(lines: Sequence[Line], pool: Collection[Entry]) -> Shortage | None:
    """The first line that can't be filled beside those before it, or None. No question serves two lines."""
    asked: dict[tuple[str, bool], int] = {}
    for number, line in enumerate(lines, start=1):
        for critical, needed in ((True, max(line.safety_critical, 0)), (False, max(line.count, line.safety_critical))):
            key = (line.topic, critical)
            asked[key] = asked.get(key, 0) + needed
            there = sum(entry.topic == line.topic and (entry.safety_critical or not critical) for entry in pool)
            if asked[key] > there:
                return Shortage(number, line.topic, critical, asked[key], there)
    return None


def draw(lines: Sequence[Line], pool: Iterable[Entry], *, seen: Collection[int], rng: Random) -> list[Entry]:
    """One draw, in random order. `seen`: questions this learner had before; they come only when nothing else is left.

    The safety-critical minimum of every line is set aside first, so that no line takes another's. The pool must be
    large enough (`find_shortage`).
    """
    left = list(pool)
    rng.shuffle(left)
    left.sort(key=lambda entry: entry.question in seen)
    chosen: list[Entry] = []
    for line in lines:
        chosen += _take(left, line.safety_critical, line.topic, critical=True)
    for line in lines:
        chosen += _take(left, line.count - line.safety_critical, line.topic, critical=False)
    rng.shuffle(chosen)
    return chosen


def _take(left: list[Entry], count: int, topic: str, *, critical: bool) -> list[Entry]:
    """Move the first `count` entries that fit out of `left`; `critical` asks for safety-critical ones only."""
    fitting = [entry for entry in left if entry.topic == topic and (entry.safety_critical or not critical)]
    taken = fitting[: max(count, 0)]
    for entry in taken:
        left.remove(entry)
    return taken
