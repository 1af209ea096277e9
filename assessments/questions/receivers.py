from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail.signals import published

from assessments.competencies.coverage import Kind, register_coverage
from assessments.questions import queries
from assessments.questions.media import with_media
from assessments.questions.models import Question
from assessments.questions.services import publish_question, publish_vignette
from assessments.questions.vignettes import Vignette

register_coverage(Kind("questions", _("Questions"), _("no question"), queries.touched_competencies, 10))


@receiver(published, sender=Question)
def freeze_question(*, instance: Question, revision: Revision, **kwargs: Any) -> None:
    """Publishing in Wagtail freezes what is asked from now on."""
    frozen = publish_question(question=instance, actor=revision.user)
    # The sizes of its pictures are made now, not while the first learner waits.
    transaction.on_commit(lambda: with_media([frozen.body]))


@receiver(published, sender=Vignette)
def freeze_into_questions(*, instance: Vignette, revision: Revision, **kwargs: Any) -> None:
    """A vignette published anew reaches the questions that rest on it; what was asked stays as it was."""
    frozen = publish_vignette(vignette=instance, actor=revision.user)
    transaction.on_commit(lambda: with_media([one.body for one in frozen]))
