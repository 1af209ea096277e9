"""Two tabs, two taps, a late packet: real threads on real connections."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from assessments.competencies.models import CompetencyRecord
from assessments.quizzes import services
from assessments.quizzes.errors import AttemptClosed
from assessments.quizzes.models import QuizAttempt
from tests.factories.assessments import CompetencyFactory, QuizFactory, make_attempt

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; their results, an exception for one that raised."""
    gate = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = calls[place]()
        except Exception as error:  # noqa: BLE001 - the test looks at what was raised
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_taps_on_start_open_one_attempt(learner):
    quiz = QuizFactory(n=2)
    started = at_once(*[lambda: services.start_attempt(quiz=quiz, learner=learner)] * 4)
    assert {attempt.pk for attempt in started} == {QuizAttempt.objects.get().pk}
    assert QuizAttempt.objects.get().items.count() == 2


def test_answers_out_of_order_from_two_tabs_leave_the_newest(learner):
    attempt = make_attempt(QuizFactory(n=1), learner)
    order = attempt.items.get().option_order

    def answer(sequence):
        chosen = {"chosen": [order[sequence % 4]]}
        return lambda: services.record_answer(attempt=attempt, position=1, response=chosen, sequence=sequence)

    at_once(*[answer(sequence) for sequence in (5, 3, 8, 1, 6, 2)])
    item = attempt.items.get()
    assert (item.sequence, item.response) == (8, {"chosen": [order[0]]})


def test_handing_in_twice_at_once_records_once(learner):
    quiz = QuizFactory(n=2, competencies=[CompetencyFactory()])
    attempt = make_attempt(quiz, learner, right=2)
    done = at_once(*[lambda: services.finish_attempt(attempt=attempt)] * 3)
    assert len({one.finished_at for one in done}) == 1
    assert CompetencyRecord.objects.count() == 1


def test_an_answer_beside_handing_in_is_graded_or_refused(learner):
    attempt = make_attempt(QuizFactory(n=1), learner)
    body = attempt.items.select_related("revision").get().revision.body
    key = {"chosen": [option["id"] for option in body["options"] if option["correct"]]}
    kept, done = at_once(
        lambda: services.record_answer(attempt=attempt, position=1, response=key, sequence=1),
        lambda: services.finish_attempt(attempt=attempt),
    )
    item = attempt.items.get()
    assert isinstance(kept, AttemptClosed) is (item.response is None)
    assert done.passed is (item.response is not None)


def test_one_answer_tried_from_two_windows_at_once_is_one_try(learner):
    attempt = make_attempt(QuizFactory(n=1, behaviour="interactive"), learner, right=0)
    at_once(*[lambda: services.try_answer(attempt=attempt, position=1, seen=0)] * 4)
    assert len(attempt.items.get().tries) == 1
