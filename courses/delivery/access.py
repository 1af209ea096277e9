"""The only ways from a URL to a lesson or an activity. Absent and forbidden are the same 404."""

import uuid

from django.http import Http404

from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, CoursePage, LessonPage
from courses.delivery.errors import NotEnrolled
from courses.delivery.standing import LessonAccess
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import current_enrolment
from lms.people.choices import Role
from lms.people.models import User

# They look after courses or people and may read along; nothing is recorded for them.
READERS = (
    Role.CONTENT_EDITOR,
    Role.CLINICAL_REVIEWER,
    Role.PROGRAMME_MANAGER,
    Role.SUPERVISOR,
    Role.LEAD_SUPERVISOR,
)


def access_lesson(user: User, lesson: LessonPage) -> LessonAccess:
    """Whether and how `user` may open a live lesson. One query. Raises Http404, NotEnrolled."""
    module, course = catalogue.module_of(lesson), catalogue.course_of(lesson)
    if not (lesson.live and module.live and course.live):
        raise Http404
    enrolment = current_enrolment(user, course)
    if enrolment is not None and enrolment.status != EnrolmentStatus.WITHDRAWN:
        enrolment.course = course
        return LessonAccess(enrolment)
    if user.is_superuser or user.has_role(*READERS):
        return LessonAccess(None)
    raise NotEnrolled


def access_activity(user: User, activity_uuid: uuid.UUID) -> tuple[Activity, Enrolment]:
    """Something to do in a lesson of a course that `user` takes. Raises Http404."""
    activity = Activity.objects.select_related("lesson").filter(uuid=activity_uuid, active=True).first()
    if activity is None:
        raise Http404
    return activity, _own_enrolment(user, activity.lesson)


def access_lesson_to_do(user: User, lesson_pk: int) -> tuple[LessonPage, Enrolment]:
    """A live lesson of a course that `user` takes. Raises Http404."""
    lesson = LessonPage.objects.filter(pk=lesson_pk).first()
    if lesson is None:
        raise Http404
    return lesson, _own_enrolment(user, lesson)


def access_course(code: str) -> CoursePage:
    """A live course by its code. Raises Http404."""
    course = CoursePage.objects.live().filter(code=code).first()
    if course is None:
        raise Http404
    return course


def _own_enrolment(user: User, lesson: LessonPage) -> Enrolment:
    try:
        enrolment = access_lesson(user, lesson).enrolment
    except NotEnrolled as refusal:
        raise Http404 from refusal
    if enrolment is None:
        raise Http404
    return enrolment
