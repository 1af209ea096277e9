"""Readers at the same moment: real threads on real connections."""

import pytest

from assessments.quizzes import services
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.errors import ClaimLost
from assessments.quizzes.models import AttemptRegrade, Mark, MarkingDraft, QuizAttempt, Regrade
from assessments.quizzes.queries import plan_regrade
from tests.assessments.quizzes.test_concurrency import at_once
from tests.assessments.quizzes.test_regrading import correct, take
from tests.factories.assessments import QuestionFactory, QuizFactory
from tests.factories.marking import give_marks, hand_in_long, long_quiz, reader_for
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def claims(readers):
    return at_once(*[lambda reader=reader: services.claim_next_paper(marker=reader) for reader in readers])


def test_one_answer_goes_to_one_of_many_readers(learner):
    hand_in_long(long_quiz(), learner)
    taken = claims([reader_for(learner) for _place in range(4)])
    assert [one for one in taken if one is not None] == [MarkingDraft.objects.get()]


def test_as_many_answers_as_readers_go_one_to_each(learner, stranger):
    for trainee in (learner, stranger):
        hand_in_long(long_quiz(), trainee)
    taken = claims([reader_for(learner, stranger) for _place in range(2)])
    assert len({one.paper_id for one in taken}) == 2


def test_handing_in_twice_at_once_is_one_mark(learner):
    attempt = hand_in_long(long_quiz(), learner)
    reader = reader_for(learner)
    draft = services.claim_next_paper(marker=reader)
    services.save_marking_draft(
        paper=draft.paper, marker=reader, token=str(draft.token), sequence=1, picks={"0": 2, "1": 1}, words=""
    )
    done = at_once(*[lambda: services.hand_in_marks(paper=draft.paper, marker=reader)] * 3)
    assert {one.pk for one in done} == {Mark.objects.get().pk}
    assert QuizAttempt.objects.get(pk=attempt.pk).status == AttemptStatus.FINISHED


def test_two_answers_of_one_attempt_settled_at_once_close_it_once(learner):
    attempt = hand_in_long(long_quiz(long=2), learner)
    readers = [reader_for(learner), reader_for(learner)]
    done = at_once(*[lambda reader=reader: give_marks(reader) for reader in readers])
    assert not [one for one in done if isinstance(one, Exception)]
    assert Mark.objects.count() == 2
    assert QuizAttempt.objects.get(pk=attempt.pk).status == AttemptStatus.FINISHED


def test_saving_beside_handing_in_is_kept_or_refused(learner):
    hand_in_long(long_quiz(), learner)
    reader = reader_for(learner)
    draft = services.claim_next_paper(marker=reader)
    facts = {"paper": draft.paper, "marker": reader, "token": str(draft.token)}
    services.save_marking_draft(**facts, sequence=1, picks={"0": 2, "1": 1}, words="")
    saved, mark = at_once(
        lambda: services.save_marking_draft(**facts, sequence=2, picks={"0": 0, "1": 0}, words=""),
        lambda: services.hand_in_marks(paper=draft.paper, marker=reader),
    )
    assert mark.score == (1 if isinstance(saved, ClaimLost) else 0)


def test_grading_anew_twice_at_once_is_done_once(learner):
    manager = UserFactory(roles=["programme_manager"])
    question = QuestionFactory(right="a")
    quiz = QuizFactory(bank=question.bank, blueprint=[{"topic": question.topic, "count": 1}])
    take(quiz, learner, "a")
    question = correct(question)
    digest = plan_regrade(question).digest
    done = at_once(
        *[
            lambda: services.regrade_question(
                question=question, actor=manager, reason="The key was wrong", digest=digest
            )
        ]
        * 2
    )
    assert {one.pk for one in done} == {Regrade.objects.get().pk}
    assert AttemptRegrade.objects.count() == 1
