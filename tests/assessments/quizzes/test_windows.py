"""From when to when a quiz can be taken, and what was granted to one learner for one quiz."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes import queries, services
from assessments.quizzes.errors import AttemptsUsed, QuizClosed, QuizNotYet
from assessments.quizzes.models import NO_PLACEMENT
from assessments.quizzes.rule_wording import grants_sentence
from assessments.quizzes.windows import Window, window_of
from lms.common import clock
from lms.people.services import add_accommodation, end_accommodation
from tests.factories.assessments import QuizFactory, make_attempt
from tests.factories.people import UserFactory

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
HOUR, DAY, SECOND = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(seconds=1)
MOMENTS = st.integers(1_600_000_000, 2_200_000_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


@given(MOMENTS, MOMENTS, MOMENTS)
def test_never_before_and_after_at_once(opens, closes, now):
    window = Window(min(opens, closes), max(opens, closes) + SECOND)
    assert not (window.before(now) and window.after(now))


@given(MOMENTS, st.integers(0, 400))
def test_later_dates_move_the_end_only(moment, days):
    settings = {"opens_at": moment.isoformat(), "closes_at": moment.isoformat()}
    assert window_of(settings, dt.timedelta(days=days)) == Window(moment, moment + dt.timedelta(days=days))


def test_no_dates_no_ends():
    assert window_of({}) == Window(None, None)


@pytest.mark.parametrize(
    ("granted", "words"),
    [
        ((1.0, 0, 0), ""),
        ((1.5, 0, 0), "1.5 times the time"),
        ((2.0, 1, 7), "2 times the time, one more try in each round and open 7 days longer"),
    ],
)
def test_what_was_granted_in_words(granted, words):
    assert grants_sentence(*granted) == words


pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], acknowledged=True)


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"], acknowledged=True)


@pytest.fixture
def quiz():
    return QuizFactory(n=1, opens_at=NOON, closes_at=NOON + HOUR, attempts_allowed=1, pause_hours=0, grace_seconds=60)


def start(quiz, learner, at):
    with time_machine.travel(at, tick=False):
        return services.start_attempt(quiz=quiz, learner=learner)


def test_start_is_refused_before_and_after_and_open_between(quiz, learner):
    with pytest.raises(QuizNotYet, match="opens on"):
        start(quiz, learner, NOON - SECOND)
    with pytest.raises(QuizClosed, match="closed on"):
        start(quiz, learner, NOON + HOUR)
    assert start(quiz, learner, NOON).deadline == NOON + HOUR


def test_closing_ends_an_attempt_under_way_with_grace(quiz, learner):
    attempt = start(quiz, learner, NOON)
    for late, status in ((60, "in_progress"), (61, "finished")):
        with time_machine.travel(NOON + HOUR + late * SECOND, tick=False):
            services.hand_in_overdue()
        attempt.refresh_from_db()
        assert attempt.status == status
    assert attempt.finished_at == NOON + HOUR


def test_clock_and_closing_whichever_comes_first(learner):
    quiz = QuizFactory(n=1, closes_at=NOON + HOUR, time_limit=10)
    assert start(quiz, learner, NOON).deadline == NOON + dt.timedelta(minutes=10)
    assert start(quiz, UserFactory(), NOON + HOUR - SECOND).deadline == NOON + HOUR


def test_dates_are_versioned_and_stand_only_where_they_are_used(quiz):
    settings = quiz.versions.get().settings
    assert settings["opens_at"] == "2026-11-02T12:00:00+00:00"
    assert (settings["closes_at"], settings["grace_seconds"]) == ("2026-11-02T13:00:00+00:00", 60)
    assert not {"opens_at", "closes_at"} & {*QuizFactory(n=1).versions.get().settings}


def test_quiz_that_closes_before_it_opens_is_refused():
    with pytest.raises(ValidationError, match="closes before it opens"):
        QuizFactory(n=1, opens_at=NOON, closes_at=NOON)


def test_pause_that_ends_after_closing_opens_no_further_round(learner):
    quiz = QuizFactory(n=1, closes_at=NOON + HOUR, attempts_allowed=1, pause_hours=2)
    with time_machine.travel(NOON, tick=False):
        make_attempt(quiz, learner, right=0, finish=True)
        state = queries.attempt_state(quiz=quiz, learner=learner, placement=NO_PLACEMENT, now=clock.now())
    assert (state.tries_left, state.opens_at, state.closed) == (0, None, False)


# --- granted for one quiz


def grant(learner, manager, kind, value, quiz=None, **dates):
    with time_machine.travel(NOON, tick=False):
        return add_accommodation(
            user=learner,
            kind=kind,
            value=value,
            needed="What is needed",
            actor=manager,
            scope=quiz.uuid if quiz else None,
            **dates,
        )


def test_later_dates_count_for_this_quiz_and_this_learner_only(quiz, learner, manager):
    grant(learner, manager, "later_dates", 1, quiz)
    other = QuizFactory(n=1, closes_at=NOON + HOUR)
    assert start(quiz, learner, NOON + HOUR).deadline == NOON + HOUR + DAY
    for refused, who in ((other, learner), (quiz, manager)):
        with pytest.raises(QuizClosed):
            start(refused, who, NOON + HOUR)


def test_more_tries_for_one_quiz_add_to_those_for_all(quiz, learner, manager):
    grant(learner, manager, "extra_attempts", 1, quiz)
    grant(learner, manager, "extra_attempts", 1)
    with time_machine.travel(NOON, tick=False):
        for _try in range(3):
            make_attempt(quiz, learner, right=0, finish=True)
        with pytest.raises(AttemptsUsed):
            services.start_attempt(quiz=quiz, learner=learner)


def test_of_two_factors_the_larger_counts(learner, manager):
    quiz = QuizFactory(n=1, time_limit=10)
    grant(learner, manager, "time_factor", "1.5")
    grant(learner, manager, "time_factor", "2", quiz)
    assert start(quiz, learner, NOON).deadline == NOON + dt.timedelta(minutes=20)
    assert start(QuizFactory(n=1, time_limit=10), learner, NOON).deadline == NOON + dt.timedelta(minutes=15)


def test_what_has_ended_or_not_begun_does_not_count(quiz, learner, manager):
    grant(learner, manager, "later_dates", 1, quiz, starts=NOON.date() + DAY)
    ended = grant(learner, manager, "later_dates", 2, quiz)
    with time_machine.travel(NOON, tick=False):
        end_accommodation(accommodation=ended, actor=manager)
    with pytest.raises(QuizClosed):
        start(quiz, learner, NOON + HOUR)


def test_more_time_counts_at_once_in_an_attempt_under_way(learner, manager, on_commit):
    quiz = QuizFactory(n=1, time_limit=10)
    attempt = start(quiz, learner, NOON)
    with time_machine.travel(NOON, tick=False), on_commit():
        grant(learner, manager, "time_factor", "2", quiz)
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + dt.timedelta(minutes=20)
    with time_machine.travel(NOON + HOUR, tick=False):
        assert services.renew_deadlines(learner=learner) == []


def test_more_time_that_begins_tomorrow_reaches_an_attempt_under_way(learner, manager, on_commit):
    quiz = QuizFactory(n=1, time_limit=600)
    evening = NOON + 11 * HOUR
    attempt = start(quiz, learner, evening)
    with time_machine.travel(evening, tick=False), on_commit():
        grant(learner, manager, "time_factor", "2", quiz, starts=NOON.date() + DAY)
        assert services.renew_for_grants_begun() == 0
    with time_machine.travel(NOON + 13 * HOUR, tick=False):
        assert services.renew_for_grants_begun() == 1
        assert services.renew_for_grants_begun() == 0
    attempt.refresh_from_db()
    assert attempt.deadline == evening + dt.timedelta(hours=20)


def test_ending_a_grant_shortens_no_attempt_under_way(learner, manager, on_commit):
    quiz = QuizFactory(n=1, time_limit=10)
    granted = grant(learner, manager, "time_factor", "2", quiz)
    attempt = start(quiz, learner, NOON)
    with time_machine.travel(NOON, tick=False), on_commit():
        end_accommodation(accommodation=granted, actor=manager)
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + dt.timedelta(minutes=20)


def test_state_costs_three_queries_with_dates_and_grants(quiz, learner, manager, django_assert_num_queries):
    grant(learner, manager, "later_dates", 1, quiz)
    with django_assert_num_queries(3):
        queries.attempt_state(quiz=quiz, learner=learner, placement=NO_PLACEMENT, now=NOON)
