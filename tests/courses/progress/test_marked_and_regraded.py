"""A course's check that people mark, or whose key had a mistake: what the course makes of it."""

import pytest

from assessments.quizzes import queries, services
from certificates.awards.touched import awards_resting_on
from courses.enrolment.services import enrol
from courses.progress.models import ActivityProgress
from tests.assessments.quizzes.test_regrading import correct, take
from tests.factories.assessments import QuestionFactory, QuizFactory
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory
from tests.factories.courses import make_course, make_lesson, quiz_block
from tests.factories.marking import give_marks, hand_in_long, long_quiz, reader_for
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], acknowledged=True)


def place(quiz, learner):
    """The quiz as the check of a course that the learner takes."""
    tree = make_course(lessons=1)
    lesson = make_lesson(tree.modules[0], body=[quiz_block(quiz)], kind="check")
    enrol(learner=learner, course=tree.course)
    return tree, tree.activity(lesson, "quiz")


def is_done(activity):
    return ActivityProgress.objects.filter(activity=activity, completed_at__isnull=False).exists()


def test_a_check_that_people_mark_is_done_once_they_have(learner):
    quiz = long_quiz()
    _tree, activity = place(quiz, learner)
    hand_in_long(quiz, learner, placement=activity.uuid)
    assert not is_done(activity)
    give_marks(reader_for(learner))
    assert is_done(activity)


def test_a_check_that_is_met_after_all_is_done_and_stays_so(learner):
    question = QuestionFactory(right="a")
    quiz = QuizFactory(bank=question.bank, blueprint=[{"topic": question.topic, "count": 1}])
    tree, activity = place(quiz, learner)
    manager = UserFactory(roles=["programme_manager"])
    take(quiz, learner, "b", placement=activity.uuid)
    assert not is_done(activity)
    for right in "bc":
        question = correct(question, right=right)
        plan = queries.plan_regrade(question)
        services.regrade_question(question=question, actor=manager, reason="A mistake", digest=plan.digest)
        assert is_done(activity)
    version = ProgrammeVersionFactory(requirements=[{"course": tree.course.slug}])
    award = AwardFactory(learner=learner, version=version)
    AwardFactory(learner=learner, version=ProgrammeVersionFactory(requirements=[{"course": make_course().course.slug}]))
    AwardFactory(learner=learner, version=ProgrammeVersionFactory(requirements=[{"course": tree.course.slug}]),
                 events=["revoked"])  # fmt: skip
    [touched] = awards_resting_on(queries.lost_results(plan.changes))
    assert (touched.learner_id, str(award.uuid) in touched.url) == (learner.pk, True)
