"""What an attempt comes to, by the settings it runs on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assessments.questions.kinds import kind_of
from assessments.quizzes import queries
from assessments.quizzes.certainty import Said, judge
from assessments.quizzes.choices import AttemptStatus, Grading
from assessments.quizzes.grading import is_met
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.scoring import Marked, Outcome, add_up, by_certainty


def outcome_of(settings: Mapping[str, Any], items: Sequence[AttemptItem]) -> Outcome:
    """What graded items add up to."""
    marked = [_marked(item) for item in items]
    outcome = add_up(marked, pass_mark=settings["pass_mark"])
    if not settings.get("grade_by_certainty"):
        return outcome
    said = [
        Said(one.certainty, one.score or Decimal(0), bool(one.correct))
        for one in items
        if one.response and _scored(one)
    ]
    return by_certainty(outcome, judge(settings["certainty"], said), settings["certainty"], settings["pass_mark"])


def _scored(item: AttemptItem) -> bool:
    return kind_of(item.revision.kind).scored


def _marked(item: AttemptItem) -> Marked:
    critical = item.revision.safety_critical and _scored(item)
    return Marked(item.position, item.score or Decimal(0), bool(item.correct), critical, scored=_scored(item))


def met_by(attempt: QuizAttempt, outcome: Outcome) -> bool | None:
    """Whether the quiz is met by this attempt, the one that is being handed in; None where it is so as it passes.

    One query where several tries count together, none otherwise.
    """
    settings = attempt.version.settings
    method = settings.get("grading", Grading.HIGHEST)
    if method in {Grading.HIGHEST, Grading.LAST}:
        return None
    here = {"learner": attempt.learner_id, "quiz": attempt.quiz_id, "placement": attempt.placement}
    earlier = QuizAttempt.objects.filter(**here, cycle=attempt.cycle, status=AttemptStatus.FINISHED)
    finished = earlier.exclude(pk=attempt.pk).order_by("number")
    share = outcome.score / outcome.max_score if outcome.max_score else Decimal(0)
    return is_met(
        method,
        [*queries.shares_of(finished), share],
        passed=outcome.passed,
        critical_missed=bool(outcome.critical_missed),
        pass_mark=settings["pass_mark"],
    )
