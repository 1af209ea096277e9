"""What the page of a lesson shows, as plain values. The number of queries does not depend on the size of a course."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.catalogue import queries as catalogue
from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity, LessonPage
from courses.delivery.cards import QuizCard, review_sentence
from courses.delivery.meetings import LabCard
from courses.delivery.queries.activities import ReflectionBox, quiz_cards, reflection_boxes
from courses.delivery.queries.labs import lab_cards
from courses.delivery.queries.outline import (
    OutlineLine,
    course_url,
    kicker,
    module_title,
    next_module_line,
    outline_lines,
)
from courses.delivery.queries.scenarios import scenario_cards
from courses.delivery.roleplays import ScenarioCard
from courses.delivery.standing import LessonAccess
from courses.progress import queries as progress
from lms.people.models import User
from lms.people.queries import supervisor_names


@dataclass(frozen=True)
class Foot:
    """The bar below a lesson. `form` is the id of the form its main button sends, when it is not a plain link."""

    back_url: str
    next_label: str = ""
    next_url: str = ""
    form: str = ""


@dataclass(frozen=True)
class LessonScreen:
    """Everything the lesson template shows."""

    kicker: str
    outline: list[OutlineLine]
    outline_title: str
    outline_url: str
    state: str
    review: str
    reviewed: bool
    missing: list[OutlineLine]
    foot: Foot
    supervisors: list[str] = field(default_factory=list)
    reflections: dict[str, ReflectionBox] = field(default_factory=dict)
    quizzes: dict[str, QuizCard] = field(default_factory=dict)
    scenarios: dict[str, ScenarioCard] = field(default_factory=dict)
    labs: dict[str, LabCard] = field(default_factory=dict)
    done: bool = False
    opened: bool = False


def lesson_screen(lesson: LessonPage, user: User, access: LessonAccess) -> LessonScreen:
    """What `user` sees of a lesson: one to three queries while it is remembered.

    Four more for each quiz, two for each live lab, one more for all role-plays together.
    """
    module, enrolment = catalogue.module_of(lesson), access.enrolment
    lessons = catalogue.lessons_beside(lesson)
    opened = progress.lessons_opened(enrolment, lessons)
    activities = catalogue.things_to_do(lesson)
    asks_first = enrolment is not None and catalogue.asks_first(lesson)
    missing = progress.missing_prerequisites(enrolment, lesson) if enrolment and asks_first else []
    lines = outline_lines(lessons, {pk for pk, done_at in opened.items() if done_at}, current=lesson)
    done = opened.get(lesson.pk) is not None
    quizzes = quiz_cards(lesson, activities, user, access) if not missing else {}
    scenarios = scenario_cards(lesson, activities, user, access) if not missing else {}
    reflections = reflection_boxes(activities, enrolment) if enrolment else {}
    return LessonScreen(
        kicker=kicker(lesson, lines),
        outline=lines,
        outline_title=module_title(module),
        outline_url=module.get_url() or "",
        state=screen_state(access, missing),
        review=review_words(lesson),
        reviewed=lesson.review_status == "reviewed",
        missing=outline_lines(catalogue.lesson_lines(missing)),
        foot=foot(lesson, lines, access, activities, done=done, blocked=bool(missing)),
        supervisors=supervisor_names(user) if reflections else [],
        reflections=reflections,
        quizzes=quizzes,
        scenarios=scenarios,
        labs=lab_cards(lesson, activities, access) if not missing else {},
        done=done,
        opened=lesson.pk in opened,
    )


def screen_state(access: LessonAccess, missing: list[LessonPage]) -> str:
    """*learner*, *waiting* (other lessons first), *paused* or *reader*."""
    if access.enrolment is None:
        return "reader"
    if not access.records:
        return "paused"
    return "waiting" if missing else "learner"


def review_words(lesson: LessonPage) -> str:
    """The sentence about the safety review; empty where none is needed."""
    if not lesson.safety:
        return ""
    day = date_format(localtime(lesson.reviewed_at), "DATE_FORMAT") if lesson.reviewed_at else ""
    return review_sentence(lesson.review_status, lesson.reviewed_by, day)


def foot(
    lesson: LessonPage,
    lines: list[OutlineLine],
    access: LessonAccess,
    activities: Sequence[Activity],
    *,
    done: bool,
    blocked: bool,
) -> Foot:
    """Where the bar below leads: back one lesson, and on."""
    module = catalogue.module_of(lesson)
    index = next((place for place, line in enumerate(lines) if line.current), 0)
    back = lines[index - 1].url if index else module.get_url() or ""
    if screen_state(access, []) == "paused":
        return Foot(back, next_label=_("Resume my training"), form="resume-form")
    if blocked:
        return Foot(back)
    reads_on = done or access.enrolment is None
    reading = next((row for row in activities if row.kind == ActivityKind.READ), None)
    if not reads_on and (reading is None or not reading.required):
        # A check: its quiz carries the button, passing it is the way on.
        return Foot(back)
    following = lines[index + 1] if index + 1 < len(lines) else next_module_line(lesson)
    if reads_on:
        label = _("Next: %(title)s") % {"title": following.title} if following else _("To the course")
        return Foot(back, next_label=label, next_url=following.url if following else course_url(lesson))
    label = _("Done, next: %(title)s") % {"title": following.title} if following else _("Done, to the course")
    return Foot(back, next_label=label, form="done-form")


def preview_screen(lesson: LessonPage) -> LessonScreen:
    """What an editor sees of a draft: as for a reader, with its module if it stands in one already."""
    module = catalogue.module_of(lesson)
    lines = outline_lines(catalogue.lesson_lines(catalogue.lessons_of(module)), current=lesson)
    return LessonScreen(
        kicker=kicker(lesson, lines),
        outline=lines,
        outline_title=module_title(module),
        outline_url=module.get_url() or "",
        state="preview",
        review=review_words(lesson),
        reviewed=False,
        missing=[],
        foot=Foot(module.get_url() or ""),
    )
