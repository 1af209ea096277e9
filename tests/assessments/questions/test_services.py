import pytest
from wagtail.models import Locale, ModelLogEntry

from assessments.questions.errors import QuestionIncomplete
from assessments.questions.keys import option_id, option_keys
from assessments.questions.models import Question, QuestionRevision
from assessments.questions.queries import latest_revisions
from assessments.questions.services import publish_question, restore_question, retire_question, save_question
from lms.common.ledger import RowIsFinal
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, options


def test_save_question_publishes_a_revision_with_stable_option_ids(db):
    question = QuestionFactory(code="m1-q01")
    revision = question.published_revisions.get()
    assert question.live
    assert revision.body["story"] == "<p>A member asks.</p>"
    assert [option["id"] for option in revision.body["options"]] == [option_id("m1-q01", key) for key in "abcd"]
    assert [option["correct"] for option in revision.body["options"]] == [True, False, False, False]


def test_publish_twice_makes_one_revision_and_one_line_in_the_log(db):
    question = QuestionFactory()
    assert publish_question(question=question) == publish_question(question=question)
    assert question.published_revisions.count() == 1
    assert ModelLogEntry.objects.filter(action="question.publish").count() == 1


def test_publish_after_a_change_adds_a_revision_and_keeps_the_first(db):
    question = QuestionFactory(feedback="<p>First.</p>")
    question.feedback = "<p>Second.</p>"
    second = publish_question(question=question)
    first = question.published_revisions.get(number=1)
    assert (first.body["feedback"], second.body["feedback"], second.number) == ("<p>First.</p>", "<p>Second.</p>", 2)
    with pytest.raises(RowIsFinal):
        first.save()


def test_save_question_again_in_another_order_keeps_the_ids(db):
    question = QuestionFactory(code="q")
    save_question(
        code="q",
        bank=question.bank,
        kind="one_best",
        stem=question.stem,
        options=options("a")[::-1],
        topic=question.topic,
        competency=question.competency,
    )
    newest = latest_revisions(question.bank).get()
    assert [option["id"] for option in newest.body["options"]] == [option_id("q", key) for key in "dcba"]
    assert Question.objects.count() == 1


def test_save_question_refuses_one_that_cannot_be_asked_and_leaves_nothing(db):
    bank = QuestionBankFactory()
    with pytest.raises(QuestionIncomplete):
        QuestionFactory(bank=bank, right="")
    assert not Question.objects.exists()


def test_the_same_code_may_stand_once_in_each_language(db):
    other = Locale.objects.create(language_code="de")
    first = QuestionFactory(code="q")
    second = QuestionFactory(code="q", bank=first.bank, competency=first.competency, locale=other)
    assert second.pk != first.pk
    assert [one.question for one in latest_revisions(first.bank, other.pk)] == [second]


def test_a_retired_question_is_drawn_no_more_until_it_is_restored(db):
    question = QuestionFactory()
    assert retire_question(question=question).retired_at == retire_question(question=question).retired_at
    assert not latest_revisions(question.bank).exists()
    restore_question(question=question)
    assert latest_revisions(question.bank).exists()


def test_publishing_an_older_draft_does_not_bring_a_question_back(db):
    question = QuestionFactory()
    draft = question.latest_revision
    retire_question(question=question)
    draft.publish()
    assert Question.objects.get().retired_at is not None


def test_latest_revisions_takes_the_newest_of_each_question(db):
    question = QuestionFactory()
    other = QuestionFactory(bank=question.bank)
    question.feedback = "<p>Changed.</p>"
    newest = publish_question(question=question)
    assert set(latest_revisions(question.bank)) == {newest, other.published_revisions.get()}
    assert QuestionRevision.objects.count() == 3


def test_option_keys_come_back_and_new_options_get_the_next_free_letter():
    ids = [option_id("q", "b"), "made-in-wagtail", option_id("q", "a"), "another"]
    assert option_keys("q", ids) == ["b", "c", "a", "d"]
