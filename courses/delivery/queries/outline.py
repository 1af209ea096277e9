"""Lessons as lines of an outline."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.catalogue import queries as catalogue
from courses.catalogue.choices import LessonKind
from courses.catalogue.models import LessonPage, ModulePage
from courses.catalogue.queries import LessonLine, ModuleLine


@dataclass(frozen=True)
class OutlineLine:
    """A lesson in an outline. `mark` is its number, or a letter for a check."""

    title: str
    url: str
    mark: str
    minutes: int
    done: bool
    current: bool


def outline_lines(
    lessons: Iterable[LessonLine], done: Collection[int] = (), current: LessonPage | None = None
) -> list[OutlineLine]:
    """Lessons as lines, those of `done` (primary keys) ticked; lessons count up, checks carry a letter. No query."""
    lines, number = [], 0
    for row in lessons:
        check = row.kind == LessonKind.CHECK
        number += not check
        lines.append(
            OutlineLine(
                title=row.title,
                url=row.url,
                mark=_("Q") if check else str(number),
                minutes=row.minutes,
                done=row.pk in done,
                current=current is not None and row.pk == current.pk,
            )
        )
    return lines


def module_title(module: ModulePage | ModuleLine) -> str:
    """The module with its code, e.g. “M2 · Rights, consent and confidentiality”."""
    return f"{module.code} · {module.title}" if module.code else module.title


def kicker(lesson: LessonPage, lines: list[OutlineLine]) -> str:
    """“Lesson 1 of 5 · 20 min”, or “Check · 10 min”."""
    minutes = _("%(minutes)d min") % {"minutes": lesson.minutes}
    mark = next((line.mark for line in lines if line.current), "")
    if not mark.isdigit():
        return _("Check · %(minutes)s") % {"minutes": minutes}
    of = sum(line.mark.isdigit() for line in lines)
    return _("Lesson %(number)s of %(of)d · %(minutes)s") % {"number": mark, "of": of, "minutes": minutes}


def next_module_line(lesson: LessonPage) -> OutlineLine | None:
    """The first lesson after `lesson` in a later live module. No query while the outline is remembered."""
    found = next_lesson_after(lesson)
    return outline_lines([found])[0] if found else None


def next_lesson_after(lesson: LessonPage) -> LessonLine | None:
    """The live lesson that follows in reading order, in this module or a later live one."""
    lines = (line for module in catalogue.course_outline(catalogue.course_of(lesson)) for line in module.lessons)
    return next((line for line in lines if line.path > lesson.path), None)


def course_url(lesson: LessonPage) -> str:
    return catalogue.course_of(lesson).get_url() or ""
