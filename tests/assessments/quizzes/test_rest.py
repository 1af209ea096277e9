"""What a tab gets to go on with while the line is down, and where a saved answer leads."""

import pytest
from django.urls import reverse

from assessments.quizzes import services
from assessments.quizzes.models import QuizVersion
from assessments.quizzes.views.rest import rest_url
from tests.factories.assessments import QuizFactory, answer, make_attempt
from tests.html import parse_strict

JSON = {"Accept": "application/json"}


@pytest.fixture
def attempt(learner):
    return make_attempt(QuizFactory(n=3), learner)


def rest(attempt):
    return reverse("assessments:attempt_rest", args=[attempt.uuid])


def test_other_questions_come_as_forms_in_few_queries(client_for, learner, attempt, django_assert_num_queries):
    answer(attempt, 2, sequence=4)
    client = client_for(learner)
    client.get(rest(attempt))
    with django_assert_num_queries(5):
        response = client.get(rest(attempt))
    html = response.content.decode()
    parse_strict(f"<!doctype html><html lang=en><title>Rest</title><body><h1>Rest</h1>{html}</body></html>")
    assert [f'data-question="{number}"' in html for number in (1, 2, 3)] == [True] * 3
    assert 'data-autosave-sequence="4"' in html
    assert "no-store" in response.headers["Cache-Control"]


def test_question_whose_answer_was_shown_is_not_among_them(client_for, learner):
    attempt = make_attempt(QuizFactory(n=2, behaviour="immediate"), learner)
    answer(attempt, 1)
    services.check_answer(attempt=attempt, position=1)
    html = client_for(learner).get(rest(attempt)).content.decode()
    assert ('data-question="1"' in html, 'data-question="2"' in html) == (False, True)


def test_attempt_that_was_handed_in_has_no_other_questions(client_for, learner, attempt):
    assert client_for(learner).get(rest(attempt)).status_code == 200
    services.finish_attempt(attempt=attempt)
    assert client_for(learner).get(rest(attempt)).status_code == 404


def test_page_with_all_questions_offers_no_others(client_for, learner):
    attempt = make_attempt(QuizFactory(n=2, layout="all"), learner)
    assert client_for(learner).get(rest(attempt)).status_code == 404
    assert "data-rest=" not in client_for(learner).get(attempt_page(attempt)).content.decode()


def test_nobody_looks_ahead_where_the_way_leads_forward_only(client_for, learner, attempt):
    assert rest_url(attempt) == rest(attempt)
    attempt.version = QuizVersion(settings=attempt.version.settings | {"navigation": "forward"})
    assert rest_url(attempt) == ""


@pytest.mark.parametrize(("go", "leads_to"), [("next", 3), ("back", 1), ("stay", 2)])
def test_script_is_told_where_a_saved_answer_leads(client_for, learner, attempt, go, leads_to):
    sent = client_for(learner).post(item(attempt, 2), {"sequence": 1, "go": go}, headers=JSON)
    assert sent.json()["next"] == item(attempt, leads_to)


def test_script_is_led_nowhere_when_a_newer_answer_is_kept(client_for, learner, attempt):
    answer(attempt, 2, sequence=4)
    late = client_for(learner).post(item(attempt, 2), {"sequence": 1, "go": "next"}, headers=JSON)
    assert (late.status_code, "next" in late.json()) == (409, False)


def attempt_page(attempt):
    return reverse("assessments:attempt", args=[attempt.uuid])


def item(attempt, position):
    return reverse("assessments:item", args=[attempt.uuid, position])
