"""Inner ring: these run inside the transaction of whoever sends, and a failure rolls a learner's answer back.

They are few, and a missing enrolment or a changed course is nothing to fail about.
"""

from typing import Any

from django.dispatch import receiver

from assessments.quizzes.models import QuizAttempt
from assessments.signals import attempt_finished
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress import services


@receiver(attempt_finished)
def complete_quiz_activity(sender: type[QuizAttempt], attempt: QuizAttempt, **kwargs: Any) -> None:
    """A passed quiz completes the activity it was placed by, if its learner takes that course."""
    if not attempt.passed:
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
        services.complete_activity(
            enrolment=enrolment, activity=activity, source="quiz_attempt", source_uuid=attempt.uuid
        )
