"""Background work of live labs. Enqueued after the commit only; each may run twice."""

from django_tasks import task

from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity
from courses.enrolment.models import Enrolment
from courses.sessions import services


@task
def release_places(enrolment_pk: int) -> None:
    """Places of somebody who has left go to those who wait."""
    enrolment = Enrolment.objects.filter(pk=enrolment_pk).first()
    if enrolment is not None:
        services.release_places(enrolment=enrolment)


@task
def count_attendances(lesson_pk: int) -> None:
    """Who was at a lab before it was placed in this lesson has done it."""
    placed = Activity.objects.filter(lesson=lesson_pk, kind=ActivityKind.LAB, active=True)
    for activity in placed.select_related("lesson"):
        services.count_attendances_at(activity=activity)
