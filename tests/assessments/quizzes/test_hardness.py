"""What a hostile or unlucky world does to an attempt: forged input, wrong clocks, things taken away, words that act."""

import copy
import datetime as dt

import pytest
import time_machine
from django.db.models import ProtectedError
from django.urls import reverse

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.services import publish_framework
from assessments.questions.kinds import kind_of
from assessments.questions.services import retire_question
from assessments.quizzes import services
from assessments.quizzes.models import QuizAttempt
from tests.assessments.competencies.test_services import FRAMEWORK
from tests.assessments.pages import whole_page
from tests.assessments.questions.test_kinds import PARTS
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    answer,
    make_attempt,
)
from tests.factories.people import UserFactory
from tests.html import parse_page

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
LIMIT, SECOND, HOUR = dt.timedelta(minutes=10), dt.timedelta(seconds=1), dt.timedelta(hours=1)
JSON = {"Accept": "application/json"}
EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>here</a>"
    "<iframe src=//evil.example></iframe><svg onload=alert(4)></svg>{{ 7|add:7 }} & \"quoted\" 'so'"
)


def url(name, attempt, *args):
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def item_of(attempt, position=1):
    return attempt.items.select_related("revision").get(position=position)


def key_of(attempt, position=1):
    return next(option["id"] for option in item_of(attempt, position).revision.body["options"] if option["correct"])


# --- forged input


@pytest.fixture
def attempt(learner) -> QuizAttempt:
    return make_attempt(QuizFactory(n=2), learner)


def test_answer_to_an_item_of_another_attempt_goes_nowhere(client_for, learner, stranger, attempt):
    other = make_attempt(attempt.quiz, stranger)
    sent = client_for(learner).post(url("item", other, 1), {"chosen": key_of(other), "sequence": 1}, headers=JSON)
    assert sent.status_code == 404
    assert item_of(other).response is None


@pytest.mark.parametrize("position", [0, 3, 99999, 10**12])
def test_number_of_a_question_that_is_not_there_is_a_404_for_a_script_too(client_for, learner, attempt, position):
    target = url("item", attempt, position)
    assert client_for(learner).post(target, {"chosen": "x", "sequence": 1}, headers=JSON).status_code == 404


@pytest.mark.parametrize("chosen", ["", "0", "null", "../../etc/passwd", "' OR 1=1 --", EVIL, "a" * 10_000])
def test_option_that_was_made_up_is_refused_and_the_answer_before_it_stays(client_for, learner, attempt, chosen):
    answer(attempt, 1, sequence=1)
    before = item_of(attempt).response
    sent = client_for(learner).post(url("item", attempt, 1), {"chosen": chosen or "?", "sequence": 2}, headers=JSON)
    assert (sent.status_code, bool(sent.json()["detail"])) == (400, True)
    assert item_of(attempt).response == before


def test_option_of_another_question_is_refused(client_for, learner, attempt):
    data = {"chosen": key_of(attempt, 2), "sequence": 1}
    assert client_for(learner).post(url("item", attempt, 1), data, headers=JSON).status_code == 400
    assert item_of(attempt).response is None


def test_fields_that_no_question_has_change_nothing(client_for, learner, attempt):
    forged = {"score": "1", "correct": "true", "received_at": "2020-01-01", "passed": "1", "checked_at": "2020-01-01"}
    data = {"chosen": key_of(attempt), "sequence": 1, **forged}
    assert client_for(learner).post(url("item", attempt, 1), data, headers=JSON).status_code == 200
    item = item_of(attempt)
    assert (item.score, item.correct, item.checked_at) == (None, None, None)
    assert item.response == {"chosen": [key_of(attempt)]}


@pytest.mark.database
@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("names", [("chosen",), ("text",), ("place-{id}",), ("match-{id}",), ("best", "worst")])
def test_every_kind_takes_whatever_is_thrown_at_it(client_for, learner, kind, names):
    attempt = make_attempt(quiz_of(kind), learner)
    option = next((one["id"] for one in item_of(attempt).revision.body["options"]), "x")
    client, target = client_for(learner), url("item", attempt, 1)
    for place, value in enumerate([EVIL, "\x00", "-1", "9" * 400, "NaN", "𝟗", "a" * 300_000], start=1):
        data = {name.format(id=option): [value, value] for name in names}
        sent = client.post(target, {**data, "sequence": place}, headers=JSON)
        assert sent.status_code in {200, 400}, (value[:20], sent.content[:200])
    assert sent.content
    whole_page(client.get(target))


# --- clocks


@pytest.mark.parametrize(
    ("grace", "late", "counts"),
    [
        (0, dt.timedelta(0), True),
        (0, SECOND, False),
        (0, HOUR, False),
        (60, SECOND, True),
        (60, dt.timedelta(seconds=61), False),
        (60, HOUR, False),
    ],
)
def test_answer_after_the_deadline_counts_during_the_grace_only(client_for, learner, grace, late, counts):
    with time_machine.travel(NOON, tick=False):
        attempt = make_attempt(QuizFactory(n=2, time_limit=10, grace_seconds=grace), learner)
    with time_machine.travel(NOON + LIMIT + late, tick=False):
        data = {"chosen": key_of(attempt), "sequence": 1}
        sent = client_for(learner).post(url("item", attempt, 1), data, headers=JSON)
    assert sent.status_code == (200 if counts else 410)
    assert counts or "time was over" in sent.json()["detail"] or "handed in" in sent.json()["detail"]
    assert bool(item_of(attempt).response) is counts


def test_what_a_browser_says_about_the_time_makes_no_difference(client_for, learner):
    with time_machine.travel(NOON, tick=False):
        attempt = make_attempt(QuizFactory(n=1, time_limit=10, grace_seconds=0), learner)
    then = "Mon, 02 Nov 2026 12:05:00 GMT"
    with time_machine.travel(NOON + HOUR, tick=False):
        data = {"chosen": key_of(attempt), "sequence": 1, "sent_at": "2026-11-02T12:05:00Z"}
        late = client_for(learner).post(url("item", attempt, 1), data, headers={**JSON, "Date": then})
    assert late.status_code == 410


def test_server_clock_that_is_set_back_neither_ends_nor_lengthens_an_attempt(client_for, learner):
    with time_machine.travel(NOON, tick=False):
        attempt = make_attempt(QuizFactory(n=1, time_limit=10, competencies=[CompetencyFactory()]), learner)
    with time_machine.travel(NOON - HOUR, tick=False):
        client = client_for(learner)
        data = {"chosen": key_of(attempt), "sequence": 1}
        assert client.post(url("item", attempt, 1), data, headers=JSON).status_code == 200
        assert client.get(url("item", attempt, 1)).status_code == 200
        client.post(url("attempt_finish", attempt))
        assert "Met" in whole_page(client.get(url("review", attempt)))
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + LIMIT
    # Nothing ends before it began: what rests on it is ordered by these moments.
    assert attempt.finished_at == attempt.started_at == CompetencyRecord.objects.get().observed_at


def test_server_clock_that_ran_ahead_for_a_moment_ends_only_what_it_touched(learner, stranger):
    with time_machine.travel(NOON, tick=False):
        quiz = QuizFactory(n=1, time_limit=10)
        touched, other = make_attempt(quiz, learner), make_attempt(quiz, stranger)
    with time_machine.travel(NOON + HOUR, tick=False):
        assert services.hand_in_if_over(attempt=touched)
    with time_machine.travel(NOON + SECOND, tick=False):
        answer(other, 1)
    touched.refresh_from_db()
    assert (touched.status, touched.finished_at) == ("finished", NOON + LIMIT)


# --- things taken away


def test_competency_left_out_of_the_framework_mid_attempt_is_still_recorded(client_for, learner):
    publish_framework(data=FRAMEWORK)
    competency = CompetencyFactory(code="SAFE-1")
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, competency=competency, safety_critical=True)
    blueprint = [{"topic": "values", "count": 1}]
    attempt = make_attempt(QuizFactory(bank=bank, blueprint=blueprint, competencies=[competency]), learner)
    without = copy.deepcopy(FRAMEWORK) | {"version": "2.0"}
    without["domains"][0]["competencies"][0].update(code="SAFE-9", title="Another")
    publish_framework(data=without)
    client = client_for(learner)
    client.post(url("attempt_finish", attempt))
    assert "Role and scope" in whole_page(client.get(url("review", attempt)))
    record = CompetencyRecord.objects.get()
    assert (record.competency, record.met) == (competency, False)


def test_question_retired_mid_attempt_is_answered_graded_and_reviewed(client_for, learner, attempt):
    retire_question(question=item_of(attempt).revision.question)
    client = client_for(learner)
    data = {"chosen": key_of(attempt), "sequence": 1}
    assert client.post(url("item", attempt, 1), data, headers=JSON).status_code == 200
    client.post(url("attempt_finish", attempt))
    whole_page(client.get(url("review", attempt)))
    assert item_of(attempt).correct is True


def test_question_and_quiz_in_use_are_held_by_the_database(attempt):
    question = item_of(attempt).revision.question
    for row in (question, attempt.quiz, question.bank, question.competency):
        with pytest.raises(ProtectedError):
            row.delete()


def test_quiz_retired_mid_attempt_is_handed_in_as_before(client_for, learner, attempt):
    services.retire_quiz(quiz=attempt.quiz)
    client = client_for(learner)
    assert client.post(url("attempt_finish", attempt)).url == url("review", attempt)
    whole_page(client.get(url("review", attempt)))


# --- words that act


def poisoned(parts):
    """The same answers, with something that acts at the end of every text."""
    texts = {"text", "match", "feedback", "unit"}
    return [{name: value + EVIL if name in texts else value for name, value in part.items()} for part in parts]


def quiz_of(kind, *, evil=False, **more):
    """A quiz of one question of that kind; `evil` puts something that acts into every text of it."""
    # What is accepted is never shown as HTML, and is bounded: its own test is that of the responses.
    parts = poisoned(PARTS[kind]) if evil and kind not in {"short_answer", "number"} else PARTS[kind]
    answers = [{"key": str(n), **{k: v for k, v in part.items() if k != "id"}} for n, part in enumerate(parts)]
    words, bank = EVIL if evil else "", QuestionBankFactory()
    if kind == "several_right":
        answers.append({"key": "z", "text": "<p>Both</p>", "correct": True, "feedback": words})
    stem = f"<p>Hi {words}</p><p>Well? {words}</p>"
    QuestionFactory(bank=bank, kind=kind, options=answers, stem=stem, feedback=words)
    blueprint = [{"topic": "values", "count": 1}]
    if not kind_of(kind).scored:
        # A check needs something that is marked beside it.
        QuestionFactory(bank=bank, topic="marked")
        blueprint.append({"topic": "marked", "count": 1})
    return QuizFactory(bank=bank, blueprint=blueprint, shuffle_questions=False, **more)


def harmless(html):
    """The page holds no script but its own, nothing that listens, no address that acts, and no foreign frame."""
    root = parse_page(html)
    for element in root.iter():
        tag = str(element.tag)
        assert tag not in {"iframe", "object", "embed"}
        assert tag != "script" or (element.get("src") and not element.text), element.text
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), f"<{tag} {name}>"
            assert "javascript:" not in value.lower() or name in {"value", "data-title"}, f"<{tag} {name}={value}>"
    assert "14 &amp;" not in html
    return html


@pytest.mark.parametrize("layout", ["one", "all"])
@pytest.mark.parametrize("kind", PARTS)
def test_words_of_a_question_and_a_quiz_never_act(client_for, learner, kind, layout):
    title = f"Check {EVIL}"[:160]
    attempt = make_attempt(quiz_of(kind, evil=True, layout=layout, title=title, intro=f"<p>{EVIL}</p>"), learner)
    client = client_for(learner)
    first = url("attempt", attempt) if layout == "all" else url("item", attempt, 1)
    assert "alert(1)" in harmless(client.get(first).content.decode())
    harmless(client.get(url("attempt_finish", attempt)).content.decode())
    client.post(url("attempt_finish", attempt))
    harmless(client.get(url("review", attempt)).content.decode())


@pytest.mark.parametrize("kind", ["short_answer", "number"])
def test_words_of_a_response_never_act(client_for, learner, kind):
    attempt = make_attempt(quiz_of(kind), learner)
    client, target = client_for(learner), url("item", attempt, 1)
    client.post(target, {"text": EVIL[:200], "sequence": 1})
    page = harmless(client.get(target).content.decode())
    assert "&lt;script&gt;alert(1)" in page
    client.post(url("attempt_finish", attempt))
    assert "&lt;script&gt;alert(1)" in harmless(client.get(url("review", attempt)).content.decode())


@pytest.mark.parametrize("model", ["question", "quiz"])
def test_words_of_a_draft_never_act_in_its_list_and_preview(client_for, model):
    quiz = quiz_of("one_best", evil=True, title=f"Check {EVIL}"[:160], intro=f"<p>{EVIL}</p>")
    row = quiz if model == "quiz" else quiz.bank.questions.get()
    client = client_for(UserFactory(roles=["content_editor"]))
    listing = client.get(reverse(f"wagtailsnippets_assessments_{model}:list")).content.decode()
    assert "<script>alert(1)" not in listing
    assert "onerror=alert" not in listing.replace("&lt;img src=x onerror=alert", "")
    args = [row.pk, row.latest_revision_id]
    harmless(client.get(reverse(f"wagtailsnippets_assessments_{model}:revisions_view", args=args)).content.decode())
