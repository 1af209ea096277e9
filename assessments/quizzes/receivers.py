import logging
from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from assessments.questions.models import Question
from assessments.quizzes import queries
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.models import Quiz
from assessments.quizzes.services import publish_quiz
from content.site.edition import watch

# Lessons that were remembered hold the quiz that stands in them.
watch(Quiz)

logger = logging.getLogger(__name__)


@receiver(published, sender=Quiz)
def freeze_quiz(*, instance: Quiz, revision: Revision, **kwargs: Any) -> None:
    """Publishing in Wagtail freezes what a new attempt runs on."""
    publish_quiz(quiz=instance, actor=revision.user)


@receiver(published, sender=Question)
def refresh_after_question(*, instance: Question, revision: Revision, **kwargs: Any) -> None:
    """A question published anew reaches the next attempt; those under way keep what they were asked.

    A quiz that its bank can't fill any more stays on its version: the form in Wagtail says so before, and an import
    that moves questions about publishes its quizzes last.
    """
    for quiz in queries.published_quizzes(instance.bank):
        try:
            publish_quiz(quiz=quiz, actor=revision.user)
        except BankTooSmall:
            logger.warning("quiz stays on its version: bank too small", extra={"quiz": quiz.code})
