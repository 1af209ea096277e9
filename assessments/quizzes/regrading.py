"""What a corrected key makes of answers that were given before. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.questions.errors import UnknownAnswer
from assessments.questions.kinds import clean_response, kind_of
from assessments.questions.kinds.base import NOTHING, Body, Grade
from assessments.quizzes.interactive import TryRules, settle, tried_from


@dataclass(frozen=True)
class Change:
    """What would change in one attempt. `position` is that of the question (0: it was asked in an
    earlier try only, and the average counts); scores are of the whole attempt; passed
    says whether the quiz is met by it.
    """

    attempt_id: int
    position: int
    old: Grade
    new: Grade
    old_score: Decimal
    new_score: Decimal
    old_passed: bool
    new_passed: bool
    # Whether it passes by itself; where several tries count together, that is not all there is to being met.
    passes_alone: bool = False
    # The tries at the question as they are graded now, where there were several: see `AttemptItem.tries`.
    tries: Sequence[dict[str, Any]] = ()

    @property
    def is_lost(self) -> bool:
        return self.old_passed and not self.new_passed

    @property
    def is_won(self) -> bool:
        return self.new_passed and not self.old_passed


def grade_anew(*, old_kind: str, new_kind: str, body: Body, response: dict[str, Any] | None) -> Grade | None:
    """The grade by the corrected body; None where the answer no longer fits: the kind or an option went."""
    if old_kind != new_kind or kind_of(new_kind).by_hand or not kind_of(new_kind).scored:
        return None
    if not response:
        return NOTHING
    try:
        cleaned = clean_response(new_kind, body, response)
    except UnknownAnswer:
        return None
    return kind_of(new_kind).grade(body, cleaned) if cleaned else None


def tries_anew(
    *, kind: str, body: Body, tries: Sequence[Mapping[str, Any]], rules: TryRules, safety_critical: bool
) -> tuple[Grade, list[dict[str, Any]]] | None:
    """The grade of several tries by the corrected body, and the tries with theirs; None where one no longer fits."""
    again = []
    for one in tries:
        grade = grade_anew(old_kind=kind, new_kind=kind, body=body, response=one["response"])
        if grade is None:
            return None
        again.append({**one, "score": str(grade.score), "correct": grade.correct})
    settled = settle(tried_from(again), rules, safety_critical=safety_critical)
    return Grade(settled.score, correct=settled.correct), again
