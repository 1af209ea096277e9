"""Long answers: handed in, read by people, settled, released."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from assessments.competencies.models import CompetencyRecord
from assessments.quizzes import queries, services
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.errors import AwaitingMarking, ClaimLost, MarksIncomplete, NothingToCheck
from assessments.quizzes.models import Mark, MarkingDraft, Paper
from assessments.quizzes.services.marking import HOLD
from assessments.signals import attempt_finished
from lms.common import clock
from lms.common.ledger import RowIsFinal
from lms.notifications.models import Notification
from tests.factories.assessments import CompetencyFactory, QuizFactory, make_attempt
from tests.factories.marking import give_marks, hand_in_long, long_quiz, paper_of, reader_for
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished():
    """Attempts that `attempt_finished` told of."""
    told = []

    def note(attempt, **kwargs):
        told.append((attempt.pk, kwargs["marked"]))

    attempt_finished.connect(note)
    yield told
    attempt_finished.disconnect(note)


def save(draft, picks=(2, 1), words="", token=None, sequence=1):
    return services.save_marking_draft(
        paper=draft.paper,
        marker=draft.marker,
        token=token or str(draft.token),
        sequence=sequence,
        picks={str(place): pick for place, pick in enumerate(picks)},
        words=words,
    )


def test_handing_in_a_long_answer_grades_the_rest_and_waits(learner, finished):
    quiz = long_quiz(choices=1, competencies=[CompetencyFactory()])
    attempt = hand_in_long(quiz, learner)
    graded, by_hand = attempt.items.exclude(score=None).get(), attempt.items.get(score=None)
    assert (attempt.status, attempt.passed, attempt.score) == (AttemptStatus.AWAITING, None, None)
    assert attempt.finished_at is not None
    assert (graded.correct, by_hand.correct, by_hand.paper.settled_at) == (True, None, None)
    assert not CompetencyRecord.objects.exists()
    assert finished == []
    assert services.finish_attempt(attempt=attempt).finished_at == attempt.finished_at
    assert Paper.objects.count() == 1


def test_a_long_answer_left_open_needs_no_reader(learner, finished):
    attempt = hand_in_long(long_quiz(), learner, text="")
    assert (attempt.status, attempt.passed) == (AttemptStatus.FINISHED, False)
    assert not Paper.objects.exists()
    assert finished == [(attempt.pk, False)]


def test_marks_close_the_attempt_once_at_the_time_of_handing_in(learner, finished):
    quiz = long_quiz(choices=1, competencies=[CompetencyFactory()])
    with time_machine.travel(clock.now() - timedelta(days=3), tick=False):
        handed_in = hand_in_long(quiz, learner)
    reader = reader_for(learner)
    mark = give_marks(reader, (2, 1), words="Clear and kind.")
    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.passed, handed_in.score) == (AttemptStatus.FINISHED, True, 2)
    assert clock.now() - handed_in.finished_at > timedelta(days=2)
    assert CompetencyRecord.objects.get().observed_at == handed_in.finished_at
    assert finished == [(handed_in.pk, True)]
    assert services.hand_in_marks(paper=mark.paper, marker=reader) == mark
    assert finished == [(handed_in.pk, True)]
    assert not MarkingDraft.objects.exists()
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"paper.mark", "paper.settle", "attempt.release"} <= actions


@pytest.mark.parametrize(("picks", "passed"), [((1, 1), True), ((2, 0), False)])
def test_a_safety_question_is_met_from_the_level_that_is_enough(learner, picks, passed):
    attempt = hand_in_long(long_quiz(safety_critical=True, pass_mark=60), learner)
    give_marks(reader_for(learner), picks)
    attempt.refresh_from_db()
    assert attempt.score == Decimal("0.667")
    assert attempt.passed is passed


def test_no_other_try_while_people_read(learner):
    quiz = long_quiz()
    hand_in_long(quiz, learner)
    with pytest.raises(AwaitingMarking, match="being read"):
        services.start_attempt(quiz=quiz, learner=learner)
    give_marks(reader_for(learner), (0, 0))
    assert services.start_attempt(quiz=quiz, learner=learner).number == 2


def test_a_long_answer_is_not_checked_by_a_machine(learner):
    attempt = services.start_attempt(quiz=long_quiz(behaviour="immediate"), learner=learner)
    services.record_answer(attempt=attempt, position=1, response={"text": ["Words"]}, sequence=1)
    with pytest.raises(NothingToCheck, match="A person reads"):
        services.check_answer(attempt=attempt, position=1)


def test_the_oldest_comes_first_and_nobody_gets_what_another_holds(learner, stranger):
    quiz = long_quiz()
    with time_machine.travel(clock.now() - timedelta(days=1), tick=False):
        older = hand_in_long(quiz, stranger)
    hand_in_long(quiz, learner)
    one, two, three = (reader_for(learner, stranger) for _reader in range(3))
    first = services.claim_next_paper(marker=one)
    second = services.claim_next_paper(marker=two)
    assert first.paper == paper_of(older)
    assert first.paper != second.paper
    assert services.claim_next_paper(marker=three) is None
    assert services.claim_next_paper(marker=one) == first
    assert queries.waiting_for(three, clock.now()).papers == 0


def test_readers_reach_only_whom_they_look_after_and_never_themselves(learner, stranger):
    supervisor = reader_for(learner)
    for trainee in (stranger, supervisor):
        hand_in_long(long_quiz(), trainee)
    assert services.claim_next_paper(marker=supervisor) is None
    circle = OrganisationFactory()
    manager = UserFactory(roles=["programme_manager"], organisation=circle)
    hand_in_long(long_quiz(), manager)
    member = hand_in_long(long_quiz(), UserFactory(roles=["trainee"], organisation=circle))
    hand_in_long(long_quiz(), UserFactory(roles=["trainee"], organisation=OrganisationFactory()))
    papers = queries.papers_waiting(manager)
    assert paper_of(member) in papers
    assert set(papers.values_list("item__attempt__learner__full_name", flat=True)) >= {stranger.full_name}
    assert manager.pk not in papers.values_list("item__attempt__learner", flat=True)
    assert papers.count() == 3
    assert services.claim_next_paper(marker=learner) is None


def test_a_claim_lasts_while_it_is_saved_and_then_goes_on_with_nothing_lost(learner):
    hand_in_long(long_quiz(), learner)
    one, two = reader_for(learner), reader_for(learner)
    draft = services.claim_next_paper(marker=one)
    with time_machine.travel(clock.now() + HOLD - timedelta(minutes=1), tick=False):
        assert save(draft, words="half").held
    with time_machine.travel(clock.now() + HOLD * 1.5, tick=False):
        assert services.claim_next_paper(marker=two) is None
    with time_machine.travel(clock.now() + HOLD * 3, tick=False):
        assert services.claim_next_paper(marker=two).paper == draft.paper
        kept = save(draft, words="all of it", sequence=2)
        assert (kept.held, kept.draft.words) == (False, "all of it")
        with pytest.raises(ClaimLost, match="kept"):
            services.hand_in_marks(paper=draft.paper, marker=one)
    assert not Mark.objects.exists()


def test_a_claim_that_ran_out_unnoticed_goes_on(learner):
    hand_in_long(long_quiz(), learner)
    draft = services.claim_next_paper(marker=reader_for(learner))
    with time_machine.travel(clock.now() + HOLD * 2, tick=False):
        assert save(draft).held
        assert services.hand_in_marks(paper=draft.paper, marker=draft.marker).score == 1


def test_what_comes_from_an_older_window_changes_nothing(learner):
    hand_in_long(long_quiz(), learner)
    draft = services.claim_next_paper(marker=reader_for(learner))
    save(draft, words="new", sequence=5)
    assert save(draft, words="old", sequence=4).newer
    assert save(draft, words="other claim", sequence=9, token="no token").newer
    assert MarkingDraft.objects.get().words == "new"


def test_a_paper_can_be_left_to_somebody_else(learner):
    hand_in_long(long_quiz(), learner)
    one, two = reader_for(learner), reader_for(learner)
    draft = services.claim_next_paper(marker=one)
    save(draft, words="unsure")
    services.let_paper_go(paper=draft.paper, marker=one)
    assert services.claim_next_paper(marker=two).paper == draft.paper
    assert MarkingDraft.objects.get(marker=one).words == "unsure"


def test_marks_need_a_level_for_every_criterion(learner):
    hand_in_long(long_quiz(), learner)
    draft = services.claim_next_paper(marker=reader_for(learner))
    save(draft, picks=(2,))
    with pytest.raises(MarksIncomplete):
        services.hand_in_marks(paper=draft.paper, marker=draft.marker)
    assert (MarkingDraft.objects.count(), Mark.objects.count()) == (1, 0)


def test_who_never_held_a_paper_cannot_save_or_mark_it(learner):
    paper, reader = paper_of(hand_in_long(long_quiz(), learner)), reader_for(learner)
    with pytest.raises(ClaimLost):
        services.save_marking_draft(paper=paper, marker=reader, token="", sequence=1, picks={}, words="")
    with pytest.raises(ClaimLost):
        services.hand_in_marks(paper=paper, marker=reader)


def test_two_readers_who_agree_count_together(learner):
    attempt = hand_in_long(long_quiz(marking={"markers": 2, "threshold": 40}), learner)
    one, two = reader_for(learner), reader_for(learner)
    give_marks(one, (2, 1), words="One")
    attempt.refresh_from_db()
    assert attempt.status == AttemptStatus.AWAITING
    assert services.claim_next_paper(marker=one) is None
    give_marks(two, (1, 1), words="Two")
    paper = paper_of(attempt)
    assert (paper.score, paper.outcome["rule"]) == (Decimal("0.8333"), "mean")
    assert (paper.outcome["points"], paper.outcome["words"]) == (["3.00", "2.00"], ["One", "Two"])
    assert list(paper.marks.values_list("place", "score")) == [(1, 1), (2, Decimal("0.6666"))]


def test_two_readers_who_differ_are_settled_by_a_third(learner):
    attempt = hand_in_long(long_quiz(marking={"markers": 2}), learner)
    readers = [reader_for(learner) for _place in range(3)]
    give_marks(readers[0], (2, 1))
    give_marks(readers[1], (0, 0))
    assert queries.papers_waiting(readers[2]).count() == 1
    assert queries.papers_waiting(readers[1]).count() == 0
    give_marks(readers[2], (1, 1))
    attempt.refresh_from_db()
    assert (attempt.status, paper_of(attempt).outcome["rule"]) == (AttemptStatus.FINISHED, "third")


def test_marks_are_never_changed(learner):
    hand_in_long(long_quiz(), learner)
    mark = give_marks(reader_for(learner))
    with pytest.raises(RowIsFinal):
        Mark.objects.update(score=0)
    with pytest.raises(RowIsFinal):
        mark.save()


def test_an_attempt_with_two_long_answers_waits_for_both(learner, finished):
    attempt = hand_in_long(long_quiz(long=2), learner)
    reader = reader_for(learner)
    give_marks(reader)
    assert finished == []
    give_marks(reader)
    assert finished == [(attempt.pk, True)]


def test_a_batch_is_shown_when_somebody_in_charge_releases_it(learner, stranger, finished):
    quiz = long_quiz(marking={"release": "batch"})
    circle = OrganisationFactory()
    away = UserFactory(roles=["trainee"], organisation=OrganisationFactory())
    attempts = [hand_in_long(quiz, one) for one in (learner, stranger, away)]
    reader = reader_for(learner, away)
    give_marks(reader)
    give_marks(reader)
    lead = UserFactory(roles=["lead_supervisor"], organisation=circle)
    [line] = queries.release_lines(lead)
    assert (line["ready"], line["reading"]) == (1, 1)
    assert finished == []
    assert services.release_marks(quiz=quiz, actor=lead) == 1
    assert finished == [(attempts[0].pk, True)]
    assert services.release_marks(quiz=quiz, actor=lead) == 0
    assert services.release_marks(quiz=quiz, actor=reader) == 0
    assert ModelLogEntry.objects.filter(action="quiz.release").count() == 1


@pytest.mark.parametrize(("picks", "title"), [((2, 1), ": met"), ((0, 0), ": not yet")])
def test_the_learner_is_told_once_and_kindly(learner, picks, title):
    attempt = hand_in_long(long_quiz(), learner)
    give_marks(reader_for(learner), picks)
    note = Notification.objects.get(recipient=learner)
    assert note.title.endswith(title)
    assert "were read" in note.body
    assert str(attempt.uuid) in note.path


def test_settings_hold_marking_only_where_it_is_unusual(learner):
    usual = make_attempt(QuizFactory(n=1), learner).version.settings
    assert "marking" not in usual
    version = queries.current_quiz_version(long_quiz(marking={"markers": 2, "rule": "lower"}))
    assert version.settings["marking"] == {"markers": 2, "release": "at_once", "threshold": 20, "rule": "lower"}
