"""A cohort and its people in words. Reads only; the number of queries does not depend on the number of people."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.queries import sure_and_wrong
from assessments.scenarios.queries.placed import runs_at
from courses.catalogue import queries as catalogue
from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.progress.models import Reflection
from courses.progress.queries import done_sentence


@dataclass(frozen=True)
class Member:
    """One person of a cohort, as a list shows them."""

    uuid: str
    name: str
    email: str
    status: str
    sentence: "str | Promise"
    last_seen_at: datetime | None


@dataclass(frozen=True)
class QuizResult:
    """How a quiz went: never the answers."""

    title: str
    met: bool
    number: int
    finished_at: datetime | None


@dataclass(frozen=True)
class RolePlayResult:
    """How a role-play went, by its best run: never what was chosen or written in it."""

    title: str
    met: bool
    number: int
    finished_at: datetime | None


@dataclass(frozen=True)
class StudyNeed:
    """A safety question somebody was very sure of, and not right: what about, where, when. Never the answer."""

    about: str
    check: str
    finished_at: datetime | None


@dataclass(frozen=True)
class SharedReflection:
    """What somebody chose to share with their supervisors."""

    prompt: str
    text: str
    shared_at: datetime | None


def members_of(cohort: Cohort, words: str = "") -> QuerySet[Enrolment]:
    """The enrolments of a cohort by name, with `lessons_done`; narrowed by words in name or address."""
    people = Enrolment.objects.filter(cohort=cohort, learner__erased_at=None).select_related("learner")
    for word in words.split()[:5]:
        people = people.filter(Q(learner__full_name__icontains=word) | Q(learner__email__icontains=word))
    done = Q(lesson_progress__completed_at__isnull=False, lesson_progress__lesson__live=True)
    return people.annotate(lessons_done=Count("lesson_progress", filter=done)).order_by("learner__full_name", "pk")


def lesson_count(cohort: Cohort) -> int:
    """How many live lessons the course of a cohort has. Two queries."""
    modules = set(catalogue.modules_of(cohort.course).values_list("path", flat=True))
    paths = catalogue.lessons_of_course(cohort.course).values_list("path", flat=True)
    return sum(catalogue.module_path(path) in modules for path in paths)


def member_lines(enrolments: list[Enrolment], lessons: int) -> list[Member]:
    """Enrolments from `members_of` as lines. No query."""
    return [
        Member(
            uuid=str(row.uuid),
            name=row.learner.get_full_name(),
            email=row.learner.email,
            status=row.status,
            sentence=member_sentence(row, lessons),
            last_seen_at=row.last_seen_at,
        )
        for row in enrolments
    ]


def member_sentence(enrolment: Enrolment, lessons: int) -> "str | Promise":
    """How far somebody is, e.g. “Paused · 2 of 12 lessons done”."""
    so_far = done_sentence(enrolment.lessons_done, lessons)  # type: ignore[attr-defined]
    if enrolment.status == EnrolmentStatus.ACTIVE:
        return so_far
    words = {"status": enrolment.get_status_display(), "so_far": so_far}
    return enrolment.get_status_display() if enrolment.completed_at else _("%(status)s · %(so_far)s") % words


def quiz_results(enrolment: Enrolment) -> list[QuizResult]:
    """The latest finished try at each quiz of the course, in reading order. Two queries."""
    places = Activity.objects.filter(kind=ActivityKind.QUIZ, lesson__path__startswith=enrolment.course.path)
    titles = dict(places.order_by("lesson__path", "position").values_list("uuid", "title"))
    attempts = QuizAttempt.objects.filter(
        learner=enrolment.learner_id, placement__in=titles, cycle=enrolment.cycle, status=AttemptStatus.FINISHED
    )
    latest: dict[str, QuizAttempt] = {}
    for attempt in attempts.order_by("number"):
        kept = latest.get(str(attempt.placement))
        if kept is None or not kept.is_met:
            latest[str(attempt.placement)] = attempt
    found = [(title, latest[str(place)]) for place, title in titles.items() if str(place) in latest]
    return [QuizResult(title, row.is_met, row.number, row.finished_at) for title, row in found]


def role_play_results(enrolment: Enrolment) -> list[RolePlayResult]:
    """The best finished run of each role-play of the course, in reading order. Two queries."""
    places = Activity.objects.filter(kind=ActivityKind.SCENARIO, lesson__path__startswith=enrolment.course.path)
    titles = dict(places.order_by("lesson__path", "position").values_list("uuid", "title"))
    runs = runs_at(enrolment.learner, titles, cycle=enrolment.cycle)
    found = [(title, runs[place].best) for place, title in titles.items()]
    return [RolePlayResult(title, best.is_met, best.number, best.finished_at) for title, best in found if best]


def study_needs(enrolment: Enrolment) -> list[StudyNeed]:
    """What somebody was very sure of and wrong about in the checks of a course; for their own supervisors only."""
    places = Activity.objects.filter(kind=ActivityKind.QUIZ, lesson__path__startswith=enrolment.course.path)
    attempts = QuizAttempt.objects.filter(
        learner=enrolment.learner_id, placement__in=places.values("uuid"), cycle=enrolment.cycle
    )
    return [
        StudyNeed(item.revision.competency.title, item.attempt.version.settings["title"], item.attempt.finished_at)
        for item in sure_and_wrong(attempts)
    ]


def shared_reflections(enrolment: Enrolment) -> list[SharedReflection]:
    """What somebody shares from this course, the newest first; for their own supervisors only. One query."""
    rows = Reflection.objects.filter(
        learner=enrolment.learner_id,
        cycle=enrolment.cycle,
        shared_at__isnull=False,
        activity__lesson__path__startswith=enrolment.course.path,
    )
    return [
        SharedReflection(row.activity.title, row.text, row.shared_at)
        for row in rows.select_related("activity").order_by("-shared_at")
    ]
