"""A situation that several questions share: frozen into each, laid beside each other, published anew for all."""

import random

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from assessments.questions.errors import QuestionIncomplete
from assessments.questions.models import Question
from assessments.questions.services import publish_question, restore_question, retire_question, save_vignette
from assessments.questions.vignettes import Vignette
from assessments.quizzes import services
from assessments.quizzes.drawing import Entry, Line, draw, side_by_side
from tests.assessments.pages import whole_page
from tests.factories.assessments import (
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    VignetteFactory,
    answer,
)
from tests.factories.content import PictureFactory
from tests.factories.people import UserFactory
from tests.html import parse_page


def newest(question):
    return question.published_revisions.order_by("-number").first()


def words_of(question):
    return newest(question).body["vignette"]["pieces"][0]["html"]


def test_a_question_keeps_the_words_of_its_vignette(db):
    question = QuestionFactory(vignette=VignetteFactory(code="v", text="<p>Eight <script>x</script> chairs.</p>"))
    assert newest(question).body["vignette"] == {
        "code": "v",
        "title": "The first evening",
        "pieces": [{"kind": "text", "html": "<p>Eight x chairs.</p>"}],
    }
    assert "vignette" not in newest(QuestionFactory()).body


def test_publishing_a_vignette_anew_reaches_its_questions_and_the_next_attempt(learner):
    vignette = VignetteFactory()
    bank = QuestionBankFactory()
    question = QuestionFactory(bank=bank, vignette=vignette)
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1}])
    begun = services.start_attempt(quiz=quiz, learner=learner)
    save_vignette(code=vignette.code, title=vignette.title, text="<p>Nine chairs.</p>")
    assert words_of(question) == "<p>Nine chairs.</p>"
    assert quiz.versions.order_by("-number").first().pool == [newest(question).pk]
    assert "Eight" in begun.items.get().revision.body["vignette"]["pieces"][0]["html"]


def test_publishing_the_same_words_again_makes_nothing_new(db):
    vignette = VignetteFactory()
    question = QuestionFactory(vignette=vignette)
    save_vignette(code=vignette.code, title=vignette.title, text="<p>Eight chairs, and somebody cries.</p>")
    assert question.published_revisions.count() == 1


def test_a_retired_question_takes_the_new_words_when_it_comes_back(db):
    vignette = VignetteFactory()
    question = QuestionFactory(vignette=vignette)
    retire_question(question=question)
    save_vignette(code=vignette.code, title=vignette.title, text="<p>Nine chairs.</p>")
    assert "Eight" in words_of(question)
    restore_question(question=question)
    assert "Nine" in words_of(question)


def test_a_question_with_an_unpublished_vignette_is_not_published(db):
    vignette = VignetteFactory()
    vignette.unpublish()
    question = QuestionFactory()
    question.vignette = vignette
    with pytest.raises(QuestionIncomplete, match="not published yet"):
        publish_question(question=question)


def test_questions_with_one_vignette_lie_beside_each_other():
    entries = [Entry(n, n, "t", False, vignette=name) for n, name in enumerate(["v", "", "w", "v", "", "v", "w"])]
    assert [entry.revision for entry in side_by_side(entries)] == [0, 3, 5, 1, 2, 6, 4]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "v", "w"]), min_size=1, max_size=12), st.integers(0, 99))
def test_a_draw_loses_nothing_and_splits_no_vignette(names, seed):
    pool = [Entry(n, n, "t", False, vignette=name) for n, name in enumerate(names)]
    drawn = draw([Line("t", len(pool))], pool, seen=(), rng=random.Random(seed))
    assert sorted(entry.revision for entry in drawn) == list(range(len(pool)))
    laid = [entry.vignette for entry in drawn]
    for name in {"v", "w"} & set(laid):
        first = laid.index(name)
        assert laid[first : first + laid.count(name)] == [name] * laid.count(name)


@pytest.fixture
def quiz(db):
    vignette, bank = VignetteFactory(), QuestionBankFactory()
    for place in range(4):
        QuestionFactory(bank=bank, vignette=vignette if place % 2 else None)
    return lambda **changes: QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 4}], **changes)


def positions(attempt):
    rows = attempt.items.select_related("revision").order_by("position")
    return [item.position for item in rows if "vignette" in item.revision.body]


def test_it_stands_above_each_of_its_questions(client_for, learner, quiz):
    attempt = services.start_attempt(quiz=quiz(), learner=learner)
    first, second = positions(attempt)
    assert second == first + 1
    for position in range(1, 5):
        html = whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/items/{position}/"))
        assert html.count("Eight chairs") == (position in {first, second})


def test_it_stands_once_above_its_questions_on_one_page_and_in_the_review(client_for, learner, quiz):
    attempt = services.start_attempt(quiz=quiz(layout="all"), learner=learner)
    html = whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/"))
    assert html.count("Eight chairs") == 1
    for position in range(1, 5):
        answer(attempt, position)
    services.finish_attempt(attempt=attempt)
    assert whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/review/")).count("Eight chairs") == 1


# --- on the desk ---


def url(name, *args):
    return reverse(f"wagtailsnippets_assessments_vignette:{name}", args=args)


def form(**changes):
    base = {"title": "A night", "code": "a-night", "body": streamfield([("text", rich_text("<p>It rains.</p>"))])}
    return nested_form_data({**base, "action-publish": "1", **changes})


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


def test_an_editor_writes_publishes_and_finds_it(editor):
    assert editor.post(url("add"), form()).status_code == 302
    vignette = Vignette.objects.get()
    assert vignette.live
    QuestionFactory(vignette=vignette)
    html = editor.get(url("list")).content.decode()
    assert "A night" in html


def test_the_list_costs_the_same_with_three_rows_as_with_one(editor, django_assert_max_num_queries):
    VignetteFactory()
    editor.get(url("list"))
    for _rows in range(2):
        with django_assert_max_num_queries(17):
            editor.get(url("list"))
        VignetteFactory()
        VignetteFactory()


def test_what_safety_questions_rest_on_is_published_by_a_reviewer(editor, client_for):
    vignette = VignetteFactory(code="a-night")
    question = QuestionFactory(vignette=vignette, safety_critical=True)
    answered = editor.post(url("edit", vignette.pk), form())
    assert f"Safety-critical questions rest on it ({question.code})" in answered.content.decode()
    assert "Eight" in words_of(question)
    reviewer = client_for(UserFactory(roles=["clinical_reviewer"]))
    assert reviewer.post(url("edit", vignette.pk), form()).status_code == 302
    assert words_of(question) == "<p>It rains.</p>"


def test_one_that_a_question_uses_is_not_deleted(editor):
    vignette = VignetteFactory()
    QuestionFactory(vignette=vignette)
    answered = editor.post(url("delete", vignette.pk))
    assert answered.status_code == 302
    assert "question (1)" in " ".join(str(one) for one in get_messages(answered.wsgi_request))
    assert Vignette.objects.exists()
    assert Question.objects.get().vignette == vignette


def test_its_preview_is_a_whole_page_with_its_picture(editor):
    vignette = VignetteFactory(code="a-night")
    picture = PictureFactory()
    image = {"image": picture.pk, "alt_text": "Rain on a window", "decorative": ""}
    body = streamfield([("text", rich_text("<p>It rains.</p>")), ("picture", {"image": image, "caption": ""})])
    data = form(body=body)
    del data["action-publish"]
    target = url("preview_on_edit", vignette.pk)
    assert editor.post(target, data).json()["is_valid"]
    html = editor.get(target).content.decode()
    parse_page(html)
    assert 'alt="Rain on a window"' in html
