"""What quizzes and attempts are made of."""

from assessments.quizzes.models.attempts import NO_PLACEMENT, AttemptItem, QuizAttempt
from assessments.quizzes.models.marking import Mark, MarkingDraft, Paper
from assessments.quizzes.models.quiz import Quiz, QuizVersion
from assessments.quizzes.models.regrades import AttemptRegrade, Regrade
from assessments.quizzes.models.rules import BandBlock, QuizRules
from assessments.quizzes.models.statistics import StatisticsSettings

__all__ = [
    "AttemptItem",
    "AttemptRegrade",
    "BandBlock",
    "Mark",
    "MarkingDraft",
    "NO_PLACEMENT",
    "Paper",
    "Quiz",
    "QuizAttempt",
    "QuizRules",
    "QuizVersion",
    "Regrade",
    "StatisticsSettings",
]
