"""Questions and quizzes on paper."""

import re

import pytest
from django.urls import reverse

from assessments.questions.kinds import KINDS, kind_of
from assessments.quizzes.printing import sheet
from tests.assessments.questions.test_kinds import PARTS, body_of
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, VignetteFactory
from tests.factories.people import UserFactory
from tests.html import parse_page


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


def page(client, row, query=""):
    name = row._meta.model_name
    answered = client.get(reverse(f"wagtailsnippets_assessments_{name}:print", args=[row.pk]) + query)
    assert answered.status_code == 200
    html = answered.content.decode()
    parse_page(html)
    return html


def as_options(kind):
    return [{"key": part["id"], **{k: v for k, v in part.items() if k != "id"}} for part in PARTS[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_printed_with_and_without_its_key(editor, kind):
    question = QuestionFactory(kind=kind, options=as_options(kind), feedback="<p>Because.</p>")
    bare, whole = page(editor, question), page(editor, question, "?key=1")
    assert "Because." not in bare
    assert 'class="paper-key"' not in bare
    assert "<select" not in bare
    assert 'name="chosen"' not in bare
    assert "Because." in whole


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.scored])
def test_every_scored_kind_has_a_key(kind):
    assert kind_of(kind).key(body_of(kind))


def test_a_key_says_what_is_right():
    words = [(line.text, line.words) for line in kind_of("gap_select").key(body_of("gap_select"))]
    assert words == [("[1]", "risk"), ("[2]", "the lead")]
    ranked = [line.words for line in kind_of("judgement_rank").key(body_of("judgement_rank"))]
    assert ranked == ["Best", "Helpful", "Not helpful", "Harmful"]
    assert len(kind_of("spot").key(body_of("spot"))) == 2
    assert kind_of("likert").key(body_of("likert")) == []


def test_steps_are_not_printed_in_their_right_order_and_always_in_the_same():
    body = body_of("ordering")
    facts = {"number": 1, "code": "q", "safety_critical": False, "with_key": False}
    laid = [[row.text for row in sheet("ordering", body, **facts).question.inputs.rows] for _time in range(2)]
    assert laid[0] == laid[1] != [option["text"] for option in body["options"]]


def test_an_incomplete_draft_is_printed_with_what_is_missing(editor):
    question = QuestionFactory()
    question.options = []
    question.save_revision(clean=False)
    assert "Add at least two answers" in page(editor, question, "?key=1")


def test_a_quiz_is_printed_whole_or_as_one_draw_that_stays_the_same(editor):
    vignette, bank = VignetteFactory(), QuestionBankFactory()
    for place in range(6):
        QuestionFactory(bank=bank, vignette=vignette if place < 2 else None)
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 3}])
    whole = page(editor, quiz)
    assert whole.count('<section class="paper"') == 6
    assert whole.count("Eight chairs") == 1
    drawn = [re.findall(r"What do you say to (\w+)", page(editor, quiz, f"?draw=7{key}")) for key in ("", "&key=1")]
    assert len(drawn[0]) == 3
    assert drawn[0] == drawn[1]
    others = {tuple(re.findall(r"say to (\w+)", page(editor, quiz, f"?draw={number}"))) for number in range(1, 6)}
    assert len(others) > 1


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999", "²", "0"])
def test_a_draw_without_a_sound_number_is_all_questions(editor, number):
    quiz = QuizFactory(n=1, bank_size=2)
    assert page(editor, quiz, f"?draw={number}").count('<section class="paper"') == 2


def test_a_quiz_with_too_small_a_bank_says_so_on_paper(editor):
    quiz = QuizFactory(n=1)
    type(quiz).objects.filter(pk=quiz.pk).update(blueprint=[])
    assert "Add at least one line to the blueprint." in page(editor, quiz)


@pytest.mark.parametrize("n", [1, 4])
def test_a_longer_quiz_costs_no_more_queries(editor, n, django_assert_max_num_queries):
    quiz = QuizFactory(n=n)
    page(editor, quiz)
    with django_assert_max_num_queries(12):
        page(editor, quiz)


def test_the_list_leads_to_it(editor):
    quiz = QuizFactory(n=1)
    for row in (quiz, quiz.bank.questions.get()):
        name = row._meta.model_name
        html = editor.get(reverse(f"wagtailsnippets_assessments_{name}:list")).content.decode()
        assert reverse(f"wagtailsnippets_assessments_{name}:print", args=[row.pk]) in html
