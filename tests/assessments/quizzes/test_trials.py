"""Trying a quiz out: end to end as a learner would, and afterwards the database is as it was."""

import uuid

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from assessments.quizzes.errors import BankTooSmall, TrialGone
from assessments.quizzes.models import QuizAttempt, QuizVersion
from assessments.quizzes.services import retire_quiz, trials
from assessments.quizzes.views.trials import KEPT_TRIALS, SESSION_KEY, _store
from tests.assessments.pages import whole_page
from tests.assessments.quizzes.test_concurrency import at_once
from tests.factories.assessments import CompetencyFactory, QuizFactory, make_attempt
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(roles=["content_editor"])


@pytest.fixture
def quiz():
    return QuizFactory(n=2, critical=1, certainty=True, competencies=[CompetencyFactory()])


def try_url(quiz):
    return reverse("wagtailsnippets_assessments_quiz:try", args=[quiz.pk])


def url(name, attempt_uuid, *args):
    return reverse(f"assessments:{name}", args=[attempt_uuid, *args])


def begin(client, quiz):
    """The UUID of the attempt that a press on *Try it* leads to."""
    sent = client.post(try_url(quiz))
    assert sent.status_code == 302, sent.content
    return sent.url.split("/")[2]


def rows_of_everything():
    """How many rows each table has, and the newest of each; what a browser's session holds is no record of anybody."""
    passing = {Session, apps.get_model("usersessions", "UserSession")}
    return {
        model._meta.label: (model._base_manager.count(), model._base_manager.order_by("pk").values("pk").last())
        for model in apps.get_models()
        if model not in passing and model._meta.managed
    }


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("role", ["content_editor", "clinical_reviewer", "programme_manager"])
@pytest.mark.parametrize("layout", ["one", "all"])
def test_trial_goes_from_start_to_review_and_leaves_nothing(client_for, quiz, role, layout, on_commit):
    quiz.layout = layout
    quiz.save()
    client = client_for(UserFactory(roles=[role]))
    client.get(try_url(quiz))
    before = rows_of_everything()
    with on_commit() as left_for_commit:
        trial = begin(client, quiz)
        page = whole_page(client.get(url("attempt", trial), follow=True))
        assert "You are trying this out" in page
        wrong = {"chosen": "nothing-like-this", "sequence": 1}
        assert client.post(url("item", trial, 1), wrong, headers={"Accept": "application/json"}).status_code == 400
        option = page.split('name="chosen" value="')[1].split('"')[0]
        client.post(url("item", trial, 1), {"chosen": option, "certainty": "high", "sequence": 2})
        assert "Question 2 is still open." in whole_page(client.get(url("attempt_finish", trial)))
        for _twice in range(2):
            assert client.post(url("attempt_finish", trial)).url == url("review", trial)
        review = whole_page(client.get(url("review", trial)))
    assert "Not yet" in review
    assert "Your answers, and why" in review
    assert rows_of_everything() == before
    assert (left_for_commit, mail.outbox) == ([], [])


def test_answer_of_a_trial_is_there_on_its_next_page(client_for, editor, quiz):
    client = client_for(editor)
    trial = begin(client, quiz)
    option = client.get(url("item", trial, 1)).content.decode().split('name="chosen" value="')[1].split('"')[0]
    client.post(url("item", trial, 1), {"chosen": option, "sequence": 5})
    late = client.post(url("item", trial, 1), {"sequence": 4}, headers={"Accept": "application/json"})
    assert late.status_code == 409
    assert f'value="{option}" checked' in client.get(url("item", trial, 1)).content.decode()
    assert not QuizAttempt.objects.exists()


def test_trial_runs_on_the_newest_draft_and_publishes_nothing(client_for, editor, quiz):
    quiz.title = "A bolder title"
    quiz.save_revision()
    client = client_for(editor)
    trial = begin(client, quiz)
    assert "A bolder title" in client.get(url("item", trial, 1)).content.decode()
    assert QuizVersion.objects.filter(quiz=quiz).count() == 1


def test_trial_of_a_quiz_that_was_never_published(client_for, editor, quiz):
    QuizVersion.objects.filter(quiz=quiz)._raw_delete("default")
    client = client_for(editor)
    trial = begin(client, quiz)
    client.post(url("attempt_finish", trial))
    assert client.get(url("review", trial)).status_code == 200
    assert not QuizVersion.objects.exists()


def test_draft_that_its_bank_cannot_fill_says_so_instead(client_for, editor, quiz):
    blueprint = quiz.blueprint.raw_data
    blueprint[0]["value"]["count"] = 9
    quiz.save_revision()
    answer = client_for(editor).post(try_url(quiz))
    assert "needs 9 questions" in said(answer)
    assert answer.status_code == 200
    with pytest.raises(BankTooSmall):
        trials.start_trial(quiz=quiz, editor=editor)


def test_quiz_out_of_use_is_not_tried(client_for, editor, quiz):
    retire_quiz(quiz=quiz)
    assert "no longer in use" in said(client_for(editor).post(try_url(quiz)))


@pytest.mark.parametrize("role", ["trainee", "supervisor", "auditor"])
def test_others_are_not_offered_a_trial(client_for, quiz, role):
    client = client_for(UserFactory(roles=[role]))
    assert client.get(try_url(quiz)).status_code in {302, 403, 404}
    assert client.post(try_url(quiz)).status_code in {302, 403, 404}
    assert SESSION_KEY not in client.session


def test_trial_is_nobody_elses(client_for, editor, quiz):
    trial = begin(client_for(editor), quiz)
    other = client_for(UserFactory(roles=["content_editor"]))
    assert other.get(url("attempt", trial)).status_code == 404
    assert other.post(url("item", trial, 1), {"sequence": 1}).status_code == 404


def test_trial_ends_with_the_permission(client_for, editor, quiz):
    client = client_for(editor)
    trial = begin(client, quiz)
    assert client.get(url("item", trial, 1)).status_code == 200
    editor.groups.clear()
    assert client.get(url("item", trial, 1)).status_code == 404


def test_trial_does_not_touch_ones_own_real_attempt(client_for, editor, quiz):
    real = make_attempt(quiz, editor)
    client = client_for(editor)
    trial = begin(client, quiz)
    client.post(url("attempt_finish", trial))
    assert client.get(url("review", trial)).status_code == 200
    assert QuizAttempt.objects.get().status == "in_progress"
    assert "You are trying this out" not in client.get(url("item", real.uuid, 1)).content.decode()


def test_real_rows_that_come_between_two_pages_are_left_alone(client_for, editor, learner, quiz):
    client = client_for(editor)
    quiz.title = "A draft"
    quiz.save_revision()
    trial = begin(client, quiz)
    quiz.title = "Published meanwhile"
    quiz.save_revision().publish()
    real = make_attempt(quiz, learner, right=1)
    assert "A draft" in client.get(url("item", trial, 1)).content.decode()
    client.post(url("item", trial, 2), {"sequence": 7})
    assert QuizAttempt.objects.get() == real
    assert sorted(real.items.values_list("sequence", flat=True)) == [1, 1]


def test_trial_whose_rows_are_gone_or_unreadable_leads_back_to_the_list(client_for, editor, quiz):
    client = client_for(editor)
    trial = begin(client, quiz)
    store = _store(client.session[SESSION_KEY][trial])
    store["rows"] = "[{not json"
    store.save()
    answer = client.get(url("attempt", trial))
    assert answer.url == reverse("wagtailsnippets_assessments_quiz:list")
    assert "This trial is over" in said(answer)
    store.delete()
    assert client.get(url("attempt", trial)).url == answer.url


def test_only_the_last_few_trials_are_kept_and_their_rows_end(client_for, editor, quiz):
    client = client_for(editor)
    begun = [begin(client, quiz) for _n in range(KEPT_TRIALS + 1)]
    first = begun[0]
    assert client.get(url("attempt", first)).status_code == 404
    assert list(client.session[SESSION_KEY]) == begun[1:]
    assert Session.objects.count() == KEPT_TRIALS + 1
    assert _store(client.session[SESSION_KEY][begun[-1]]).get_expiry_age() <= 24 * 60 * 60


def test_rows_that_no_longer_fit_are_a_sentence(editor):
    with pytest.raises(TrialGone), trials.trial_played(attempt_uuid=uuid.uuid4(), rows='[{"model": "no.such"}]'):
        pytest.fail("nothing to play")


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_windows_of_a_trial_lose_no_answer(client_for, editor, quiz):
    client = client_for(editor)
    trial = begin(client, quiz)
    pages = [client.get(url("item", trial, number)).content.decode() for number in (1, 2)]
    options = [page.split('name="chosen" value="')[1].split('"')[0] for page in pages]

    def send(number):
        window = client_for(None)
        window.cookies = client.cookies
        data = {"chosen": options[number - 1], "sequence": 1}
        return lambda: window.post(url("item", trial, number), data, headers={"Accept": "application/json"}).status_code

    assert at_once(send(1), send(2)) == [200, 200]
    assert "Every question has an answer." in client.get(url("attempt_finish", trial)).content.decode()
