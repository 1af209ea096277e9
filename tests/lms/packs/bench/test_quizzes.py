"""What an attempt may cost, said in words when it costs more."""

from dataclasses import replace

import pytest

from lms.packs.bench.exams import Cost
from lms.packs.bench.quizzes import Table, missed

ANSWER = Cost(queries=7, milliseconds=8.0, times_floor=3.0, kib=0.0)
SUBMIT = Cost(queries=40, milliseconds=50.0, times_floor=15.0, kib=0.0)


def tables(**changes: dict[str, float]) -> list[Table]:
    """Checks of 10 and of 50 within the aims; `changes` are made to the steps of the second."""
    steps = {"answer": ANSWER, "submit": SUBMIT}
    larger = {name: replace(cost, **changes.get(name, {})) for name, cost in steps.items()}
    return [Table(10, steps), Table(50, larger)]


def test_attempts_within_the_aims_miss_nothing() -> None:
    assert missed(tables()) == []


@pytest.mark.parametrize(
    ("step", "change", "words"),
    [
        ("answer", {"queries": 8}, "an answer needs 8 queries, and 7 before: 50 questions against 10"),
        ("answer", {"queries": 9}, "an answer among 50 needs 9 queries, and may 8"),
        ("answer", {"milliseconds": 14.0}, "an answer costs 14.0 ms, and 8.0 before"),
        ("submit", {"queries": 60}, "handing in 50 needs 60 queries, and may 59"),
        ("submit", {"queries": 201}, "needs 201 queries, more than in line"),
        ("submit", {"milliseconds": 400.0}, "handing in costs 400.0 ms, and in line would be 333.3"),
    ],
)
def test_missed_aim_of_an_attempt_is_said_in_words(step: str, change: dict[str, float], words: str) -> None:
    assert any(words in sentence for sentence in missed(tables(**{step: change})))
