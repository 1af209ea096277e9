"""Which of several tries counts, and when the quiz is met by them."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.competencies.models import CompetencyRecord
from assessments.quizzes import queries, services
from assessments.quizzes.choices import Grading
from assessments.quizzes.errors import AlreadyMet
from assessments.quizzes.grading import grade_of, is_met
from assessments.quizzes.models import NO_PLACEMENT
from lms.common import clock
from tests.factories.assessments import CompetencyFactory, QuizFactory, make_attempt
from tests.factories.people import UserFactory

SHARES = st.lists(st.decimals(0, 1, places=3), min_size=1, max_size=6)
HALF, ALL = Decimal("0.5"), Decimal(1)


@pytest.mark.parametrize(
    ("method", "grade"), [("highest", ALL), ("last", HALF), ("first", Decimal("0.6")), ("average", Decimal("0.7"))]
)
def test_grade_by_each_method(method, grade):
    assert grade_of(method, [Decimal("0.6"), ALL, HALF]) == grade


@given(SHARES, st.sampled_from(Grading.values))
def test_grade_lies_between_the_worst_and_the_best(shares, method):
    grade = grade_of(method, shares)
    assert grade is not None
    assert min(shares) - Decimal("1e-9") <= grade <= max(shares) + Decimal("1e-9")


@given(st.decimals(0, 1, places=3), st.booleans())
def test_with_one_try_all_methods_agree(share, critical):
    passed = share * 100 >= 80 and not critical
    met = {is_met(m, [share], passed=passed, critical_missed=critical, pass_mark=80) for m in Grading.values}
    assert met == {passed}


def test_no_average_makes_up_for_a_safety_question():
    asked = {"passed": False, "pass_mark": 80}
    assert not is_met("average", [ALL, ALL], critical_missed=True, **asked)
    assert is_met("average", [ALL, Decimal("0.7")], critical_missed=False, **asked)


def test_nothing_counts_before_the_first_try():
    assert grade_of("average", []) is None


pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], acknowledged=True)


def quiz_by(method):
    return QuizFactory(
        n=4, bank_size=4, grading=method, pass_mark=75, attempts_allowed=9, competencies=[CompetencyFactory()]
    )


def state_of(quiz, learner):
    return queries.attempt_state(quiz=quiz, learner=learner, placement=NO_PLACEMENT, now=clock.now())


@pytest.mark.parametrize(
    ("method", "rights", "met"),
    [
        ("highest", [2, 4], [False, True]),
        ("last", [2, 4], [False, True]),
        ("first", [2, 4], [False, False]),
        ("first", [3], [True]),
        ("average", [1, 4, 4], [False, False, True]),
        ("average", [2, 4], [False, True]),
    ],
)
def test_state_evidence_and_attempt_agree(learner, method, rights, met):
    quiz, said = quiz_by(method), []
    for right in rights:
        attempt = make_attempt(quiz, learner, right=right, finish=True)
        said.append(attempt.is_met)
        assert CompetencyRecord.objects.get(source_uuid=attempt.uuid).met is attempt.is_met
        assert bool(state_of(quiz, learner).best_passed) is attempt.is_met
    assert said == met
    if met[-1]:
        with pytest.raises(AlreadyMet):
            services.start_attempt(quiz=quiz, learner=learner)
    else:
        assert services.start_attempt(quiz=quiz, learner=learner)


def test_changing_the_method_rewrites_no_result(learner):
    quiz = quiz_by("average")
    make_attempt(quiz, learner, right=1, finish=True)
    make_attempt(quiz, learner, right=4, finish=True)
    assert state_of(quiz, learner).best_passed is None
    quiz.grading = "highest"
    quiz.save_revision().publish()
    assert state_of(quiz, learner).best_passed is None


def test_result_says_what_counts(client_for, learner):
    quiz = quiz_by("average")
    make_attempt(quiz, learner, right=1, finish=True)
    attempt = make_attempt(quiz, learner, right=4, finish=True)
    html = client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])).content.decode()
    assert ">Not yet<" in html
    assert "So far that is 62.5 of a hundred; 75 are needed." in html


def test_method_stands_in_the_version_only_where_it_is_not_the_usual_one():
    assert quiz_by("first").versions.get().settings["grading"] == "first"
    assert "grading" not in quiz_by("highest").versions.get().settings
