"""How far somebody is, in a fixed number of queries whatever the size of the course or the cohort."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, LessonPage, ModulePage
from courses.catalogue.queries import LessonLine, ModuleLine
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.choices import ProgressStatus
from courses.progress.models import ActivityProgress, LessonProgress, ModuleProgress
from lms.people.models import User

Status = Literal["met", "open", "not"]


@dataclass(frozen=True)
class NextStep:
    """Where somebody goes on: a lesson, its place in the module (number `number` of `of`) and its length in minutes."""

    lesson: LessonLine
    module: ModuleLine
    number: int
    of: int
    url: str
    minutes: int


@dataclass(frozen=True)
class ModuleState:
    """A gate on the path: *met*, *open* (the one to work on) or *not* (yet), with a sentence."""

    module: ModuleLine
    number: int
    status: Status
    done: int
    of: int
    minutes: int
    sentence: "str | Promise"
    completed_at: datetime | None


@dataclass(frozen=True)
class CourseProgress:
    """A course's outline, and what one person did of it: primary key → when a lesson, a module was completed."""

    modules: tuple[ModuleLine, ...]
    done: dict[int, datetime]
    completed: dict[int, datetime]

    def is_done(self, module: ModuleLine) -> bool:
        """Whether all lessons of a module are done."""
        return all(lesson.pk in self.done for lesson in module.lessons)


def course_progress(enrolment: Enrolment) -> CourseProgress:
    """Everything the path of one person needs. Two queries, and two for the outline unless it is remembered."""
    return CourseProgress(
        catalogue.course_outline(enrolment.course),
        _completed(LessonProgress.objects.filter(enrolment=enrolment.pk), "lesson_id"),
        _completed(ModuleProgress.objects.filter(enrolment=enrolment.pk), "module_id"),
    )


def _completed(rows: QuerySet[Any], key: str) -> dict[int, datetime]:
    return dict(rows.filter(completed_at__isnull=False).values_list(key, "completed_at"))


def slugs_opened_since(learner_id: int, course_path: str, slugs: Iterable[str], since: datetime) -> set[str]:
    """Which lessons of a course, by slug, a learner has opened since a moment. One query."""
    rows = LessonProgress.objects.filter(
        enrolment__learner=learner_id,
        lesson__path__startswith=course_path,
        lesson__slug__in=list(slugs),
        last_opened_at__gte=since,
    )
    return set(rows.values_list("lesson__slug", flat=True))


def lessons_opened(enrolment: Enrolment | None, lessons: Iterable[LessonLine]) -> dict[int, datetime | None]:
    """Primary key → when it was done (None: only opened), of the lessons somebody has opened. One query."""
    if enrolment is None:
        return {}
    rows = LessonProgress.objects.filter(enrolment=enrolment.pk, lesson__in=[lesson.pk for lesson in lessons])
    return dict(rows.values_list("lesson_id", "completed_at"))


def next_step(enrolment: Enrolment, progress: CourseProgress | None = None) -> NextStep | None:
    """The lesson left half-way, else the first that is not done, else None. No query with `progress`."""
    progress = progress or course_progress(enrolment)
    open_steps = [
        (module, number, lesson)
        for module in progress.modules
        for number, lesson in enumerate(module.lessons, start=1)
        if lesson.pk not in progress.done
    ]
    left = (step for step in open_steps if step[2].pk == enrolment.last_lesson_id)
    found = next(left, open_steps[0] if open_steps else None)
    if found is None:
        return None
    module, number, lesson = found
    return NextStep(lesson, module, number, len(module.lessons), lesson.url, lesson.minutes)


def course_path(enrolment: Enrolment, progress: CourseProgress | None = None) -> list[ModuleState]:
    """The modules as gates, in order. No query with `progress`."""
    progress = progress or course_progress(enrolment)
    step = next_step(enrolment, progress)
    return [_module_state(module, number, progress, step) for number, module in enumerate(progress.modules, start=1)]


def lessons_done(enrolment: Enrolment) -> tuple[int, int]:
    """How many live lessons of the course are done, of how many. One query."""
    lessons = catalogue.lessons_shown(enrolment.course)
    counts = lessons.aggregate(of=Count("pk"), done=Count("pk", filter=_lesson_done(enrolment)))
    return counts["done"], counts["of"]


def _module_state(module: ModuleLine, number: int, progress: CourseProgress, step: NextStep | None) -> ModuleState:
    completed_at = progress.completed.get(module.pk)
    done, of = sum(lesson.pk in progress.done for lesson in module.lessons), len(module.lessons)
    is_next = step is not None and step.module.pk == module.pk
    status: Status = "met" if completed_at else "open" if is_next or done else "not"
    return ModuleState(
        module=module,
        number=number,
        status=status,
        done=done,
        of=of,
        minutes=sum(lesson.minutes for lesson in module.lessons),
        sentence=done_sentence(done, of),
        completed_at=completed_at,
    )


def done_sentence(done: int, of: int) -> "str | Promise":
    """How far, in words: “Not started yet”, “2 of 5 lessons done”, “All 5 lessons done”."""
    if not done:
        return _("Not started yet")
    if done >= of:
        return ngettext("The lesson is done", "All %(of)d lessons done", of) % {"of": of}
    return ngettext("%(done)d of %(of)d lesson done", "%(done)d of %(of)d lessons done", of) % {"done": done, "of": of}


def completed_course_ids(learner: User) -> set[int]:
    """Primary keys of the courses somebody has completed, in any cycle. One query."""
    done = Enrolment.objects.filter(learner=learner).filter(
        Q(status=EnrolmentStatus.COMPLETED) | Q(completed_at__isnull=False)
    )
    return set(done.values_list("course_id", flat=True))


def missing_prerequisites(enrolment: Enrolment, lesson: LessonPage) -> list[LessonPage]:
    """The lessons that `lesson` still waits for (see `prerequisites_missing`). One query."""
    return list(prerequisites_missing(enrolment, lesson).defer(*catalogue.HEAVY).order_by("path"))


def prerequisites_missing(enrolment: Enrolment, lesson: LessonPage) -> QuerySet[LessonPage]:
    """The live lessons of the same course that `lesson` opens after and that are not done yet.

    A lesson that was taken off the site, or that stands in another course (a copied page brings such links along),
    can hold nobody up.
    """
    course = catalogue.course_path(lesson.path)
    needed = LessonPage.objects.filter(unlocks=lesson, path__startswith=course).live()
    return needed.filter(~_lesson_done(enrolment))


def open_activities(enrolment: Enrolment, lesson: LessonPage) -> QuerySet[Activity]:
    """What a lesson still needs from somebody, apart from pressing Done."""
    return catalogue.activities_of(lesson).filter(~activity_done(enrolment), required=True)


def required_activities(enrolment: Enrolment) -> list[tuple[int, bool]]:
    """What the lessons of the course need now: (primary key of the lesson, done). One query."""
    course = enrolment.course
    needed = Activity.objects.filter(lesson__path__startswith=course.path, active=True, required=True)
    return list(needed.annotate(done=activity_done(enrolment)).values_list("lesson_id", "done"))


def activity_done(enrolment: Enrolment) -> Exists:
    """A condition on Activity: done within this enrolment."""
    return Exists(
        ActivityProgress.objects.filter(enrolment=enrolment, activity=OuterRef("pk"), status=ProgressStatus.COMPLETED)
    )


def _lesson_done(enrolment: Enrolment) -> Exists:
    rows = LessonProgress.objects.filter(lesson=OuterRef("pk"), status=ProgressStatus.COMPLETED)
    return Exists(rows.filter(enrolment=enrolment))


def live_lessons_open(enrolment: Enrolment, module: ModulePage) -> bool:
    """Whether a live lesson of the module is still to do."""
    return catalogue.lessons_of(module).filter(~_lesson_done(enrolment)).exists()


def is_learned_from(page: Page) -> bool:
    """Whether somebody has progress in a course page or anything below it. Two queries at most."""
    below = {"lesson__path__startswith": page.path}
    if LessonProgress.objects.filter(**below).exists():
        return True
    return ActivityProgress.objects.filter(activity__lesson__path__startswith=page.path).exists()
