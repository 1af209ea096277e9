"""Facts about activities, and the lesson, module and course rows that follow from them.

Whatever was reached stays reached: an activity or a lesson added later is asked of those who are still on their way.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from courses.catalogue import queries as catalogue
from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity, LessonPage
from courses.catalogue.queries import ModuleLine
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.services import lock_enrolment
from courses.progress import queries
from courses.progress.choices import ProgressStatus
from courses.progress.errors import EnrolmentClosed, EnrolmentPaused, PrerequisitesMissing
from courses.progress.models import ActivityProgress, LessonProgress, ModuleProgress
from courses.progress.queries import CourseProgress
from courses.signals import course_completed
from lms.common import clock

SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class DoneResult:
    """What pressing Done came to: `complete`, or what the lesson still needs."""

    complete: bool
    missing: list[Activity] = field(default_factory=list)


@transaction.atomic
def complete_activity(
    *, enrolment: Enrolment, activity: Activity, source: str = "", source_uuid: uuid.UUID | None = None
) -> ActivityProgress:
    """Record that `activity` is done, and what follows for lesson, module and course. Idempotent.

    Also counts during a pause: a fact is a fact. Sends `course_completed` when the course is complete by it.
    Raises EnrolmentClosed after a withdrawal.
    """
    locked = lock_enrolment(enrolment=enrolment)
    if locked.status == EnrolmentStatus.WITHDRAWN:
        raise EnrolmentClosed
    row, _made = ActivityProgress.objects.get_or_create(enrolment=locked, activity=activity)
    if row.status != ProgressStatus.COMPLETED:
        row.status, row.completed_at = ProgressStatus.COMPLETED, clock.now()
        row.source, row.source_uuid = source, source_uuid
        row.save()
    derive_from_lesson(enrolment=locked, lesson=activity.lesson)
    return row


@transaction.atomic
def press_done(*, enrolment: Enrolment, lesson: LessonPage) -> DoneResult:
    """Record that the learner pressed Done on a lesson. Idempotent.

    The lesson is complete when its required activities are done too; until then the result names them, and the last
    of them will complete it. Raises EnrolmentClosed, EnrolmentPaused, PrerequisitesMissing.
    """
    locked = lock_enrolment(enrolment=enrolment)
    if locked.status == EnrolmentStatus.PAUSED:
        raise EnrolmentPaused
    missing_lessons = queries.missing_prerequisites(locked, lesson)
    if missing_lessons:
        raise PrerequisitesMissing([row.title for row in missing_lessons])
    reading = Activity.objects.select_related("lesson").get(lesson=lesson, kind=ActivityKind.READ)
    complete_activity(enrolment=locked, activity=reading, source="done")
    missing = list(queries.open_activities(locked, lesson))
    return DoneResult(complete=not missing, missing=missing)


def open_lesson(*, enrolment: Enrolment, lesson: LessonPage, opened: bool = False, asked: bool = False) -> None:
    """Remember where somebody is, so that they go on there. Idempotent.

    `opened` says that the lesson was opened before. Staying on one lesson writes once in five minutes at most, unless
    they were `asked` to read it again.
    """
    now = clock.now()
    if not opened:
        row = LessonProgress(enrolment=enrolment, lesson=lesson, opened_at=now, last_opened_at=now)
        LessonProgress.objects.bulk_create([row], ignore_conflicts=True)
    fresh = enrolment.last_seen_at is not None and now - enrolment.last_seen_at < SEEN_EVERY
    if enrolment.last_lesson_id != lesson.pk or not fresh:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson, last_seen_at=now)
    if opened and (enrolment.last_lesson_id != lesson.pk or not fresh or asked):
        LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).update(last_opened_at=now)


@transaction.atomic
def recalculate_enrolment(*, enrolment: Enrolment) -> Enrolment:
    """Derive lesson, module and course rows anew from the facts. Idempotent; adds what is missing.

    Takes back only what no fact stands behind: a completed lesson of which nothing was done, a module none of whose
    lessons is complete. A completed course is never taken back: awards rest on it.
    """
    locked = lock_enrolment(enrolment=enrolment)
    _take_back_groundless(locked)
    derive_all(enrolment=locked)
    return locked


def derive_all(*, enrolment: Enrolment) -> None:
    """What follows for every lesson, module and the course; adds only. The enrolment is locked by the caller."""
    _derive_lessons(enrolment)
    _derive_course(enrolment)


def derive_from_lesson(*, enrolment: Enrolment, lesson: LessonPage) -> None:
    """What follows from a change in one lesson. The enrolment is locked by the caller."""
    if _derive_lesson(enrolment, lesson) and not queries.live_lessons_open(enrolment, catalogue.module_of(lesson)):
        _derive_course(enrolment)


def _derive_lesson(enrolment: Enrolment, lesson: LessonPage) -> bool:
    """Complete the lesson if all it needs is done. True when it is newly complete."""
    row = LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).first()
    if row is not None and row.status == ProgressStatus.COMPLETED:
        return False
    if queries.open_activities(enrolment, lesson).exists():
        return False
    row = row or LessonProgress(enrolment=enrolment, lesson=lesson, opened_at=clock.now())
    row.status, row.completed_at = ProgressStatus.COMPLETED, clock.now()
    row.save()
    return True


def _derive_lessons(enrolment: Enrolment) -> None:
    """`_derive_lesson` for all lessons of the course, reading them in two queries."""
    complete: dict[int, bool] = {}
    for lesson_id, done in queries.required_activities(enrolment):
        complete[lesson_id] = complete.get(lesson_id, True) and done
    rows = {row.lesson_id: row for row in LessonProgress.objects.filter(enrolment=enrolment)}
    for lesson_id in [lesson_id for lesson_id, done in complete.items() if done]:
        row = rows.get(lesson_id) or LessonProgress(enrolment=enrolment, lesson_id=lesson_id, opened_at=clock.now())
        if row.status != ProgressStatus.COMPLETED:
            row.status, row.completed_at = ProgressStatus.COMPLETED, clock.now()
            row.save()


def _derive_course(enrolment: Enrolment) -> None:
    """Complete the modules whose live lessons are all complete, and the course when all its modules are."""
    progress = queries.course_progress(enrolment)
    done = [_derive_module(enrolment, module, progress) for module in progress.modules]
    if done and all(done) and enrolment.completed_at is None:
        enrolment.status, enrolment.completed_at = EnrolmentStatus.COMPLETED, clock.now()
        enrolment.paused_at = None
        enrolment.save(update_fields=["status", "completed_at", "paused_at", "updated"])
        course_completed.send(sender=Enrolment, enrolment=enrolment)


def _derive_module(enrolment: Enrolment, module: ModuleLine, progress: CourseProgress) -> bool:
    if module.pk in progress.completed:
        return True
    if not progress.is_done(module):
        return False
    now = {"completed_at": clock.now()}
    ModuleProgress.objects.update_or_create(enrolment=enrolment, module_id=module.pk, defaults=now)
    return True


def _take_back_groundless(enrolment: Enrolment) -> None:
    facts = ActivityProgress.objects.filter(enrolment=enrolment, status=ProgressStatus.COMPLETED)
    grounded = facts.values_list("activity__lesson_id", flat=True)
    LessonProgress.objects.filter(enrolment=enrolment, status=ProgressStatus.COMPLETED).exclude(
        lesson_id__in=grounded
    ).update(status=ProgressStatus.OPENED, completed_at=None)
    paths = LessonProgress.objects.filter(enrolment=enrolment, status=ProgressStatus.COMPLETED).values_list(
        "lesson__path", flat=True
    )
    ModuleProgress.objects.filter(enrolment=enrolment).exclude(
        module__path__in={catalogue.module_path(path) for path in paths}
    ).update(completed_at=None)
