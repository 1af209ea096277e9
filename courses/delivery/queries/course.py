"""What the pages of a course and a module show, as plain values, in a fixed number of queries."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.catalogue import queries as catalogue
from courses.catalogue.models import CoursePage, ModulePage
from courses.delivery.queries.outline import OutlineLine, module_title, outline_lines
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress import queries as progress
from lms.common.numbers import in_words


@dataclass(frozen=True)
class ModuleScreen:
    """Everything the module template shows."""

    title: str
    lines: list[OutlineLine]
    minutes: int
    sentence: str
    step: OutlineLine | None


def module_screen(module: ModulePage, enrolment: Enrolment | None) -> ModuleScreen:
    """A module with its lessons. Two queries."""
    lessons = catalogue.lesson_lines(catalogue.lessons_of(module))
    opened = progress.lessons_opened(enrolment, lessons)
    lines = outline_lines(lessons, {pk for pk, done_at in opened.items() if done_at})
    done = sum(line.done for line in lines)
    return ModuleScreen(
        title=module_title(module),
        lines=lines,
        minutes=sum(line.minutes for line in lines),
        sentence=str(progress.done_sentence(done, len(lines))) if enrolment and lines else "",
        step=next((line for line in lines if not line.done), None),
    )


@dataclass(frozen=True)
class Gate:
    """A module on the path of a course."""

    title: str
    summary: str
    url: str
    status: progress.Status
    number: int
    sentence: str
    minutes: int


@dataclass(frozen=True)
class CourseScreen:
    """Everything the course template shows. `next_label` is empty where there is nothing to go on with."""

    gates: list[Gate]
    minutes: int
    status: str
    sentence: str
    next_url: str = ""
    next_label: str = ""


def course_screen(course: CoursePage, enrolment: Enrolment | None) -> CourseScreen:
    """A course with its modules, as somebody stands with it. Two queries while its outline is remembered."""
    if enrolment is None or enrolment.status == EnrolmentStatus.WITHDRAWN:
        return CourseScreen(*_catalogue_gates(course), status="", sentence="")
    enrolment.course = course
    known = progress.course_progress(enrolment)
    gates = [_gate(state) for state in progress.course_path(enrolment, known)]
    step = progress.next_step(enrolment, known)
    label = ""
    if step and enrolment.status != EnrolmentStatus.PAUSED:
        minutes = _("%(minutes)d min") % {"minutes": step.minutes}
        label = _("Continue: %(title)s · %(minutes)s") % {"title": step.lesson.title, "minutes": minutes}
    return CourseScreen(
        gates,
        sum(gate.minutes for gate in gates),
        status=enrolment.status,
        sentence=course_sentence(enrolment, gates),
        next_url=step.url if step else "",
        next_label=label,
    )


def course_sentence(enrolment: Enrolment, gates: list[Gate]) -> str:
    """How far somebody is in a course, in a sentence."""
    if enrolment.completed_at:
        return _("Completed on %(day)s.") % {"day": date_format(localtime(enrolment.completed_at), "DATE_FORMAT")}
    met = sum(gate.status == "met" for gate in gates)
    words = {"met": in_words(met).capitalize(), "of": in_words(len(gates))}
    so_far = _("%(met)s of %(of)s modules done.") % words if met else _("No module is done yet.")
    if enrolment.status == EnrolmentStatus.PAUSED:
        return _("Paused: your place is kept. %(so_far)s") % {"so_far": so_far}
    return so_far


def _gate(state: progress.ModuleState) -> Gate:
    sentence = str(state.sentence)
    if state.completed_at:
        sentence = _("Met · %(day)s") % {"day": date_format(localtime(state.completed_at), "DATE_FORMAT")}
    return Gate(
        title=module_title(state.module),
        summary=state.module.summary,
        url=state.module.url,
        status=state.status,
        number=state.number,
        sentence=sentence,
        minutes=state.minutes,
    )


def _catalogue_gates(course: CoursePage) -> tuple[list[Gate], int]:
    """The modules for somebody who does not take the course."""
    gates = []
    for number, module in enumerate(catalogue.course_outline(course), start=1):
        minutes = sum(lesson.minutes for lesson in module.lessons)
        gates.append(Gate(module_title(module), module.summary, module.url, "not", number, "", minutes))
    return gates, sum(gate.minutes for gate in gates)
