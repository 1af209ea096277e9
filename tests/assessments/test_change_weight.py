"""Publishing a question that people were asked already: how much does it change?"""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from assessments.questions.models import Question, QuestionRevision
from tests.assessments.pages import whole_page
from tests.assessments.test_admin import said
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, make_attempt
from tests.factories.people import UserFactory


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


@pytest.fixture
def question(db) -> Question:
    return QuestionFactory(code="m1-q01", bank=QuestionBankFactory(code="m1"))


@pytest.fixture
def asked(question, learner) -> Question:
    make_attempt(QuizFactory(bank=question.bank, blueprint=[{"topic": "values", "count": 1}]), learner)
    return question


def address(question, name="edit"):
    return reverse(f"wagtailsnippets_assessments_question:{name}", args=[question.pk])


def form(question, right="a", **changes):
    """The question as its form sends it, with the key at `right`."""
    blocks = [
        (
            "option",
            {
                "text": rich_text(str(child.value["text"].source)),
                "correct": "on" if f"Answer {right}<" in child.value["text"].source else "",
                "feedback": rich_text(child.value["feedback"].source),
            },
        )
        for child in question.options
    ]
    stream = streamfield(blocks)
    for place, child in enumerate(question.options):
        stream[f"{place}-id"] = child.id
    return nested_form_data(
        {
            "code": question.code,
            "bank": question.bank_id,
            "kind": question.kind,
            "stem": rich_text(question.stem),
            "options": stream,
            "feedback": rich_text(question.feedback),
            "media": streamfield([]),
            "vignette": "",
            "hints": streamfield([]),
            "tags": "",
            "topic": question.topic,
            "competency": question.competency_id,
            "difficulty": question.difficulty,
            "reread": "",
            "action-publish": "1",
            **changes,
        }
    )


def newest(question):
    return QuestionRevision.objects.filter(question=question).latest("number")


def test_the_form_says_how_many_were_asked_and_asks_only_then(editor, question, learner):
    assert "how much this changes" not in editor.get(address(question)).content.decode().lower()
    make_attempt(QuizFactory(bank=question.bank, blueprint=[{"topic": "values", "count": 1}]), learner)
    html = editor.get(address(question)).content.decode()
    assert "1 attempt was asked this question" in html
    assert "Material: what is right has changed" in html


def test_a_changed_key_is_published_only_with_its_weight(editor, asked):
    html = editor.post(address(asked), form(asked, right="b")).content.decode()
    assert "Say whether this is minor or material" in html
    assert newest(asked).number == 1
    answer = editor.post(address(asked), form(asked, right="b", change="material"))
    assert answer.status_code == 302
    assert (newest(asked).number, newest(asked).change) == (2, "material")
    assert "until somebody grades them anew" in said(answer)
    assert address(asked, "regrade") in said(answer)


def test_a_draft_and_what_changes_nothing_ask_nothing(editor, asked):
    assert editor.post(address(asked), form(asked)).status_code == 302
    draft = form(asked, right="b")
    del draft["action-publish"]
    assert editor.post(address(asked), draft).status_code == 302
    assert newest(asked).number == 1


def test_the_weight_is_said_anew_each_time(editor, asked):
    editor.post(address(asked), form(asked, right="b", change="minor"))
    assert newest(asked).change == "minor"
    question = Question.objects.get(pk=asked.pk)
    assert "Say whether" in editor.post(address(asked), form(question, right="a")).content.decode()


def test_a_question_that_nobody_was_asked_is_published_without_a_word(editor, question):
    assert editor.post(address(question), form(question, right="b", change="material")).status_code == 302
    assert (newest(question).number, newest(question).change) == (2, "")


def test_the_way_to_grading_anew_stands_in_the_list(editor, question):
    html = editor.get(reverse("wagtailsnippets_assessments_question:list")).content.decode()
    assert address(question, "regrade") in html
    assert "nothing to grade anew" in whole_page(editor.get(address(question, "regrade")))
