"""After an editor took something out of a course: who lacked only that has now done all there is."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, CoursePage
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.services import lock_enrolment
from courses.progress.choices import ProgressStatus
from courses.progress.models import ActivityProgress, LessonProgress, ModuleProgress
from courses.progress.services.completion import derive_all

OPEN = (EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED)


def settle_course(*, course: CoursePage) -> int:
    """Complete lessons, modules and the course for those who lacked only what is no longer asked; returns how many.

    Adds, and never takes back. Idempotent; each person in a transaction of their own. A few queries for each module
    find them, however many take the course.
    """
    found = {*_lesson_waiting(course), *_module_waiting(course), *_course_waiting(course)}
    for pk in sorted(found):
        _settle(pk)
    return len(found)


@transaction.atomic
def _settle(enrolment_pk: int) -> None:
    enrolment = lock_enrolment(enrolment=Enrolment.objects.get(pk=enrolment_pk))
    if enrolment.status in OPEN:
        derive_all(enrolment=enrolment)


def _open(course: CoursePage) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(course=course, status__in=OPEN, completed_at=None)


def _lesson_waiting(course: CoursePage) -> list[int]:
    """Enrolments with a lesson that is begun and not complete, though everything it asks for now is done."""
    facts = ActivityProgress.objects.filter(enrolment__in=_open(course), status=ProgressStatus.COMPLETED)
    complete = LessonProgress.objects.filter(
        enrolment=OuterRef("enrolment"), lesson=OuterRef("activity__lesson"), status=ProgressStatus.COMPLETED
    )
    done = ActivityProgress.objects.filter(
        enrolment=OuterRef(OuterRef("enrolment")), activity=OuterRef("pk"), status=ProgressStatus.COMPLETED
    )
    asked = Activity.objects.filter(lesson=OuterRef("activity__lesson"), active=True, required=True)
    settled = facts.filter(~Exists(complete), Exists(asked), ~Exists(asked.filter(~Exists(done))))
    return list(settled.values_list("enrolment_id", flat=True).distinct())


def _module_waiting(course: CoursePage) -> list[int]:
    """Enrolments with a module that is not complete, though each of its live lessons is."""
    found: list[int] = []
    for module in catalogue.modules_of(course):
        lessons = catalogue.lessons_of(module)
        if not lessons.exists():
            continue
        complete = ModuleProgress.objects.filter(enrolment=OuterRef("pk"), module=module, completed_at__isnull=False)
        rows = _open(course).filter(~Exists(complete), ~Exists(lessons.filter(~Exists(_lesson_done()))))
        found.extend(rows.values_list("pk", flat=True))
    return found


def _course_waiting(course: CoursePage) -> list[int]:
    """Enrolments with no live lesson left to do: what they lacked stood in a module that is gone."""
    lessons = catalogue.lessons_shown(course)
    if not lessons.exists():
        return []
    return list(_open(course).filter(~Exists(lessons.filter(~Exists(_lesson_done())))).values_list("pk", flat=True))


def _lesson_done() -> QuerySet[LessonProgress]:
    """For a lesson within a condition on an enrolment: done by it."""
    return LessonProgress.objects.filter(
        lesson=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")), status=ProgressStatus.COMPLETED
    )
