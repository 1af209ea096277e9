"""A dry run, line by line."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.regrading import Change


@dataclass(frozen=True)
class RegradeLine:
    """What would change for one person. `order`: 0 lost, 1 won, 2 only the score."""

    name: str
    check: str
    scores: str
    result: str
    order: int


def regrade_line(change: Change, attempt: QuizAttempt, known: Collection[int]) -> RegradeLine:
    """One line; the name only of those in `known` (primary keys of people)."""
    met, not_yet = _("met"), _("not yet")
    before, after = (met if one else not_yet for one in (change.old_passed, change.new_passed))
    facts = {"before": before, "after": after}
    scores = {"before": _points(change.old_score), "after": _points(change.new_score)}
    return RegradeLine(
        name=attempt.learner.full_name if attempt.learner_id in known else _("somebody outside your reach"),
        check=attempt.version.settings["title"],
        scores=_("%(before)s → %(after)s") % scores,
        result=_("%(before)s → %(after)s") % facts if before != after else _("stays %(after)s") % facts,
        order=0 if change.is_lost else 1 if change.is_won else 2,
    )


def _points(score: object) -> str:
    text = f"{score:f}"
    return number_format(text.rstrip("0").rstrip(".") if "." in text else text)
