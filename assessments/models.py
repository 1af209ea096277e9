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
from assessments.questions.models import Question, QuestionBank, QuestionRevision, QuestionTag
from assessments.questions.vignettes import Vignette
from assessments.quizzes.models import (
    AttemptItem,
    Mark,
    MarkingDraft,
    Paper,
    Quiz,
    QuizAttempt,
    QuizVersion,
    StatisticsSettings,
)

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
    "Mark",
    "MarkingDraft",
    "Paper",
    "Question",
    "QuestionBank",
    "QuestionRevision",
    "QuestionTag",
    "Quiz",
    "QuizAttempt",
    "QuizVersion",
    "StatisticsSettings",
    "Vignette",
]
