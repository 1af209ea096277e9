"""Pictures and recordings in questions: frozen with their words, found again to be shown, missed without harm."""

import pytest
from django.test import RequestFactory

from assessments.questions.errors import QuestionIncomplete
from assessments.questions.kinds import kind_of
from assessments.questions.media import with_media
from assessments.questions.services import publish_question, save_question
from assessments.quizzes import services
from tests.assessments.pages import whole_page
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, answer
from tests.factories.content import PictureFactory, RecordingFactory
from tests.html import parse_strict

pytestmark = pytest.mark.django_db


def stem_media(picture=None, recording=None):
    blocks = []
    if picture:
        image = {"image": picture.pk, "alt_text": 'A circle of "chairs"', "decorative": False}
        blocks.append({"type": "picture", "value": {"image": image, "caption": "<b>Before</b>"}})
    if recording:
        blocks.append({"type": "recording", "value": {"recording": recording.pk, "caption": ""}})
    return blocks


def with_everything(bank=None, **changes):
    """A published question with a picture and a recording in the stem, a picture and a recording as its answers."""
    picture, recording = PictureFactory(), RecordingFactory(title="A voice", transcript="Hello <i>there</i>.")
    question = QuestionFactory(bank=bank or QuestionBankFactory(), **changes)
    question.media = stem_media(picture, recording)
    first, second, *rest = question.options.raw_data
    alternative = {"image": picture.pk, "alt_text": "An empty chair", "decorative": False}
    first["value"] |= {"text": "", "picture": alternative}
    second["value"] |= {"text": "", "recording": recording.pk}
    question.options = [first, second, *rest]
    question.save()
    publish_question(question=question)
    question.picture, question.recording = picture, recording
    return question


def newest(question):
    return question.published_revisions.order_by("-number").first().body


def test_what_is_frozen_is_a_reference_and_the_words():
    question = with_everything()
    body = newest(question)
    assert body["media"][0] == {
        "kind": "picture",
        "id": question.picture.pk,
        "alt": 'A circle of "chairs"',
        "caption": "<b>Before</b>",
        "credit": "",
    }
    assert body["media"][1]["transcript"] == "Hello <i>there</i>."
    assert [one.get("media", [{}])[0].get("kind") for one in body["options"]] == ["picture", "video", None, None]


def test_a_question_without_them_is_the_same_revision_as_ever():
    body = newest(QuestionFactory())
    assert "media" not in body
    assert not any("media" in option for option in body["options"])


def test_an_answer_needs_words_or_a_picture_that_has_some():
    question = with_everything()
    raw = list(question.options.raw_data)
    raw[0]["value"]["picture"] = {"image": question.picture.pk, "alt_text": "", "decorative": True}
    question.options = raw
    with pytest.raises(QuestionIncomplete, match="no words"):
        publish_question(question=question)


def test_showing_costs_three_queries_however_many(django_assert_num_queries):
    bodies = [newest(with_everything()) for _place in range(3)]
    with_media(bodies)  # makes the sizes, once
    for some in (bodies[:1], bodies):
        with django_assert_num_queries(3):
            shown = with_media(some)
        assert shown[0]["media"][0]["url"]
    with django_assert_num_queries(0):
        assert with_media([{"options": []}]) == [{"options": []}]


def test_what_has_gone_leaves_its_words():
    question = with_everything()
    body = newest(question)
    question.picture.delete()
    question.recording.delete()
    [shown] = with_media([body])
    assert [medium.get("url") for medium in shown["media"]] == [None, None]
    assert shown["media"][1]["transcript"] == "Hello <i>there</i>."


def test_a_picture_whose_file_is_lost_does_not_break_the_page():
    question = with_everything()
    question.picture.file.storage.delete(question.picture.file.name)
    question.picture.renditions.all().delete()
    [shown] = with_media([newest(question)])
    assert "url" not in shown["media"][0]


@pytest.fixture
def attempt(learner):
    bank = QuestionBankFactory()
    for _place in range(2):
        with_everything(bank=bank)
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 2}])
    return services.start_attempt(quiz=quiz, learner=learner)


def test_a_learner_sees_and_hears_them_with_their_words(client_for, learner, attempt):
    html = whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/items/1/"))
    root = parse_strict(html)
    assert {image.get("alt") for image in root.iter("img")} >= {'A circle of "chairs"', "An empty chair"}
    assert html.count("Hello &lt;i&gt;there&lt;/i&gt;.") == 2
    assert "&lt;b&gt;Before&lt;/b&gt;" in html
    assert not [label for label in root.iter("label") for media in ("audio", "video") if list(label.iter(media))]


def test_a_page_with_them_costs_the_same_however_many(client_for, learner, attempt, django_assert_num_queries):
    client = client_for(learner)
    client.get(f"/attempts/{attempt.uuid}/items/1/")
    client.get(f"/attempts/{attempt.uuid}/items/2/")
    with django_assert_num_queries(10):  # seven as without any; pictures, their sizes, recordings
        client.get(f"/attempts/{attempt.uuid}/items/1/")


def test_the_review_shows_them_beside_what_is_right(client_for, learner, attempt):
    for position in (1, 2):
        answer(attempt, position)
    services.finish_attempt(attempt=attempt)
    html = whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/review/"))
    assert html.count('alt="An empty chair"') == 2
    assert html.count("<video") == 4


def test_loading_a_file_again_keeps_the_picture_of_an_answer():
    question = with_everything(code="m1-q77")
    keys = "abcd"
    save_question(
        code=question.code,
        bank=question.bank,
        kind="one_best",
        stem=question.stem,
        options=[{"key": key, "text": f"<p>{key}</p>", "correct": key == "a", "feedback": ""} for key in keys],
        topic=question.topic,
        competency=question.competency,
    )
    body = newest(question)
    assert [one.get("media", [{}])[0].get("alt") for one in body["options"]] == ["An empty chair", None, None, None]
    assert len(body["media"]) == 2


def test_a_preview_shows_them():
    question = with_everything()
    context = question.get_preview_context(RequestFactory().get("/"), "")
    assert context["question"].media[0]["url"]
    assert kind_of("one_best").inputs(newest(question), [newest(question)["options"][0]["id"]], {}).choices[0].media
