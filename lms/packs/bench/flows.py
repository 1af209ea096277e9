"""What a trainee does all day, request by request."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlsplit

from django.urls import reverse

from assessments.quizzes.models import AttemptItem, QuizAttempt
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, CoursePage, LessonPage
from courses.enrolment.models import Enrolment
from lms.packs.answering import answer_to, form_of
from lms.packs.bench.visitor import Answer, BenchError, Visitor
from lms.people.models import Organisation, User

WARM_UP, COUNTED, TIMED = 3, 2, 30
Samples = dict[str, list[Answer]]


class Trip:
    """The addresses of one course that every trainee goes to."""

    def __init__(self, course: CoursePage, serial: str) -> None:
        lessons = LessonPage.objects.descendant_of(course).order_by("path")
        self.course = course
        self.floor = f"/bench/floor/{Organisation.objects.get(slug=course.code).pk}/"
        self.lesson = urlsplit(lessons.filter(kind=LessonKind.LESSON)[20].get_url()).path
        quiz = Activity.objects.get(lesson=lessons.filter(kind=LessonKind.CHECK)[0], kind=ActivityKind.QUIZ)
        self.start = reverse("courses:activity_start", args=[quiz.uuid])
        self.verify = reverse("certificates:verify_code", args=[serial])

    def trainees(self) -> Iterator[User]:
        """People of the course who have not tried its first check, from all over the list."""
        tried = QuizAttempt.objects.values("learner")
        rows = Enrolment.objects.filter(course=self.course).exclude(learner__in=tried).order_by("pk")
        keys = list(rows.values_list("learner", flat=True))
        step = max(1, len(keys) // (WARM_UP + COUNTED + TIMED))
        for key in keys[::step]:
            yield User.objects.get(pk=key)


def measure(trip: Trip) -> tuple[Samples, Samples]:
    """(counted, timed): the same trips, some with their queries counted, some only timed."""
    counted: Samples = defaultdict(list)
    timed: Samples = defaultdict(list)
    trainees = trip.trainees()
    for _n in range(WARM_UP):
        _go(trip, next(trainees), defaultdict(list), counting=False)
    for _n in range(COUNTED):
        _go(trip, next(trainees), counted, counting=True)
    for _n in range(TIMED):
        _go(trip, next(trainees), timed, counting=False)
    return counted, timed


def _go(trip: Trip, trainee: User, samples: Samples, *, counting: bool) -> None:
    visitor = Visitor(trainee)

    def get(name: str, path: str) -> Answer:
        return _keep(samples, name, visitor.get(path, counted=counting), 200, path)

    def post(name: str, path: str, data: dict[str, object] | None = None) -> Answer:
        return _keep(samples, name, visitor.post(path, data, counted=counting), 302, path)

    # The first page after signing in notes which agreements were accepted; it is not what a day is made of.
    visitor.get(trip.floor)
    get("floor", trip.floor)
    get("home", reverse("training"))
    get("lesson: opened", trip.lesson)
    get("lesson", trip.lesson)
    post("quiz: start", trip.start)
    attempt = QuizAttempt.objects.get(learner=trainee)
    for item in attempt.items.select_related("revision").order_by("position"):
        path = reverse("assessments:item", args=[attempt.uuid, item.position])
        get("quiz: question", path)
        post("quiz: answer", path, {**_right(item), "sequence": item.position})
    post("quiz: submit", reverse("assessments:attempt_finish", args=[attempt.uuid]))
    get("quiz: review", reverse("assessments:review", args=[attempt.uuid]))
    _keep(samples, "verify", Visitor().get(trip.verify, counted=counting), 200, trip.verify)
    get("floor", trip.floor)


def _keep(samples: Samples, name: str, answer: Answer, expected: int, path: str) -> Answer:
    if answer.status != expected:
        message = (
            f"{name}: {path} answered {answer.status} instead of {expected}, {answer.location or answer.body[:300]!r}"
        )
        raise BenchError(message)
    samples[name].append(answer)
    return answer


def _right(item: AttemptItem) -> dict[str, list[str]]:
    kind, body = item.revision.kind, item.revision.body
    return form_of(kind, body, answer_to(kind, body, right=True) or {})


def middle(answers: list[Answer]) -> float:
    """The median of what they cost, in milliseconds of CPU."""
    return median(answer.milliseconds for answer in answers)
