"""What the numbers have to be. A missed aim is said in words, and ends the bench with an error.

Queries and bytes are exact on any machine, and a ratio to the floor nearly so. Milliseconds were set on two cores of a
small server, where a well-tuned Moodle 4.5 spends 46 ms on a lesson page of 138 KiB and 62 ms on its dashboard: ours
are to cost a fifth. They say as much about the machine as about the page: look at the floor before blaming the page.
Two such cores were seen to take between 1.85 and 3.8 ms for it within an hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lms.packs.bench.flows import Samples, middle

MOODLE_LESSON_MS, MOODLE_DASHBOARD_MS, MOODLE_KIB = 46, 62, 138
FIFTH = 5
PAGE_TIMES_FLOOR = 12


@dataclass(frozen=True)
class Line:
    """One flow at one size. `queries` is the most that a request needed, `walk` Wagtail's part of it."""

    name: str
    trainees: int
    queries: int
    walk: int
    milliseconds: float
    times_floor: float
    kib: float

    @property
    def ours(self) -> int:
        return self.queries - self.walk


def lines(trainees: int, counted: Samples, timed: Samples) -> list[Line]:
    floor = middle(timed["floor"])
    return [
        Line(
            name=name,
            trainees=trainees,
            queries=max(answer.queries for answer in answers),
            walk=max(answer.walk for answer in answers),
            milliseconds=middle(timed[name]),
            times_floor=middle(timed[name]) / floor,
            kib=max(len(answer.body) for answer in timed[name]) / 1024,
        )
        for name, answers in counted.items()
    ]


def missed(small: list[Line], large: list[Line]) -> list[str]:
    """Every aim that was not reached, as a sentence."""
    return [*_missed_in(large), *_not_flat(small, large)]


def _missed_in(found: list[Line]) -> Iterator[str]:
    by_name = {line.name: line for line in found}
    lesson, opened, home = (by_name[name] for name in ("lesson", "lesson: opened", "home"))
    answer, verify = by_name["quiz: answer"], by_name["verify"]
    limits = [
        ("a lesson needs", lesson.queries, 22, "queries"),
        ("a lesson opened for the first time needs", opened.queries, 22, "queries"),
        ("a lesson needs", lesson.ours, 10, "queries of our own"),
        ("a lesson costs", lesson.times_floor, PAGE_TIMES_FLOOR, "times the floor"),
        ("the home page costs", home.times_floor, PAGE_TIMES_FLOOR, "times the floor"),
        ("an answer needs", answer.queries, 8, "queries"),
        ("a verification needs", verify.queries, 3, "queries"),
        ("a lesson costs", lesson.milliseconds, MOODLE_LESSON_MS / FIFTH, "ms of CPU"),
        ("the home page costs", home.milliseconds, MOODLE_DASHBOARD_MS / FIFTH, "ms of CPU"),
        *((f"the page “{line.name}” weighs", line.kib, MOODLE_KIB / FIFTH, "KiB") for line in found),
    ]
    for words, value, limit, unit in limits:
        if value > limit:
            yield f"{words} {value:.3g} {unit}, and may {limit:.3g}"


def _not_flat(small: list[Line], large: list[Line]) -> Iterator[str]:
    for before, after in zip(small, large, strict=True):
        if after.queries > before.queries:
            numbers = f"{after.queries} queries with {after.trainees} trainees, {before.queries} with few"
            yield f"“{after.name}” needs {numbers}"
        if after.times_floor > before.times_floor * 1.5 + 1:
            yield (
                f"“{after.name}” costs {after.times_floor:.1f} × floor with {after.trainees} trainees, "
                f"{before.times_floor:.1f} with few"
            )
