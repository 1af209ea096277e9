"""Grading, without the database: a question's kind, its published body and a response give a grade."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from assessments.questions.choices import QuestionKind

ZERO, ONE = Decimal(0), Decimal(1)
STEP = Decimal("0.0001")


@dataclass(frozen=True)
class Grade:
    """`score` from 0 to 1; `correct` only when the response is exactly the key."""

    score: Decimal
    correct: bool


NOTHING = Grade(ZERO, correct=False)


def grade(kind: str, body: dict[str, Any], response: dict[str, Any] | None) -> Grade:
    """The grade of a response ({"chosen": [option ids]} for the choice kinds, None when unanswered)."""
    if not response:
        return NOTHING
    return GRADERS[kind](body, response)


def _key(body: dict[str, Any]) -> set[str]:
    return {option["id"] for option in body["options"] if option["correct"]}


def grade_one_best(body: dict[str, Any], response: dict[str, Any]) -> Grade:
    """All or nothing."""
    exact = set(response.get("chosen", ())) == _key(body)
    return Grade(ONE, correct=True) if exact else NOTHING


def grade_several_right(body: dict[str, Any], response: dict[str, Any]) -> Grade:
    """The share of right answers chosen, less the share of the others chosen, never below 0."""
    chosen, key = set(response.get("chosen", ())), _key(body)
    if chosen == key:
        return Grade(ONE, correct=True)
    others = {option["id"] for option in body["options"]} - key
    score = Decimal(len(chosen & key)) / len(key)
    if others:
        score -= Decimal(len(chosen & others)) / len(others)
    return Grade(max(ZERO, score).quantize(STEP, rounding=ROUND_DOWN), correct=False)


GRADERS: dict[str, Callable[[dict[str, Any], dict[str, Any]], Grade]] = {
    QuestionKind.ONE_BEST: grade_one_best,
    QuestionKind.SEVERAL_RIGHT: grade_several_right,
}
