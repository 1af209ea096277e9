"""What editors see of questions and quizzes in Wagtail."""

from assessments.questions.viewsets.retiring import STATUS, RetireView, RetiringViewSet, status_of
from assessments.quizzes.viewsets.desk import (
    QuestionBankViewSet,
    QuestionViewSet,
    QuizViewSet,
    safety_of,
    stem_of,
)
from assessments.quizzes.viewsets.previews import (
    QuizPreview,
    QuizPreviewOnCreate,
    QuizPreviewOnEdit,
    QuizPreviewRevision,
    quiz_preview,
)
from assessments.quizzes.viewsets.retiring import RetireQuestion, RetireQuiz

__all__ = [
    "QuestionBankViewSet",
    "QuestionViewSet",
    "QuizPreview",
    "QuizPreviewOnCreate",
    "QuizPreviewOnEdit",
    "QuizPreviewRevision",
    "QuizViewSet",
    "RetireQuestion",
    "RetireQuiz",
    "RetireView",
    "RetiringViewSet",
    "STATUS",
    "quiz_preview",
    "safety_of",
    "status_of",
    "stem_of",
]
