"""The course tree, read in a fixed number of queries however big a course is.

Strict parents fix the depth of everything, so a page's module and course follow from its path.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length, Substr

from content.site.edition import remembered
from courses.catalogue.models import Activity, CoursePage, LessonPage, ModulePage

STEP = CoursePage.steplen
# What an outline never shows, and what makes a lesson heavy to fetch.
HEAVY = ("body", "sources", "lead", "search_description")

# All that an outline, a path or a next step says of a lesson. Reading only these costs a third of reading whole pages.
OUTLINED = ("title", "slug", "path", "depth", "url_path", "content_type", "locale", "live", "kind", "minutes", "lead")


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson as outlines, paths and next steps name it. `url` is where it stands on this site."""

    pk: int
    title: str
    kind: str
    minutes: int
    lead: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module as outlines and paths name it, with its live lessons in order."""

    pk: int
    code: str
    title: str
    summary: str
    path: str
    url: str
    lessons: tuple[LessonLine, ...]


def course_outline(course: CoursePage) -> tuple[ModuleLine, ...]:
    """The live modules of a course that have a live lesson, in order. Two queries; none once it is remembered."""
    return remembered(("outline", course.pk), lambda: _course_outline(course)) or ()


def _course_outline(course: CoursePage) -> tuple[ModuleLine, ...]:
    lessons = lessons_of_course(course).defer(None).only(*OUTLINED)
    return tuple(
        ModuleLine(
            pk=module.pk,
            code=module.code,
            title=module.title,
            summary=module.summary,
            path=module.path,
            url=module.get_url() or "",
            lessons=lesson_lines(below),
        )
        for module, below in with_lessons(modules_of(course), lessons)
    )


def lesson_lines(lessons: Iterable[LessonPage]) -> tuple[LessonLine, ...]:
    """Pages of lessons as lines."""
    return tuple(
        LessonLine(page.pk, page.title, page.kind, page.minutes, page.lead, page.path, page.get_url() or "")
        for page in lessons
    )


def lessons_beside(lesson: LessonPage) -> tuple[LessonLine, ...]:
    """The live lessons of the module of `lesson`, itself among them; none while the module is not on the site."""
    home = module_path(lesson.path)
    modules = course_outline(course_of(lesson))
    return next((module.lessons for module in modules if module.path == home), ())


def modules_of(course: CoursePage) -> QuerySet[ModulePage]:
    """The live modules of a course, in order."""
    return ModulePage.objects.child_of(course).live().order_by("path")


def lessons_of(module: ModulePage) -> QuerySet[LessonPage]:
    """The live lessons of a module, in order, without their bodies."""
    return LessonPage.objects.child_of(module).live().defer(*HEAVY).order_by("path")


def lessons_of_course(course: CoursePage) -> QuerySet[LessonPage]:
    """The live lessons below a course, in order, without their bodies; also those of modules that are not live."""
    return LessonPage.objects.descendant_of(course).live().defer(*HEAVY).order_by("path")


def lessons_shown(course: CoursePage) -> QuerySet[LessonPage]:
    """The live lessons of the live modules of a course, in order, without their bodies."""
    parent = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP)
    return lessons_of_course(course).filter(Exists(ModulePage.objects.live().filter(path=parent)))


def module_path(lesson_path: str) -> str:
    """The tree path of the module a lesson stands in."""
    return lesson_path[:-STEP]


def course_path(lesson_path: str) -> str:
    """The tree path of the course a lesson stands in."""
    return lesson_path[: -2 * STEP]


def module_of(lesson: LessonPage) -> ModulePage:
    """The module of a lesson. One query at most: none where the walk to the page has left it."""
    parent = getattr(lesson, "_cached_parent_obj", None)
    return parent if isinstance(parent, ModulePage) else ModulePage.objects.get(path=module_path(lesson.path))


def course_of(lesson: LessonPage) -> CoursePage:
    """The course of a lesson. One query at most."""
    grandparent = getattr(getattr(lesson, "_cached_parent_obj", None), "_cached_parent_obj", None)
    if isinstance(grandparent, CoursePage):
        return grandparent
    return CoursePage.objects.get(path=course_path(lesson.path))


def course_at(course_id: int) -> CoursePage | None:
    """A course by its primary key. One query; none once it is remembered."""
    return remembered(("course", course_id), lambda: CoursePage.objects.filter(pk=course_id).first())


def activities_of(lesson: LessonPage) -> QuerySet[Activity]:
    """What there is to do in a lesson now, in order."""
    return Activity.objects.filter(lesson=lesson, active=True).order_by("position")


def things_to_do(lesson: LessonPage | LessonLine) -> tuple[Activity, ...]:
    """`activities_of` as they are for everybody. One query; none once they are remembered."""
    key = lesson.pk

    def read() -> tuple[Activity, ...]:
        return tuple(Activity.objects.filter(lesson=key, active=True).order_by("position"))

    return remembered(("activities", key), read) or ()


def asks_first(lesson: LessonPage) -> bool:
    """Whether a lesson opens after others. One query; none once it is remembered."""
    asked = remembered(("asks first", lesson.pk), lambda: int(lesson.requires.exists()))
    return bool(asked)


def with_lessons(
    modules: Iterable[ModulePage], lessons: Iterable[LessonPage]
) -> list[tuple[ModulePage, list[LessonPage]]]:
    """Group lessons under their modules, leaving out modules without a live lesson. No query."""
    by_path: dict[str, list[LessonPage]] = {}
    for lesson in lessons:
        by_path.setdefault(module_path(lesson.path), []).append(lesson)
    return [(module, by_path[module.path]) for module in modules if module.path in by_path]


def touched_by_lessons() -> list[tuple[int, uuid.UUID]]:
    """(primary key of the competency, lesson) of every lesson on the site; its translations are one. Three queries."""
    return [(competency, lesson) for competency, lesson, _course in _touching()]


def touched_by_courses() -> list[tuple[int, uuid.UUID]]:
    """(primary key of the competency, course) for every lesson of it on the site. Three queries."""
    return [(competency, course) for competency, _lesson, course in _touching()]


def _touching() -> list[tuple[int, uuid.UUID, uuid.UUID]]:
    """(competency, lesson, its course): a lesson whose module or course is not on the site is not, either."""
    courses = dict(CoursePage.objects.live().values_list("path", "translation_key"))
    modules = set(ModulePage.objects.live().values_list("path", flat=True))
    rows = LessonPage.objects.live().filter(competencies__isnull=False).order_by()
    return [
        (competency, lesson, courses[course_path(path)])
        for competency, lesson, path in rows.values_list("competencies", "translation_key", "path")
        if module_path(path) in modules and course_path(path) in courses
    ]
