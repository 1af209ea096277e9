from django_tasks import task

from courses.catalogue.models import CoursePage
from courses.progress import services


@task()
def settle_course(course_id: int) -> None:
    """Complete what a change of the course left nothing to do for. Nothing to do where the course is gone."""
    course = CoursePage.objects.filter(pk=course_id).first()
    if course is not None:
        services.settle_course(course=course)
