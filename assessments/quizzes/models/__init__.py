"""What quizzes and attempts are made of."""

from assessments.quizzes.models.attempts import NO_PLACEMENT, AttemptItem, QuizAttempt
from assessments.quizzes.models.quiz import DrawBlock, Quiz, QuizVersion
from assessments.quizzes.models.statistics import StatisticsSettings

__all__ = ["AttemptItem", "DrawBlock", "NO_PLACEMENT", "Quiz", "QuizAttempt", "QuizVersion", "StatisticsSettings"]
