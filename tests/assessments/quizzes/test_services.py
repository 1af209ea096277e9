import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.queries import standing_of
from assessments.questions.errors import UnknownAnswer
from assessments.questions.models import Question
from assessments.questions.services import retire_question
from assessments.quizzes import queries, services
from assessments.quizzes.errors import (
    AlreadyMet,
    AttemptClosed,
    AttemptsUsed,
    BankTooSmall,
    NoSuchItem,
    PauseNotOver,
    QuizNotOpen,
    QuizRetired,
)
from assessments.quizzes.models import NO_PLACEMENT, Quiz, QuizAttempt
from assessments.signals import attempt_finished
from lms.common import clock
from lms.common.ledger import RowIsFinal
from lms.people.models import Accommodation
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    answer,
    make_attempt,
)

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)


def first_id(item, *, correct=True):
    return next(option["id"] for option in item.revision.body["options"] if option["correct"] is correct)


# --- publishing


def test_publish_quiz_freezes_settings_blueprint_and_pool(db):
    competency = CompetencyFactory()
    quiz = QuizFactory(n=2, bank_size=3, critical=1, competencies=[competency], pass_mark=90)
    version = quiz.versions.get()
    assert version.settings["pass_mark"] == 90
    assert version.blueprint == [{"topic": "values", "count": 2, "safety_critical": 1}]
    assert len(version.pool) == 3
    assert version.competencies == [competency.pk]
    assert services.publish_quiz(quiz=quiz) == version
    with pytest.raises(RowIsFinal):
        version.save()


def test_publish_quiz_refuses_a_bank_too_small_and_names_the_line(db):
    bank = QuestionBankFactory(title="Module 1")
    QuestionFactory(bank=bank, topic="values")
    blueprint = [{"topic": "values", "count": 1}, {"topic": "limits", "count": 2}]
    with pytest.raises(BankTooSmall, match="Line 2: .*limits.* needs 2 questions.*Module 1.* has 0") as refusal:
        QuizFactory(bank=bank, blueprint=blueprint)
    assert (refusal.value.line, refusal.value.topic) == (2, "limits")
    assert not Quiz.objects.exists()


def test_publish_quiz_counts_the_safety_critical_minimum(db):
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(3, bank=bank)
    with pytest.raises(BankTooSmall, match="needs 1 safety-critical question"):
        QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 2, "safety_critical": 1}])


def test_a_changed_question_reaches_the_quiz_and_not_the_attempt_under_way(learner):
    quiz = QuizFactory(n=1)
    attempt = make_attempt(quiz, learner)
    question = Question.objects.get()
    question.stem = "<p>Asked anew?</p>"
    question.save_revision().publish()
    assert [version.number for version in quiz.versions.all()] == [1, 2]
    assert attempt.items.get().revision.number == 1
    again = services.start_attempt(quiz=quiz, learner=learner)
    assert (again, again.version.number) == (attempt, 1)


def test_a_question_moved_to_another_topic_leaves_the_quiz_on_its_version(db):
    quiz = QuizFactory(n=1)
    question = Question.objects.get()
    question.topic = "elsewhere"
    question.save_revision().publish()
    assert quiz.versions.count() == 1


def test_withdraw_question_takes_it_out_of_its_quizzes(db):
    quiz = QuizFactory(n=2, bank_size=3)
    question = Question.objects.first()
    services.withdraw_question(question=question)
    newest = queries.current_quiz_version(quiz)
    assert not set(newest.pool) & set(question.published_revisions.values_list("pk", flat=True))


def test_withdraw_question_is_refused_when_a_quiz_needs_it(db):
    QuizFactory(n=2)
    question = Question.objects.first()
    with pytest.raises(BankTooSmall):
        services.withdraw_question(question=question)
    assert Question.objects.get(pk=question.pk).retired_at is None


# --- starting


def test_start_draws_by_the_blueprint_and_stays_as_it_is(learner):
    quiz = QuizFactory(n=3, bank_size=6, critical=2, blueprint=None)
    attempt = make_attempt(quiz, learner)
    items = queries.items_of(attempt)
    assert [item.position for item in items] == [1, 2, 3]
    assert sum(item.revision.safety_critical for item in items) >= 2
    assert all(sorted(item.option_order) == sorted(o["id"] for o in item.revision.body["options"]) for item in items)
    assert services.start_attempt(quiz=quiz, learner=learner) == attempt
    assert QuizAttempt.objects.count() == 1


def test_start_in_two_places_opens_two_attempts(learner):
    quiz = QuizFactory(n=1)
    there = services.start_attempt(quiz=quiz, learner=learner, placement=uuid.uuid4())
    assert there != services.start_attempt(quiz=quiz, learner=learner)


@pytest.mark.parametrize(
    ("path", "kept"), [("/learn/m1/", "/learn/m1/"), ("https://evil.example/", ""), ("//evil.example", "")]
)
def test_start_keeps_only_a_local_return_path(learner, path, kept):
    assert services.start_attempt(quiz=QuizFactory(n=1), learner=learner, return_path=path).return_path == kept


def test_start_again_brings_unseen_questions_first(learner):
    quiz = QuizFactory(n=2, bank_size=4, attempts_allowed=2)
    first = make_attempt(quiz, learner, right=0, finish=True)
    second = services.start_attempt(quiz=quiz, learner=learner)
    seen = [set(one.items.values_list("revision__question", flat=True)) for one in (first, second)]
    assert not seen[0] & seen[1]


def test_start_after_the_tries_waits_for_the_pause(learner):
    quiz = QuizFactory(n=1, attempts_allowed=2, pause_hours=24)
    with time_machine.travel(NOON, tick=False) as now:
        make_attempt(quiz, learner, right=0, finish=True)
        make_attempt(quiz, learner, right=0, finish=True)
        with pytest.raises(PauseNotOver) as refusal:
            services.start_attempt(quiz=quiz, learner=learner)
        assert refusal.value.opens_at == NOON + dt.timedelta(hours=24)
        now.shift(dt.timedelta(hours=24))
        assert services.start_attempt(quiz=quiz, learner=learner).number == 3


def test_start_after_the_last_round_is_refused(learner):
    quiz = QuizFactory(n=1, attempts_allowed=1, pause_hours=0)
    make_attempt(quiz, learner, right=0, finish=True)
    with pytest.raises(AttemptsUsed):
        services.start_attempt(quiz=quiz, learner=learner)


def test_start_counts_the_extra_tries_of_an_accommodation(learner, stranger):
    Accommodation.objects.create(
        user=learner, kind="extra_attempts", value=1, needed="One more try", recorded_by=stranger
    )
    quiz = QuizFactory(n=1, attempts_allowed=1, pause_hours=0)
    make_attempt(quiz, learner, right=0, finish=True)
    assert services.start_attempt(quiz=quiz, learner=learner).number == 2


def test_start_after_it_is_met_is_refused_except_in_a_new_cycle(learner):
    quiz = QuizFactory(n=1)
    make_attempt(quiz, learner, right=1, finish=True)
    with pytest.raises(AlreadyMet):
        services.start_attempt(quiz=quiz, learner=learner)
    assert services.start_attempt(quiz=quiz, learner=learner, cycle=2).number == 1


def test_start_of_a_retired_quiz_is_refused_and_an_open_attempt_goes_on(learner, stranger):
    quiz = QuizFactory(n=1)
    attempt = make_attempt(quiz, learner)
    quiz = services.retire_quiz(quiz=quiz)
    assert services.start_attempt(quiz=quiz, learner=learner) == attempt
    with pytest.raises(QuizRetired):
        services.start_attempt(quiz=quiz, learner=stranger)
    quiz = services.restore_quiz(quiz=quiz)
    assert services.start_attempt(quiz=quiz, learner=stranger)


def test_start_of_a_draft_is_refused(learner):
    draft = Quiz.objects.create(code="draft", title="Draft", bank=QuestionBankFactory(), live=False)
    with pytest.raises(QuizNotOpen):
        services.start_attempt(quiz=draft, learner=learner)


# --- answering


@pytest.fixture
def attempt(learner):
    return make_attempt(QuizFactory(n=3, critical=1, competencies=[CompetencyFactory()]), learner)


def test_record_answer_takes_three_queries(attempt, django_assert_num_queries):
    item = attempt.items.select_related("revision").get(position=1)
    with django_assert_num_queries(5):  # savepoint, attempt, item, write, release
        services.record_answer(attempt=attempt, position=1, response={"chosen": [first_id(item)]}, sequence=1)


def test_record_answer_keeps_the_newest_and_drops_what_comes_late(attempt):
    item = attempt.items.select_related("revision").get(position=1)
    new, old = {"chosen": [first_id(item)]}, {"chosen": [first_id(item, correct=False)]}
    services.record_answer(attempt=attempt, position=1, response=new, sequence=5, flagged=True)
    late = services.record_answer(attempt=attempt, position=1, response=old, sequence=4, flagged=False)
    item.refresh_from_db()
    assert (item.response, item.sequence, item.flagged) == (new, 5, True)
    assert late == item


def test_record_answer_notes_when_it_came_and_forgets_with_the_answer(attempt):
    item = attempt.items.select_related("revision").get(position=1)
    services.record_answer(
        attempt=attempt, position=1, response={"chosen": [first_id(item)]}, sequence=1, received_at=NOON
    )
    item.refresh_from_db()
    assert item.answered_at == NOON
    cleared = services.record_answer(attempt=attempt, position=1, response=None, sequence=2)
    assert (cleared.response, cleared.answered_at) == (None, None)


@pytest.mark.parametrize("response", [{"chosen": ["nonsense"]}, {"chosen": "text"}, {"chosen": [{}]}, ["a"], "a"])
def test_record_answer_refuses_what_the_question_did_not_offer(attempt, response):
    with pytest.raises(UnknownAnswer):
        services.record_answer(attempt=attempt, position=1, response=response, sequence=1)
    assert attempt.items.get(position=1).response is None


def test_record_answer_refuses_two_where_one_is_asked(attempt):
    item = attempt.items.get(position=1)
    with pytest.raises(UnknownAnswer, match="one answer"):
        services.record_answer(attempt=attempt, position=1, response={"chosen": item.option_order[:2]}, sequence=1)


@pytest.mark.parametrize("position", [0, 4, 99])
def test_record_answer_refuses_a_position_the_attempt_does_not_have(attempt, position):
    with pytest.raises(NoSuchItem):
        services.record_answer(attempt=attempt, position=position, response=None, sequence=1)


def test_answer_and_flag_after_handing_in_are_refused(attempt):
    services.finish_attempt(attempt=attempt)
    with pytest.raises(AttemptClosed):
        services.record_answer(attempt=attempt, position=1, response=None, sequence=9)
    with pytest.raises(AttemptClosed):
        services.flag_item(attempt=attempt, position=1, flagged=True)


def test_flag_item_leaves_the_answer_alone(attempt):
    answer(attempt, 1)
    before = attempt.items.get(position=1).response
    services.flag_item(attempt=attempt, position=1, flagged=True)
    item = attempt.items.get(position=1)
    assert (item.flagged, item.response) == (True, before)


# --- handing in


@pytest.fixture
def finished():
    attempts = []

    def listen(sender, attempt, **kwargs):
        attempts.append(attempt)

    attempt_finished.connect(listen)
    yield attempts
    attempt_finished.disconnect(listen)


def test_finish_grades_records_knowledge_and_tells_once(attempt, learner, finished):
    for position in (1, 2, 3):
        answer(attempt, position)
    done = services.finish_attempt(attempt=attempt)
    assert (done.score, done.max_score, done.passed) == (Decimal(3), Decimal(3), True)
    assert services.finish_attempt(attempt=attempt).finished_at == done.finished_at
    assert finished == [done]
    record = CompetencyRecord.objects.get()
    assert (record.source_uuid, record.met, record.level) == (attempt.uuid, True, None)
    assert standing_of(learner).knowledge_met == {record.competency_id}
    assert ModelLogEntry.objects.filter(action="attempt.finish").count() == 1


def test_finish_with_a_safety_question_missed_is_not_yet(learner):
    quiz = QuizFactory(n=8, critical=1, competencies=[CompetencyFactory()])
    attempt = make_attempt(quiz, learner, right=8)
    safety = attempt.items.get(revision__safety_critical=True)
    answer(attempt, safety.position, right=False, sequence=2)
    done = services.finish_attempt(attempt=attempt)
    assert (done.score, done.passed) == (Decimal(7), False)
    assert CompetencyRecord.objects.get().met is False
    assert standing_of(learner).knowledge_met == set()


def test_finish_counts_open_questions_as_not_right(attempt):
    done = services.finish_attempt(attempt=attempt)
    assert (done.score, done.passed) == (0, False)
    assert set(attempt.items.values_list("correct", flat=True)) == {False}


def test_finish_grades_what_was_asked_even_when_the_key_was_changed_since(attempt):
    for position in (1, 2, 3):
        answer(attempt, position)
    for question in Question.objects.all():
        value = [dict(block) for block in question.options.raw_data]
        for block in value:
            block["value"]["correct"] = not block["value"]["correct"]
        question.kind, question.options = "several_right", value
        question.save_revision().publish()
        retire_question(question=question)
    assert services.finish_attempt(attempt=attempt).passed


def test_finish_and_what_listeners_write_stand_or_fall_together(attempt):
    def break_down(sender, **kwargs):
        raise RuntimeError

    attempt_finished.connect(break_down)
    with pytest.raises(RuntimeError):
        services.finish_attempt(attempt=attempt)
    attempt_finished.disconnect(break_down)
    attempt.refresh_from_db()
    assert attempt.status == "in_progress"
    assert not CompetencyRecord.objects.exists()


def test_finish_costs_the_same_whatever_the_number_of_questions(learner):
    costs = []
    for n in (1, 1, 12):  # once for what the process keeps after the first time
        attempt = make_attempt(QuizFactory(n=n), learner, right=n)
        with CaptureQueriesContext(connection) as queries_made:
            services.finish_attempt(attempt=attempt)
        costs.append(len(queries_made))
    assert costs[1] == costs[2] <= 12  # nine of ours, the rest is what listeners look up


# --- where somebody stands


def test_attempt_state_says_tries_and_result(learner):
    quiz = QuizFactory(n=1, attempts_allowed=2)

    def state():
        return queries.attempt_state(quiz=quiz, learner=learner, placement=NO_PLACEMENT, now=clock.now())

    assert (state().open_attempt, state().last, state().tries_left) == (None, None, 2)
    first = make_attempt(quiz, learner, right=0, finish=True)
    assert (state().last, state().best_passed, state().tries_left) == (first, None, 1)
    second = make_attempt(quiz, learner)
    assert (state().open_attempt, state().tries_left) == (second, 1)
    answer(second, 1)
    services.finish_attempt(attempt=second)
    assert (state().best_passed, state().open_attempt, state().tries_left, state().opens_at) == (second, None, 0, None)
