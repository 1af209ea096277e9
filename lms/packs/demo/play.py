"""Letting the people of the demo do what people do: through the services, on the days on which they did it."""

from assessments.questions.choices import QuestionKind
from assessments.quizzes.choices import Certainty
from assessments.quizzes.models import Quiz, QuizAttempt
from assessments.quizzes.services import finish_attempt, record_answer, start_attempt
from certificates.awards.services import evaluate
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, CoursePage, LessonPage, ModulePage
from courses.catalogue.queries import lessons_of, modules_of
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.services import enrol, pause_enrolment, withdraw_enrolment
from courses.progress.services import open_lesson, press_done, save_reflection, share_reflection
from lms.packs.answering import answer_to
from lms.packs.demo.cast import Stage
from lms.packs.demo.days import days_ago
from lms.people.models import User

# More questions than any check has.
ALL = 1000


def play(learner: User, stage: Stage, cohort: Cohort, actor: User) -> Enrolment:
    """One person's way through the course, up to their stage."""
    with days_ago(stage.began):
        enrolment = enrol(learner=learner, course=cohort.course, cohort=cohort, actor=actor)
    day = float(stage.began)
    for number, module in enumerate(modules_of(cohort.course), start=1):
        tries = stage.checks[number - 1]
        last_day = (tries[0][0] if tries else stage.seen) + 0.1
        _read(enrolment, module, stage.lessons[number - 1], day, last_day)
        check = _check_of(module)
        for days, met in tries:
            with days_ago(days + 0.05):
                _take_check(enrolment, check, right=8 if met else 4)
            day = days
        if stage.under_way == number:
            with days_ago(0.02):
                _take_check(enrolment, check, right=3, hand_in=False)
    _write(enrolment, stage)
    _end(enrolment, stage)
    with days_ago(stage.seen):
        evaluate(learner=learner)
    return enrolment


def try_safety_check(learner: User, course: CoursePage, days: float) -> Enrolment:
    """Somebody of their own accord tries the demonstration: very sure of two safety answers, and both are not right."""
    with days_ago(days + 0.2):
        enrolment = enrol(learner=learner, course=course, actor=learner)
    module = modules_of(course)[0]
    _read(enrolment, module, 1, days + 0.15, days + 0.1)
    with days_ago(days + 0.05):
        _take_check(enrolment, _check_of(module), right=8, sure=True)
    return enrolment


def write_note(enrolment: Enrolment, note: str, days: float) -> QuizAttempt:
    """Hand in the practice check of the demonstration, with an answer that their supervisor is to read."""
    check = _check_of(modules_of(enrolment.course)[0], place=1)
    with days_ago(days):
        attempt = _take_check(enrolment, check, right=ALL, hand_in=False)
        item = attempt.items.get(revision__kind=QuestionKind.LONG_ANSWER)
        record_answer(attempt=attempt, position=item.position, response={"text": note}, sequence=2)
        return finish_attempt(attempt=attempt)


def _read(enrolment: Enrolment, module: ModulePage, count: int, first_day: float, last_day: float) -> None:
    """Press Done on the first `count` lessons, evenly from one day to another, and open the one after them."""
    lessons = [lesson for lesson in lessons_of(module) if lesson.kind == LessonKind.LESSON]
    span = max(first_day - last_day, 0) / max(count, 1)
    for position, lesson in enumerate(lessons[:count]):
        with days_ago(max(first_day - span * (position + 1), 0) + 0.01):
            open_lesson(enrolment=enrolment, lesson=lesson)
            press_done(enrolment=enrolment, lesson=lesson)
    if count and count < len(lessons):
        with days_ago(last_day):
            open_lesson(enrolment=enrolment, lesson=lessons[count])


def _check_of(module: ModulePage, place: int = 0) -> Activity:
    """The first check of a module, or the one at another place (from 0)."""
    checks = Activity.objects.filter(
        lesson__in=LessonPage.objects.child_of(module), kind=ActivityKind.QUIZ, active=True
    )
    return checks.order_by("lesson__path", "position")[place]


def _take_check(
    enrolment: Enrolment, check: Activity, *, right: int, hand_in: bool = True, sure: bool = False
) -> QuizAttempt:
    """Answer the check: so many questions by the key, the others not, safety-critical ones last to go.

    Who is `sure` says so where they are wrong, and there it is the safety-critical ones that go.
    """
    open_lesson(enrolment=enrolment, lesson=check.lesson)
    attempt = start_attempt(
        quiz=Quiz.objects.get(uuid=str(check.target)),
        learner=enrolment.learner,
        placement=check.uuid,
        return_path=check.lesson.get_url() or "",
        cycle=enrolment.cycle,
    )
    first = "revision__safety_critical" if sure else "-revision__safety_critical"
    items = attempt.items.select_related("revision").order_by(first, "position")
    for place, item in enumerate(items):
        if place < right or hand_in:
            response = answer_to(item.revision.kind, item.revision.body, right=place < right)
            certainty = Certainty.HIGH if sure and place >= right else Certainty.MIDDLE
            record_answer(attempt=attempt, position=item.position, response=response, sequence=1, certainty=certainty)
    return finish_attempt(attempt=attempt) if hand_in else attempt


def _write(enrolment: Enrolment, stage: Stage) -> None:
    if not stage.writes:
        return
    box = Activity.objects.filter(
        lesson__path__startswith=enrolment.course.path, kind=ActivityKind.REFLECTION, active=True
    ).order_by("lesson__path", "position")
    with days_ago(stage.began - 1):
        written = save_reflection(
            learner=enrolment.learner, activity=box[0], text=stage.writes, sequence=1, cycle=enrolment.cycle
        )
    if stage.shares:
        with days_ago(stage.seen):
            share_reflection(reflection=written)


def _end(enrolment: Enrolment, stage: Stage) -> None:
    enrolment.refresh_from_db()
    with days_ago(stage.seen):
        if stage.ends == "paused":
            pause_enrolment(enrolment=enrolment)
        elif stage.ends == "withdrawn":
            withdraw_enrolment(enrolment=enrolment)
