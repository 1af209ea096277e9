"""What may be seen, and when: what may not be is not in the page at all."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes import services
from assessments.quizzes.choices import Aspect, Moment
from assessments.quizzes.models import QuizVersion
from assessments.quizzes.reviewing import EVERYTHING, moment_of, stranger, tidy, visible
from tests.assessments.pages import whole_page
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, answer, make_attempt
from tests.factories.people import UserFactory

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)
MATRICES = st.fixed_dictionaries({}, optional={m: st.lists(st.sampled_from(Aspect.values)) for m in Moment.values})


@pytest.mark.parametrize(
    ("finished", "closes", "now", "moment"),
    [
        (None, None, NOON, "during"),
        (NOON, None, NOON + 120 * SECOND, "right_after"),
        (NOON, None, NOON + 121 * SECOND, "while_open"),
        (NOON, NOON + HOUR, NOON + HOUR - SECOND, "while_open"),
        (NOON, NOON + HOUR, NOON + HOUR, "after_close"),
        (NOON, NOON, NOON + SECOND, "right_after"),
    ],
)
def test_moment_follows_handing_in_and_closing(finished, closes, now, moment):
    assert moment_of(finished_at=finished, closes_at=closes, now=now) == moment


@given(MATRICES)
def test_tidy_matrix_shows_the_same_and_stays_as_it_is(matrix):
    stored = tidy(matrix)
    assert tidy(stored) == stored
    assert not stranger(stored)
    for moment in Moment:
        shown = visible({"review": stored} if stored else {}, moment)
        assert shown == (frozenset(matrix.get(moment.value, ())) if matrix else EVERYTHING)


def test_everything_ticked_is_as_if_nothing_was_said():
    assert tidy({moment: list(Aspect.values) for moment in Moment.values}) == {}


@pytest.mark.parametrize("strange", [[], "x", {"never": []}, {"during": ["grades"]}, {"during": "marks"}])
def test_strange_names_are_found(strange):
    assert stranger(strange)


# --- the page

pytestmark = pytest.mark.django_db


def only(*aspects, at="right_after"):
    """A matrix that shows these at one time, and nothing at others."""
    return {moment: list(aspects) if moment == at else [] for moment in Moment.values}


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], acknowledged=True)


def review(client_for, learner, matrix, **rules):
    """The page of a finished attempt: one question, answered by b (a is right), safety-critical."""
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, safety_critical=True, reread="the-promise")
    blueprint = [{"topic": "values", "count": 1, "safety_critical": 1}]
    attempt = make_attempt(
        QuizFactory(bank=bank, blueprint=blueprint, review=matrix, **rules), learner, right=0, finish=True
    )
    return whole_page(client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])))


RESPONSE, RIGHT, MARKS, FEEDBACK, WRONG = (
    ">Your answer<",
    "A right answer",
    "None of one right",
    "For everybody.",
    "Not right yet",
)


@pytest.mark.parametrize(
    ("aspects", "seen", "hidden"),
    [
        (
            (),
            (),
            (RESPONSE, RIGHT, MARKS, FEEDBACK, WRONG, "Answer a", "Answer b", "Why a.", "Why b.", "needs another"),
        ),
        (("response",), (RESPONSE, "Answer b"), (RIGHT, MARKS, FEEDBACK, WRONG, "Answer a", "Why b.")),
        (("correctness",), (WRONG, "needs another look"), (RESPONSE, RIGHT, MARKS, FEEDBACK, "Answer a")),
        (("marks",), (MARKS,), (RESPONSE, RIGHT, FEEDBACK, WRONG, "needs another look")),
        (("feedback",), (FEEDBACK, "Why b."), (RESPONSE, RIGHT, MARKS, WRONG, "Answer a", "Why a.")),
        (("right_answer",), (RIGHT, "Answer a"), (RESPONSE, MARKS, FEEDBACK, WRONG, "Answer b", "Why")),
    ],
)
def test_each_aspect_by_itself_is_in_the_page_and_the_others_are_not(client_for, learner, aspects, seen, hidden):
    html = review(client_for, learner, only(*aspects))
    for words in seen:
        assert words in html
    for words in hidden:
        assert words not in html
    assert "does not show everything" in html
    assert ">Not yet<" in html


def test_without_a_matrix_everything_is_seen(client_for, learner):
    html = review(client_for, learner, {})
    for words in ("Your answer · not right", "Right · you left it out", MARKS, FEEDBACK, "Why a."):
        assert words in html
    assert "does not show everything" not in html


def test_what_is_seen_changes_with_time(client_for, learner):
    matrix = only("correctness", at="right_after") | {"after_close": ["right_answer"]}
    with time_machine.travel(NOON, tick=False) as now:
        quiz = QuizFactory(n=1, review=matrix, closes_at=NOON + HOUR)
        attempt = make_attempt(quiz, learner, right=0, finish=True)
        page, seen = reverse("assessments:review", args=[attempt.uuid]), []
        for step in (SECOND, HOUR / 2, HOUR):
            now.shift(step)
            html = client_for(learner).get(page).content.decode()
            seen.append((WRONG in html, RIGHT in html))
    assert seen == [(True, False), (False, False), (False, True)]


def test_during_an_immediate_check_only_what_may_be_seen_is_there(client_for, learner):
    quiz = QuizFactory(n=1, behaviour="immediate", review=only("correctness", at="during"))
    attempt = make_attempt(quiz, learner)
    answer(attempt, 1, right=False)
    services.check_answer(attempt=attempt, position=1)
    html = whole_page(client_for(learner).get(reverse("assessments:item", args=[attempt.uuid, 1])))
    assert WRONG in html
    for words in ("Why a.", "Answer a", FEEDBACK):
        assert words not in html


def test_immediate_check_that_would_not_say_what_is_right_is_refused():
    with pytest.raises(ValidationError, match="has to be seen during the"):
        QuizFactory(n=1, behaviour="immediate", review=only("marks"))


def test_certainty_table_needs_marks_and_correctness(client_for, learner):
    assert "How sure you were" in review(client_for, learner, {}, certainty=True)
    assert "How sure you were" not in review(client_for, learner, only("marks"), certainty=True)


def test_quiz_that_uses_none_of_this_keeps_its_settings():
    assert set(QuizFactory(n=1).versions.get().settings) == {
        "title",
        "intro",
        "pass_mark",
        "attempts_allowed",
        "pause_hours",
        "layout",
        "minutes",
    }
    assert QuizVersion.objects.count() == 1
