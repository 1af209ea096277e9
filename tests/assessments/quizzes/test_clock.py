"""A time limit is held by the server: nothing a browser says about the time counts."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from assessments.competencies.queries import standing_of
from assessments.quizzes import queries, services
from assessments.quizzes.errors import AttemptClosed
from assessments.quizzes.models import QuizAttempt
from lms.people.models import Accommodation
from tests.factories.assessments import CompetencyFactory, QuizFactory, answer, make_attempt
from tests.factories.people import UserFactory

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
LIMIT = dt.timedelta(minutes=10)
GRACE = dt.timedelta(seconds=60)
SECOND = dt.timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], acknowledged=True)


@pytest.fixture
def attempt(learner) -> QuizAttempt:
    with time_machine.travel(NOON, tick=False):
        return make_attempt(QuizFactory(n=2, time_limit=10), learner)


def grant(learner, factor, *, starts=None, ends=None):
    """More time, as a manager writes it down."""
    Accommodation.objects.create(
        user=learner,
        kind="time_factor",
        value=factor,
        needed="More time",
        starts=starts or NOON.date(),
        ends=ends,
        recorded_by=UserFactory(),
    )


def url(name, attempt, *args):
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def state(attempt):
    attempt.refresh_from_db()
    return attempt.status


def test_quiz_without_a_clock_has_no_deadline_and_the_settings_it_always_had(learner):
    attempt = make_attempt(QuizFactory(n=1), learner)
    assert attempt.deadline is None
    assert not {"time_limit", "grace_seconds"} & {*attempt.version.settings}
    assert not attempt.is_over(NOON + dt.timedelta(days=900))


def test_deadline_is_set_at_the_start(attempt):
    assert attempt.deadline == NOON + LIMIT


def test_more_time_that_was_granted_counts_by_itself(learner):
    grant(learner, "1.5")
    with time_machine.travel(NOON, tick=False):
        attempt = make_attempt(QuizFactory(n=1, time_limit=10), learner)
    assert attempt.deadline == NOON + LIMIT * 1.5


def test_more_time_that_has_ended_does_not_count(learner):
    yesterday = NOON.date() - dt.timedelta(days=1)
    grant(learner, "2", starts=yesterday, ends=yesterday)
    with time_machine.travel(NOON, tick=False):
        assert make_attempt(QuizFactory(n=1, time_limit=10), learner).deadline == NOON + LIMIT


@pytest.mark.parametrize("late", [-SECOND, dt.timedelta(0), SECOND, GRACE])
def test_answer_counts_up_to_the_end_of_the_grace(attempt, late):
    with time_machine.travel(NOON + LIMIT + late, tick=False):
        answer(attempt, 1)
    assert attempt.items.get(position=1).response


@pytest.mark.parametrize("late", [GRACE + SECOND, dt.timedelta(hours=1)])
def test_answer_after_the_grace_changes_nothing(attempt, late):
    with time_machine.travel(NOON + LIMIT + late, tick=False), pytest.raises(AttemptClosed, match="time was over"):
        answer(attempt, 1)
    assert attempt.items.get(position=1).response is None


def test_what_was_answered_in_time_counts_and_ends_at_the_deadline(learner):
    competency = CompetencyFactory()
    with time_machine.travel(NOON, tick=False):
        attempt = make_attempt(QuizFactory(n=2, time_limit=10, competencies=[competency]), learner, right=2)
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        assert services.hand_in_if_over(attempt=attempt)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.passed, attempt.finished_at) == ("finished", True, NOON + LIMIT)
    assert standing_of(learner).knowledge_met == {competency.pk}


def test_handing_in_late_is_once(attempt):
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        assert services.hand_in_if_over(attempt=attempt)
        assert services.hand_in_if_over(attempt=QuizAttempt.objects.get(pk=attempt.pk))
        assert services.hand_in_overdue() == 0


def test_attempt_that_nobody_touches_is_handed_in_when_due(attempt, learner):
    with time_machine.travel(NOON + LIMIT + GRACE, tick=False):
        call_command("run_due", "assessments.overdue")
        assert state(attempt) == "in_progress"
    with time_machine.travel(NOON + LIMIT + GRACE + SECOND, tick=False):
        call_command("run_due", "assessments.overdue")
    assert state(attempt) == "finished"


def test_starting_again_hands_in_what_is_over_first(attempt, learner):
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        second = services.start_attempt(quiz=attempt.quiz, learner=learner)
    assert (state(attempt), second.number) == ("finished", 2)


@pytest.mark.parametrize(("name", "args"), [("attempt", []), ("item", [1]), ("attempt_finish", [])])
def test_every_page_of_an_attempt_that_is_over_leads_to_its_result(client_for, learner, attempt, name, args):
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        client = client_for(learner)
        page = client.get(url(name, attempt, *args), follow=True)
    assert page.redirect_chain[-1][0] == url("review", attempt)
    assert "The time was over" in page.content.decode()
    assert state(attempt) == "finished"


def test_late_packet_of_a_script_is_told_so(client_for, learner, attempt):
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        sent = client_for(learner).post(
            url("item", attempt, 1), {"sequence": 1}, headers={"Accept": "application/json"}
        )
    assert sent.status_code == 410


@pytest.mark.parametrize(("name", "args"), [("item", [1]), ("attempt_finish", [])])
def test_page_says_how_much_time_is_left(client_for, learner, attempt, name, args):
    with time_machine.travel(NOON + dt.timedelta(minutes=7, seconds=30), tick=False):
        html = client_for(learner).get(url(name, attempt, *args)).content.decode()
    assert "3 minutes left, until" in html
    assert 'data-now="2026-11-02T12:07:30+00:00" data-ends="2026-11-02T12:10:00+00:00"' in html


def test_page_without_a_clock_shows_none(client_for, learner):
    html = client_for(learner).get(url("item", make_attempt(QuizFactory(n=1), learner), 1)).content.decode()
    assert "data-clock" not in html


def test_overdue_attempts_are_asked_for_in_one_query(attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [one.is_over(NOON) for one in queries.overdue_attempts(NOON + dt.timedelta(hours=1))] == [False]
