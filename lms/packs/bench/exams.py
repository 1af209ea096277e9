"""Checks of any size in a course of their own, and a trainee who goes through them, request by request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median, median_low
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from wagtail.models import Page, Site

from assessments.competencies.models import Competency
from assessments.questions.kinds import kind_of
from assessments.questions.services import save_bank, save_question
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt
from assessments.quizzes.services import save_quiz
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Enrolment
from lms.common import clock
from lms.packs.bench.school import bench_organisation, make_people, publish
from lms.packs.bench.visitor import HTML, JSON, Answer, BenchError, Visitor
from lms.people.models import User

CODE, TOPICS, PER_TOPIC = "bench-exams", 3, 50
WARM_UP, COUNTED, TIMED, ANSWERS = 1, 3, 7, 10


@dataclass(frozen=True)
class Cost:
    """`queries` and `milliseconds` of CPU: the middle of several; `kib`: the heaviest page."""

    queries: int
    milliseconds: float
    times_floor: float
    kib: float


@dataclass(frozen=True)
class Hall:
    """The course, and by number of questions the activity that starts a check and the lesson it stands in."""

    course: CoursePage
    activities: dict[int, Activity]
    lessons: dict[int, str]
    floor: str


def build(sizes: Mapping[int, int]) -> Hall:
    """A bank of 150 questions with one best answer, and a lesson with a check for each size.

    `sizes`: number of questions → how many of them stand on a page, 0 for all.
    """
    competency, _made = Competency.objects.get_or_create(code="BENCH-1", defaults={"title": "Measured", "order": 999})
    bank = save_bank(code=CODE, title="Bench exams")
    for number in range(TOPICS * PER_TOPIC):
        _ask(number, bank, competency)
    course = CoursePage(title="Bench exams", slug=CODE, code=CODE, summary="Measured, not taught.")
    publish(index_page(), course)
    module = ModulePage(title="Exams", slug="exams", code="EX1")
    publish(course, module)
    activities, lessons = {}, {}
    for size, per_page in sizes.items():
        lesson = _lesson(module, _check(size, bank, competency, per_page))
        activities[size] = Activity.objects.get(lesson=lesson, kind=ActivityKind.QUIZ)
        lessons[size] = urlsplit(lesson.get_url()).path
    return Hall(course, activities, lessons, f"/bench/floor/{bench_organisation().pk}/")


def index_page() -> Page:
    index = CourseIndexPage.objects.first()
    if index is None:
        index = CourseIndexPage(title="Courses", slug="courses")
        publish(Site.objects.get(is_default_site=True).root_page, index)
    return index


def _ask(number: int, bank: Any, competency: Competency) -> None:
    save_question(
        code=f"{CODE}-{number}",
        bank=bank,
        kind="one_best",
        stem=f"<p>Somebody in the group has said nothing for {number} minutes.</p><p>What do you do first?</p>",
        options=[
            {
                "key": letter,
                "text": f"<p>Answer {letter} to question {number}, in a sentence of an ordinary length.</p>",
                "correct": letter == "a",
                "feedback": f"<p>Why {letter} fits, or why it does not, in a sentence or two.</p>",
            }
            for letter in "abcd"
        ],
        topic=f"topic-{number // PER_TOPIC}",
        competency=competency,
        safety_critical=not number % 10,
        feedback="<p>What everybody should take home from this question.</p>",
    )


def _check(size: int, bank: Any, competency: Competency, per_page: int = 0) -> Quiz:
    counts = [min(PER_TOPIC, size - PER_TOPIC * topic) for topic in range(TOPICS)]
    blueprint = [{"topic": f"topic-{topic}", "count": count} for topic, count in enumerate(counts) if count > 0]
    return save_quiz(
        code=f"{CODE}-{size}",
        title=f"Check of {size}",
        bank=bank,
        blueprint=blueprint,
        layout="some" if per_page else "all",
        per_page=per_page or 5,
        competencies=[competency],
    )


def _lesson(module: ModulePage, quiz: Quiz) -> LessonPage:
    block = {"type": "quiz", "value": {"quiz": quiz.pk, "required": True}, "id": str(quiz.uuid)}
    body = LessonPage.body.field.stream_block.to_python([block])
    lesson = LessonPage(title=quiz.title, slug=quiz.code, kind=LessonKind.CHECK, lead="A check.", body=body)
    publish(module, lesson)
    return lesson


def enrol(hall: Hall, names: Iterable[str]) -> list[User]:
    """New trainees of the course."""
    people = make_people(names)
    Enrolment.objects.bulk_create(Enrolment(learner=one, course=hall.course, started_at=clock.now()) for one in people)
    return people


class Sitting:
    """One trainee's way through one check. `samples` holds every answer of the server by the name of its step."""

    def __init__(self, hall: Hall, size: int, trainee: User, *, counted: bool = False) -> None:
        self.hall, self.size, self.trainee, self.counted = hall, size, trainee, counted
        self.visitor = Visitor(trainee)
        self.samples: dict[str, list[Answer]] = defaultdict(list)
        self.visitor.get(hall.floor)
        self.get("floor", hall.floor)

    def get(self, name: str, path: str) -> None:
        self._keep(name, path, self.visitor.get(path, counted=self.counted), 200)

    def post(self, name: str, path: str, data: dict[str, Any] | None = None, *, accept: str = HTML) -> None:
        answer = self.visitor.post(path, data, counted=self.counted, accept=accept)
        self._keep(name, path, answer, 200 if accept == JSON else 302)

    def _keep(self, name: str, path: str, answer: Answer, expected: int) -> None:
        if answer.status != expected:
            message = f"{name}: {path} answered {answer.status} instead of {expected}, {answer.body[:300]!r}"
            raise BenchError(message)
        self.samples[name].append(answer)

    def start(self) -> None:
        self.post("start", reverse("courses:activity_start", args=[self.hall.activities[self.size].uuid]))
        self.attempt = QuizAttempt.objects.get(learner=self.trainee)
        self.items = list(self.attempt.items.select_related("revision").order_by("position"))

    def look(self, page: int = 0) -> None:
        """All questions, or those of one page (from 1)."""
        self.get("questions", self._url("attempt_page", page) if page else self._url("attempt"))

    def answer(self, item: AttemptItem) -> None:
        data = {"chosen": _right(item)["chosen"], "sequence": 1}
        self.post("answer", self._url("item", item.position), data, accept=JSON)

    def fill(self) -> None:
        """Everything that is still open, answered rightly and past the server: not measured."""
        still_open = list(self.attempt.items.filter(response__isnull=True).select_related("revision"))
        for item in still_open:
            item.response, item.answered_at, item.sequence = _right(item), clock.now(), 1
        AttemptItem.objects.bulk_update(still_open, ["response", "answered_at", "sequence"])

    def hand_in(self) -> None:
        self.get("look over", self._url("attempt_finish"))
        self.post("submit", self._url("attempt_finish"))
        self.get("review", self._url("review"))

    def _url(self, name: str, *args: int) -> str:
        return reverse(f"assessments:{name}", args=[self.attempt.uuid, *args])


def _right(item: AttemptItem) -> dict[str, Any]:
    return kind_of(item.revision.kind).right_response(item.revision.body)


def measure(hall: Hall, size: int) -> dict[str, Cost]:
    """What each step costs in a check of that size; ten answers spread over it are taken as samples."""
    trainees = iter(enrol(hall, (f"exam-{size}-{n}" for n in range(WARM_UP + COUNTED + TIMED))))
    for _n in range(WARM_UP):
        _sit(hall, size, next(trainees))
    counted = [_sit(hall, size, next(trainees), counted=True) for _n in range(COUNTED)]
    timed = [_sit(hall, size, next(trainees)) for _n in range(TIMED)]
    floor = middle(answer for sitting in timed for answer in sitting.samples["floor"])
    return {
        name: cost_of(
            [answer for sitting in counted for answer in sitting.samples[name]],
            [answer for sitting in timed for answer in sitting.samples[name]],
            floor,
        )
        for name in counted[0].samples
    }


def _sit(hall: Hall, size: int, trainee: User, *, counted: bool = False) -> Sitting:
    sitting = Sitting(hall, size, trainee, counted=counted)
    sitting.start()
    sitting.look()
    for item in sitting.items[:: max(1, len(sitting.items) // ANSWERS)]:
        sitting.answer(item)
    sitting.fill()
    sitting.hand_in()
    return sitting


def whole_attempt(hall: Hall, size: int, per_page: int) -> Cost:
    """All that one attempt costs from the lesson to the review, with `per_page` questions on a page."""
    trainees = iter(enrol(hall, (f"whole-{n}" for n in range(WARM_UP + 1 + TIMED))))
    for _n in range(WARM_UP):
        _sit_through(hall, size, per_page, next(trainees))
    counted = _sit_through(hall, size, per_page, next(trainees), counted=True)
    timed = [_sit_through(hall, size, per_page, next(trainees)) for _n in range(TIMED)]
    floor = middle(answer for sitting in timed for answer in sitting.samples.pop("floor"))
    counted.samples.pop("floor")
    sums = [sum(one.milliseconds for one in _all_of(sitting)) for sitting in timed]
    answers = list(_all_of(counted))
    milliseconds = median(sums)
    kib = sum(len(one.body) for one in answers) / 1024
    return Cost(sum(one.queries for one in answers), milliseconds, milliseconds / floor, kib)


def _sit_through(hall: Hall, size: int, per_page: int, trainee: User, *, counted: bool = False) -> Sitting:
    sitting = Sitting(hall, size, trainee, counted=counted)
    sitting.get("lesson", hall.lessons[size])
    sitting.start()
    for place, item in enumerate(sitting.items):
        if not place % per_page:
            sitting.look(place // per_page + 1)
        sitting.answer(item)
    sitting.hand_in()
    return sitting


def _all_of(sitting: Sitting) -> Iterator[Answer]:
    for answers in sitting.samples.values():
        yield from answers


def cost_of(counted: list[Answer], timed: list[Answer], floor: float) -> Cost:
    """What one thing costs: `counted` says how many queries, `timed` how long it takes and how much it weighs."""
    milliseconds = middle(timed)
    return Cost(
        # Not the most: every five minutes a process asks anew for what it remembers, and that is no part of the step.
        queries=median_low(answer.queries for answer in counted),
        milliseconds=milliseconds,
        times_floor=milliseconds / floor,
        kib=max(len(answer.body) for answer in timed) / 1024,
    )


def middle(answers: Iterable[Answer]) -> float:
    """The median of what they cost, in milliseconds of CPU."""
    return median(answer.milliseconds for answer in answers)
