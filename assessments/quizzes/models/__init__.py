"""What quizzes and attempts are made of."""

from assessments.quizzes.models.attempts import NO_PLACEMENT, AttemptItem, QuizAttempt
from assessments.quizzes.models.quiz import Quiz, QuizVersion
from assessments.quizzes.models.rules import BandBlock, QuizRules
from assessments.quizzes.models.statistics import StatisticsSettings

__all__ = [
    "AttemptItem",
    "BandBlock",
    "NO_PLACEMENT",
    "Quiz",
    "QuizAttempt",
    "QuizRules",
    "QuizVersion",
    "StatisticsSettings",
]
