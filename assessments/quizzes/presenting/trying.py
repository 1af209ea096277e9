"""A question between two tries, as plain values."""

from dataclasses import dataclass, field
from typing import Any

from assessments.questions.kinds import kind_of
from assessments.quizzes import try_wording
from assessments.quizzes.choices import Moment
from assessments.quizzes.interactive import TryRules, try_rules
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.presenting.parts import not_right_yet
from assessments.quizzes.reviewing import visible


@dataclass(frozen=True)
class Trying:
    """`tried` tries so far; `sentence` says where one stands, `promise` what holds before the first.

    `hint` and `earlier_hints` are HTML; `not_yet`: [{text, feedback}], HTML too.
    """

    tried: int
    sentence: str
    promise: str
    hint: str = ""
    hint_number: int = 0
    not_yet: list[dict[str, Any]] = field(default_factory=list)
    earlier_hints: list[str] = field(default_factory=list)


def trying_of(attempt: QuizAttempt, item: AttemptItem) -> Trying | None:
    """How the tries at a question stand; None where it is answered once, or not marked."""
    rules = try_rules(attempt.version.settings)
    if rules is None or not kind_of(item.revision.kind).scored or kind_of(item.revision.kind).by_hand:
        return None
    tried = len(item.tries)
    hints = item.revision.body.get("hints", [])[:tried]
    return Trying(
        tried=tried,
        sentence=try_wording.so_far(tried, rules),
        promise="" if tried else try_wording.promise(rules, safety_critical=item.revision.safety_critical),
        hint=hints[-1] if hints and len(hints) == tried else "",
        hint_number=len(hints),
        not_yet=not_right_yet(item, visible(attempt.version.settings, Moment.DURING)),
        earlier_hints=hints[:-1] if hints and len(hints) == tried else hints,
    )


def state_after(item: AttemptItem, rules: TryRules) -> str:
    """How a question went, e.g. "Right at the second try"."""
    right_at = next((number for number, one in enumerate(item.tries, start=1) if one["correct"]), 0)
    return try_wording.outcome(right_at, len(item.tries), safety_critical=item.revision.safety_critical)
