from assessments.competencies.models import (
    BehaviourVersion,
    Competency,
    CompetencyRecord,
    CompetencyVersion,
    Domain,
    Framework,
    FrameworkVersion,
    Level,
)
from assessments.questions.models import Question, QuestionBank, QuestionRevision
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, QuizVersion, StatisticsSettings

__all__ = [
    "AttemptItem",
    "BehaviourVersion",
    "Competency",
    "CompetencyRecord",
    "CompetencyVersion",
    "Domain",
    "Framework",
    "FrameworkVersion",
    "Level",
    "Question",
    "QuestionBank",
    "QuestionRevision",
    "Quiz",
    "QuizAttempt",
    "QuizVersion",
    "StatisticsSettings",
]
