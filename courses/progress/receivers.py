"""Inner ring: these run inside the transaction of whoever sends, and a failure rolls a learner's answer back.

They are few, and a missing enrolment or a changed course is nothing to fail about.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from assessments.quizzes.models import QuizAttempt
from assessments.scenarios.models import ScenarioAttempt
from assessments.signals import attempt_finished, attempt_regraded, scenario_finished
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, CoursePage, LessonPage, ModulePage
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress import services
from courses.progress.tasks import settle_course


@receiver(attempt_finished)
def complete_quiz_activity(sender: type[QuizAttempt], attempt: QuizAttempt, **kwargs: Any) -> None:
    """A quiz that is met completes the activity it was placed by, if its learner takes that course."""
    _complete(attempt, "quiz_attempt")


@receiver(scenario_finished)
def complete_scenario_activity(sender: type[ScenarioAttempt], attempt: ScenarioAttempt, **kwargs: Any) -> None:
    """A role-play that is met, played or read as a text, completes the activity it was placed by."""
    _complete(attempt, "scenario_attempt")


@receiver(attempt_regraded)
def complete_regraded_activity(sender: type[QuizAttempt], attempt: QuizAttempt, **kwargs: Any) -> None:
    """A result that is met after all counts as one that was met at once. What was completed is never taken back."""
    _complete(attempt, "quiz_attempt")


def _complete(attempt: QuizAttempt | ScenarioAttempt, source: str) -> None:
    if not attempt.is_met:
        return
    activity = Activity.objects.select_related("lesson").filter(uuid=attempt.placement).first()
    if activity is None:
        return
    course = Enrolment.objects.filter(
        learner_id=attempt.learner_id,
        course__path=catalogue.course_path(activity.lesson.path),
        cycle=attempt.cycle,
    )
    enrolment = course.exclude(status=EnrolmentStatus.WITHDRAWN).first()
    if enrolment is not None:
        services.complete_activity(enrolment=enrolment, activity=activity, source=source, source_uuid=attempt.uuid)


# Outer ring: who lacked only what is no longer asked is told by a task, after the editor's change is stored.


def _settle_on_commit(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    steps = 1 if issubclass(sender, ModulePage) else 2
    path = instance.path[: -steps * Page.steplen]
    transaction.on_commit(partial(_enqueue, path), robust=True)


def _enqueue(course_path: str) -> None:
    course = CoursePage.objects.filter(path=course_path).only("pk").first()
    if course is not None:
        settle_course.enqueue(course.pk)


for signal in (page_published, page_unpublished, post_delete):
    for sender in (LessonPage, ModulePage):
        signal.connect(_settle_on_commit, sender=sender, dispatch_uid=f"courses.settle.{sender.__name__}")
