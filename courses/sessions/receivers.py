"""What live labs listen to. Outer ring, but for the review of what was just published."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published, published

from content.site.edition import watch
from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity, LessonPage
from courses.enrolment.models import Enrolment
from courses.sessions import services, tasks
from courses.sessions.models import Lab
from courses.signals import withdrawn

# Lessons are remembered with the labs they show.
watch(Lab)


@receiver(published, sender=Lab, dispatch_uid="courses.lab_review")
def lab_published(sender: type[Lab], instance: Lab, **kwargs: Any) -> None:
    """Say whether it was reviewed."""
    services.record_lab_review(lab=instance, revision=kwargs.get("revision"))


@receiver(withdrawn)
def give_back_on_withdrawal(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    """After the commit: sessions are locked before enrolments, never the other way round."""
    transaction.on_commit(partial(tasks.release_places.enqueue, enrolment.pk), robust=True)


@receiver(page_published, sender=LessonPage, dispatch_uid="courses.lab_attendances")
def lesson_published(sender: type[LessonPage], instance: LessonPage, **kwargs: Any) -> None:
    """A lab that was held before it was placed counts; its activities are compiled by now."""
    if Activity.objects.filter(lesson=instance, kind=ActivityKind.LAB, active=True).exists():
        transaction.on_commit(partial(tasks.count_attendances.enqueue, instance.pk), robust=True)
