import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail.signals import published

from assessments.competencies.coverage import Kind, register_coverage
from assessments.questions.models import Question, QuestionBank
from assessments.questions.queries import questions_of
from assessments.questions.vignettes import Vignette
from assessments.quizzes import queries
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries.coverage import touched_competencies
from assessments.quizzes.services import publish_quiz, renew_deadlines
from content.site.edition import watch
from lms.people.models import User
from lms.people.scopes import register_scopes
from lms.people.signals import accommodation_changed

# Lessons that were remembered hold the quiz that stands in them.
watch(Quiz)

register_coverage(Kind("quizzes", _("Quizzes"), _("no quiz"), touched_competencies, 20))

# What is granted to somebody can be for one quiz alone.
register_scopes(queries.quiz_names)

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
    _refresh_quizzes(instance.bank, revision.user)


@receiver(published, sender=Vignette)
def refresh_after_vignette(*, instance: Vignette, revision: Revision, **kwargs: Any) -> None:
    """Its questions have new revisions by now (see `questions.receivers`)."""
    for bank in QuestionBank.objects.filter(questions__in=questions_of(instance)).distinct():
        _refresh_quizzes(bank, revision.user)


def _refresh_quizzes(bank: QuestionBank, actor: Any) -> None:
    for quiz in queries.published_quizzes(bank):
        try:
            publish_quiz(quiz=quiz, actor=actor)
        except BankTooSmall:
            logger.warning("quiz stays on its version: bank too small", extra={"quiz": quiz.code})


@receiver(accommodation_changed)
def let_attempts_run_longer(*, user: User, **kwargs: Any) -> None:
    """More time or later dates count at once, in an attempt that is under way as well.

    On commit: whoever grants holds the learner's row, and handing in takes the attempt before that (a deadlock).
    """
    transaction.on_commit(partial(renew_deadlines, learner=user))
