"""Whether a quiz is met by an attempt, by the settings it runs on."""

from assessments.quizzes.choices import Grading
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.queries import is_met_with
from assessments.quizzes.scoring import Outcome


def met_by(attempt: QuizAttempt, outcome: Outcome) -> bool | None:
    """Whether the quiz is met by this attempt, the one that is being handed in; None where it is so as it passes.

    One query where several tries count together, none otherwise.
    """
    if attempt.version.settings.get("grading", Grading.HIGHEST) in {Grading.HIGHEST, Grading.LAST}:
        return None
    return is_met_with(attempt, outcome)
