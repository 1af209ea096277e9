"""After a mistake in a key: a dry run, a decision, results that supersede, people who are told."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.queries import standing_of
from assessments.questions.models import Question
from assessments.questions.services import save_question
from assessments.quizzes import queries, services
from assessments.quizzes.errors import DryRunOutdated, NothingToRegrade, RegradeReasonMissing
from assessments.quizzes.interactive import TryRules
from assessments.quizzes.models import AttemptRegrade, QuizAttempt, Regrade
from assessments.quizzes.regrading import grade_anew, tries_anew
from assessments.quizzes.services import save_quiz
from lms.common.ledger import RowIsFinal
from lms.notifications.models import Notification
from tests.assessments.pages import whole_page
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory, QuizFactory, options
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory
from tests.factories.people import OrganisationFactory, UserFactory

REASON = "Answer b is right, not a"


@pytest.fixture
def manager(db):
    return UserFactory(roles=["programme_manager"], organisation=OrganisationFactory())


@pytest.fixture
def question(db) -> Question:
    return QuestionFactory(code="m1-q01", bank=QuestionBankFactory(code="m1"), right="a")


@pytest.fixture
def quiz(question):
    blueprint = [{"topic": question.topic, "count": 1}]
    return QuizFactory(bank=question.bank, blueprint=blueprint, competencies=[CompetencyFactory(code="SAFE-1")])


def take(quiz, learner, letter, *, finish=True, **place) -> QuizAttempt:
    """An attempt at a quiz of one question, answered with this letter."""
    attempt = services.start_attempt(quiz=quiz, learner=learner, **place)
    item = attempt.items.select_related("revision").get()
    chosen = [one["id"] for one in item.revision.body["options"] if one["text"] == f"Answer {letter}"]
    services.record_answer(attempt=attempt, position=1, response={"chosen": chosen}, sequence=1)
    return services.finish_attempt(attempt=attempt) if finish else attempt


def correct(question, right="b", letters="abcd", **changes) -> Question:
    """The question published anew with another key."""
    facts = {
        "code": question.code,
        "bank": question.bank,
        "kind": question.kind,
        "stem": question.stem,
        "options": options(right, letters),
        "topic": question.topic,
        "competency": question.competency,
    }
    return save_question(**{**facts, **changes})


def publish_as(question, change, **facts) -> Question:
    question = Question.objects.get(pk=question.pk)
    for name, value in {"change": change, **facts}.items():
        setattr(question, name, value)
    question.save_revision(clean=False).publish(skip_permission_checks=True)
    return Question.objects.get(pk=question.pk)


def regrade(question, actor, **changes):
    facts = {"reason": REASON, "digest": queries.plan_regrade(question).digest}
    return services.regrade_question(question=question, actor=actor, **{**facts, **changes})


def state(attempt):
    attempt = QuizAttempt.objects.get(pk=attempt.pk)
    return attempt.passed, attempt.score


def test_a_dry_run_says_who_changes_and_writes_nothing(question, quiz, learner, stranger):
    lost, won = take(quiz, learner, "a"), take(quiz, stranger, "b")
    same = take(quiz, UserFactory(), "c")
    question = correct(question)
    plan = queries.plan_regrade(question)
    assert {one.attempt_id for one in plan.changes if one.is_lost} == {lost.pk}
    assert {one.attempt_id for one in plan.changes if one.is_won} == {won.pk}
    assert (plan.same, plan.misfits, plan.unsettled) == (1, 0, 0)
    assert [state(one) for one in (lost, won, same)] == [(True, 1), (False, 0), (False, 0)]
    assert not Regrade.objects.exists()


def test_a_regrade_adds_rows_that_supersede(question, quiz, learner, stranger, manager):
    lost, won = take(quiz, learner, "a"), take(quiz, stranger, "b")
    question = correct(question)
    done = regrade(question, manager)
    assert (state(lost), state(won)) == ((False, 0), (True, 1))
    row = AttemptRegrade.objects.get(attempt=lost)
    assert (row.old_passed, row.new_passed, row.old_score, row.new_score) == (True, False, 1, 0)
    assert row.items == [
        {"position": 1, "old_score": "1.0000", "new_score": "0", "old_correct": True, "new_correct": False}
    ]
    assert standing_of(stranger).knowledge_met == {quiz.competencies.get().pk}
    assert not standing_of(learner).knowledge_met
    first, second = CompetencyRecord.objects.filter(learner=learner).order_by("pk")
    assert (first.met, second.met, second.supersedes, second.observed_at) == (True, False, first, first.observed_at)
    assert (done.actor, done.reason, done.looked_at) == (manager, REASON, 2)
    actions = list(ModelLogEntry.objects.values_list("action", flat=True))
    assert (actions.count("attempt.regrade"), actions.count("question.regrade")) == (2, 1)
    with pytest.raises(RowIsFinal):
        AttemptRegrade.objects.update(new_passed=True)


def test_a_regrade_is_done_once(question, quiz, learner, manager):
    take(quiz, learner, "a")
    question = correct(question)
    digest = queries.plan_regrade(question).digest
    first = regrade(question, manager, digest=digest)
    assert regrade(question, manager, digest=digest) == first
    assert (AttemptRegrade.objects.count(), CompetencyRecord.objects.count()) == (1, 2)
    with pytest.raises(NothingToRegrade):
        regrade(question, manager)


def test_a_dry_run_that_is_outdated_is_said_and_changes_nothing(question, quiz, learner, stranger, manager):
    take(quiz, learner, "a")
    late = take(quiz, stranger, "b", finish=False)
    question = correct(question)
    seen = queries.plan_regrade(question)
    assert seen.unsettled == 1
    services.finish_attempt(attempt=late)
    with pytest.raises(DryRunOutdated):
        regrade(question, manager, digest=seen.digest)
    assert not Regrade.objects.exists()
    regrade(question, manager)
    assert state(late) == (True, 1)


def test_a_regrade_needs_a_reason(question, quiz, learner, manager):
    take(quiz, learner, "a")
    with pytest.raises(RegradeReasonMissing):
        regrade(correct(question), manager, reason="  ")


def test_a_minor_change_leaves_results_alone(question, quiz, learner):
    take(quiz, learner, "a")
    question = publish_as(question, "minor", stem="<p>What do you say then?</p>")
    assert queries.plan_regrade(question).items == ()


def test_a_typo_after_a_material_change_still_regrades_by_the_newest_key(question, quiz, learner, manager):
    attempt = take(quiz, learner, "a")
    question = correct(question)
    question = publish_as(question, "minor", stem="<p>What do you say then?</p>")
    plan = queries.plan_regrade(question)
    assert (plan.revision.number, len(plan.changes)) == (3, 1)
    regrade(question, manager)
    assert state(attempt) == (False, 0)


def test_there_and_back_ends_where_it_began(question, quiz, learner, manager):
    attempt = take(quiz, learner, "a")
    regrade(correct(question), manager)
    question = correct(question, right="a")
    regrade(question, manager)
    assert state(attempt) == (True, 1)
    rows = AttemptRegrade.objects.filter(attempt=attempt).order_by("pk")
    assert [(one.old_passed, one.new_passed) for one in rows] == [(True, False), (False, True)]
    assert CompetencyRecord.objects.filter(superseded_by=None).get().met


def test_an_answer_that_no_longer_fits_stays_as_it_is(question, quiz, learner, manager):
    attempt = take(quiz, learner, "d")
    take(quiz, UserFactory(), "a")
    question = correct(question, letters="abc")
    plan = queries.plan_regrade(question)
    assert (plan.misfits, len(plan.items)) == (1, 1)
    regrade(question, manager)
    assert state(attempt) == (False, 0)


def test_the_review_shows_the_key_that_counts_now(question, quiz, learner, manager, client_for):
    attempt = take(quiz, learner, "c")
    question = correct(question, letters="bce")
    regrade(question, manager)
    html = whole_page(client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])))
    assert "Answer e" in html
    assert "Answer d" not in html
    right = html.split("is-missed")[1]
    assert "Answer b" in right.split("</li>")[0]


def test_those_affected_are_told_kindly_and_others_are_not(question, quiz, learner, stranger, manager):
    take(quiz, learner, "a")
    take(quiz, stranger, "b")
    same = UserFactory()
    take(quiz, same, "c")
    regrade(correct(question), manager)
    words = {
        name: Notification.objects.filter(kind="regraded", recipient=person).values_list("body", flat=True)
        for name, person in (("lost", learner), ("won", stranger), ("same", same))
    }
    assert "mistake, which was ours" in words["lost"][0]
    assert "not yet met" in words["lost"][0]
    assert "you have met this check" in words["won"][0]
    assert not words["same"]


def test_awards_are_listed_and_never_changed(question, quiz, learner, manager, client_for):
    version = ProgrammeVersionFactory(requirements=[{"any": [{"knowledge": "SAFE-1"}, {"knowledge": "SAFE-9"}]}])
    other = ProgrammeVersionFactory(requirements=[{"knowledge": "SAFE-9"}])
    take(quiz, learner, "a")
    award = AwardFactory(learner=learner, version=version)
    ended = AwardFactory(learner=learner, version=other)
    question = correct(question)
    address = reverse("wagtailsnippets_assessments_question:regrade", args=[question.pk])
    html = whole_page(client_for(manager).get(address))
    assert reverse("certificates:award", args=[award.uuid]) in html
    assert reverse("certificates:award", args=[ended.uuid]) not in html
    regrade(question, manager)
    assert award.events.count() == 1


def test_names_are_shown_only_to_whoever_looks_after_them(question, quiz, manager, client_for):
    away = UserFactory(full_name="Ada Away", organisation=OrganisationFactory())
    take(quiz, away, "a")
    question = correct(question)
    address = reverse("wagtailsnippets_assessments_question:regrade", args=[question.pk])
    for user in (manager, UserFactory(roles=["content_editor"])):
        html = whole_page(client_for(user).get(address))
        assert "Ada Away" not in html
        assert "somebody outside your reach" in html
        assert "1 result goes from met to not yet" in html


def test_the_page_commits_with_a_reason_and_says_what_happened(question, quiz, learner, manager, client_for):
    attempt = take(quiz, learner, "a")
    question = correct(question)
    client = client_for(manager)
    address = reverse("wagtailsnippets_assessments_question:regrade", args=[question.pk])
    assert learner.full_name in whole_page(client.get(address))
    sent = {"reason": "", "digest": queries.plan_regrade(question).digest}
    assert "Say what was wrong" in whole_page(client.post(address, sent))
    assert "Something has changed" in whole_page(client.post(address, {"reason": REASON, "digest": "x"}))
    html = whole_page(client.post(address, sent | {"reason": REASON}, follow=True))
    assert "1 result was changed." in html
    assert REASON in html
    assert "nothing to grade anew" in html
    assert state(attempt) == (False, 0)


def test_a_dry_run_asks_the_same_however_many(question, quiz, django_assert_num_queries):
    for letter in "aabbcc":
        take(quiz, UserFactory(), letter)
    question = correct(question)
    with django_assert_num_queries(5):
        assert len(queries.plan_regrade(question).changes) == 4


def test_what_people_marked_is_not_graded_anew_by_a_machine():
    assert grade_anew(old_kind="long_answer", new_kind="long_answer", body={}, response={"text": "x"}) is None
    assert grade_anew(old_kind="one_best", new_kind="several_right", body={}, response={}) is None


BODY = {"options": [{"id": letter, "text": letter, "correct": letter == "b", "feedback": ""} for letter in "abc"]}


def tried(letters: str) -> list[dict]:
    return [{"response": {"chosen": [letter]}, "score": "0", "correct": False, "at": "x"} for letter in letters]


@given(st.text("abc", min_size=1, max_size=4), st.booleans())
def test_several_tries_are_all_held_against_the_new_key(letters, critical):
    rules = TryRules(4, Decimal("0.25"))
    facts = {"kind": "one_best", "body": BODY, "rules": rules, "safety_critical": critical}
    grade, again = tries_anew(tries=tried(letters), **facts)
    assert [one["correct"] for one in again] == [letter == "b" for letter in letters]
    first = letters.find("b")
    assert grade.score == (1 - Decimal("0.25") * first if first >= 0 else 0)
    assert grade.correct is (first == 0 if critical else first >= 0)


def test_tries_with_an_answer_that_has_gone_fit_no_more():
    facts = {"kind": "one_best", "body": BODY, "rules": TryRules(2, Decimal(0)), "safety_critical": False}
    assert tries_anew(tries=tried("az"), **facts) is None


def test_a_check_with_several_tries_is_graded_anew_try_by_try(question, learner, manager):
    blueprint = [{"topic": question.topic, "count": 1}]
    quiz = QuizFactory(bank=question.bank, blueprint=blueprint, behaviour="interactive", try_penalty=25, pass_mark=70)
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    ids = {one["text"]: one["id"] for one in attempt.items.get().revision.body["options"]}
    for sequence, letter in enumerate("ba", start=1):
        response = {"chosen": [ids[f"Answer {letter}"]]}
        services.record_answer(attempt=attempt, position=1, response=response, sequence=sequence)
        services.try_answer(attempt=attempt, position=1)
    services.finish_attempt(attempt=attempt)
    assert state(attempt) == (True, Decimal("0.75"))
    regrade(correct(question), manager)
    assert state(attempt) == (True, 1)
    item = attempt.items.get()
    assert [one["correct"] for one in item.tries] == [True, False]
    old = AttemptRegrade.objects.get().items[0]["old_tries"]
    assert [one["correct"] for one in old] == [False, True]


def test_certainty_marks_follow_the_new_key(question, learner, manager):
    blueprint = [{"topic": question.topic, "count": 1}]
    quiz = QuizFactory(bank=question.bank, blueprint=blueprint, certainty=True, grade_by_certainty=True)
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    ids = {one["text"]: one["id"] for one in attempt.items.get().revision.body["options"]}
    response = {"chosen": [ids["Answer b"]]}
    services.record_answer(attempt=attempt, position=1, response=response, sequence=1, certainty="high")
    services.finish_attempt(attempt=attempt)
    assert state(attempt) == (False, 0)
    regrade(correct(question), manager)
    assert state(attempt) == (True, 3)


def test_where_the_average_counts_a_regrade_asks_it(question, learner, manager):
    blueprint = [{"topic": question.topic, "count": 1}]
    quiz = QuizFactory(bank=question.bank, blueprint=blueprint, grading="average", pass_mark=60, attempts_allowed=3)
    take(quiz, learner, "c")
    second = take(quiz, learner, "b")
    question = correct(question)
    assert [one.new_passed for one in queries.plan_regrade(question).changes] == [False]
    regrade(question, manager)
    second.refresh_from_db()
    assert (second.passed, second.is_met) == (True, False)


def test_where_the_average_counts_later_tries_follow(question, learner, manager):
    blueprint = [{"topic": question.topic, "count": 1}]
    quiz = QuizFactory(bank=question.bank, blueprint=blueprint, grading="average", pass_mark=60, attempts_allowed=3)
    take(quiz, learner, "b")
    second = take(quiz, learner, "b")
    assert not second.is_met
    regrade(correct(question), manager)
    second.refresh_from_db()
    assert second.is_met


def test_a_later_try_that_was_not_asked_the_question_follows_the_average(question, learner, manager):
    other = QuestionFactory(code="m1-q02", bank=question.bank, right="a")
    quiz = QuizFactory(bank=question.bank, blueprint=[{"question": "m1-q01"}], grading="average", pass_mark=60)
    take(quiz, learner, "b")
    quiz = save_quiz(
        code=quiz.code,
        title=quiz.title,
        bank=quiz.bank,
        blueprint=[{"question": other.code}],
        grading="average",
        pass_mark=60,
    )
    second = take(quiz, learner, "a")
    assert not second.is_met
    done = regrade(correct(question), manager)
    second.refresh_from_db()
    assert second.is_met
    assert [row.items for row in done.attempts.filter(attempt=second)] == [[]]
