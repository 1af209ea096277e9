from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from assessments.questions.media import with_media
from assessments.questions.models import Question
from assessments.questions.services import publish_question


@receiver(published, sender=Question)
def freeze_question(*, instance: Question, revision: Revision, **kwargs: Any) -> None:
    """Publishing in Wagtail freezes what is asked from now on."""
    frozen = publish_question(question=instance, actor=revision.user)
    # The sizes of its pictures are made now, not while the first learner waits.
    transaction.on_commit(lambda: with_media([frozen.body]))
