from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from assessments.questions.models import Question
from assessments.questions.services import publish_question


@receiver(published, sender=Question)
def freeze_question(*, instance: Question, revision: Revision, **kwargs: Any) -> None:
    """Publishing in Wagtail freezes what is asked from now on."""
    publish_question(question=instance, actor=revision.user)
