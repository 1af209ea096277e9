"""The crowd of the demo: plausible, in nobody's way, the same each time."""

import pytest
from django.core import mail

from assessments.competencies.models import CompetencyRecord
from assessments.questions.choices import QuestionKind
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.queries.statistics import Selection, quiz_statistics
from lms.notifications.models import Notification
from lms.packs.demo.crowd import make_crowd
from lms.people.models import User
from lms.people.queries import people_of
from tests.factories.assessments import QuestionFactory, QuizFactory
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
BLUEPRINT = [{"topic": "values", "count": 5, "safety_critical": 1}]


@pytest.fixture
def quiz():
    bank = QuestionFactory(safety_critical=True).bank
    for kind, right in (("one_best", "b"), ("one_best", "a"), ("several_right", "ab"), ("several_right", "c")):
        QuestionFactory(bank=bank, kind=kind, right=right)
    for _more in range(3):
        QuestionFactory(bank=bank)
    return QuizFactory(code="m1-check", bank=bank, blueprint=BLUEPRINT)


def answers():
    rows = AttemptItem.objects.order_by("attempt__learner__email", "position")
    return list(rows.values_list("attempt__uuid", "attempt__score", "revision", "response", "score", "correct"))


def test_a_crowd_hands_in_whole_attempts_once(quiz):
    assert make_crowd(12) == 12
    attempts = QuizAttempt.objects.filter(quiz=quiz)
    assert attempts.count() == 12
    assert attempts.filter(items__isnull=False).distinct().count() == 12
    assert {attempt.items.count() for attempt in attempts} == {5}
    assert all(sum(item.score for item in attempt.items.all()) == attempt.score for attempt in attempts)
    before = answers()
    assert make_crowd(12) == 0
    assert answers() == before


def test_more_come_without_changing_those_before(quiz):
    make_crowd(4)
    before = answers()
    assert make_crowd(6) == 2
    assert answers()[: len(before)] == before


def test_a_crowd_is_fictional_and_in_nobodys_way(quiz):
    manager = UserFactory(roles=["programme_manager"], organisation=OrganisationFactory())
    make_crowd(3)
    people = User.objects.filter(email__startswith="learner")
    assert (
        people.count() == people.filter(is_demo=True, is_active=False, full_name__endswith="(fictional)").count() == 3
    )
    assert not people_of(manager).filter(pk__in=people).exists()
    assert not any(one.has_usable_password() for one in people)
    assert (CompetencyRecord.objects.count(), Notification.objects.count(), mail.outbox) == (0, 0, [])


def test_statistics_of_a_crowd_tell_hard_from_easy_and_find_the_key_to_check(quiz):
    make_crowd(150)
    found, questions = quiz_statistics(quiz, Selection(fictional=True))
    assert (found.n, found.questions, found.drawn) == (150, 5, True)
    assert 0 < found.passed < 150
    facilities = [one.facility for one in questions]
    assert min(facilities) < 0.5 < 0.8 < max(facilities)
    assert min(one.discrimination for one in questions) < 0.1
    assert all(one.seconds[1] for one in questions)
    assert quiz_statistics(quiz, Selection())[0].n == 0


def test_without_the_check_nobody_comes():
    assert make_crowd(5) == 0
    assert not User.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if kind in {"matching", "ordering", "number"}])
def test_kinds_without_an_easy_way_to_be_wrong_are_left_open_at_times(kind):
    parts = {
        "matching": [{"block": "pair", "key": one, "text": one, "match": one, "feedback": ""} for one in "ab"],
        "ordering": [{"block": "step", "key": one, "text": one, "feedback": ""} for one in "abc"],
        "number": [{"block": "quantity", "key": "a", "value": "7", "tolerance": "0", "unit": ""}],
    }[kind]
    bank = QuestionFactory(kind=kind, options=parts).bank
    quiz = QuizFactory(code="m1-check", bank=bank, blueprint=[{"topic": "values", "count": 1, "safety_critical": 0}])
    make_crowd(30)
    one = quiz_statistics(quiz, Selection(fictional=True))[1][0]
    assert 0 < one.right == 30 - one.left_open < 30
