"""What is right, seen after each question: asked for, shown once, and the answer stays."""

import pytest
from django.urls import reverse

from assessments.quizzes import services
from assessments.quizzes.errors import AnswerChecked, AttemptClosed, NoSuchItem, NothingToCheck
from assessments.quizzes.models import QuizAttempt
from tests.assessments.pages import whole_page
from tests.factories.assessments import QuizFactory, answer, make_attempt
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], acknowledged=True)


@pytest.fixture
def attempt(learner) -> QuizAttempt:
    return make_attempt(QuizFactory(n=2, behaviour="immediate"), learner)


def url(name, attempt, *args):
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def chosen(attempt, position, *, right):
    body = attempt.items.select_related("revision").get(position=position).revision.body
    return next(option["id"] for option in body["options"] if option["correct"] is right)


def test_settings_of_a_deferred_check_are_what_they_always_were(learner):
    assert "behaviour" not in make_attempt(QuizFactory(n=1), learner).version.settings


@pytest.mark.parametrize("right", [True, False])
def test_checking_grades_one_question_and_leaves_the_attempt_open(attempt, right):
    answer(attempt, 1, right=right)
    item = services.check_answer(attempt=attempt, position=1)
    attempt.refresh_from_db()
    assert (item.correct, attempt.status, attempt.score) == (right, "in_progress", None)
    assert attempt.items.get(position=2).correct is None


def test_checking_is_once(attempt):
    answer(attempt, 1)
    first = services.check_answer(attempt=attempt, position=1).checked_at
    assert services.check_answer(attempt=attempt, position=1).checked_at == first


def test_checked_answer_stays(attempt):
    answer(attempt, 1, right=False)
    services.check_answer(attempt=attempt, position=1)
    with pytest.raises(AnswerChecked):
        answer(attempt, 1, right=True, sequence=9)
    services.finish_attempt(attempt=attempt)
    assert attempt.items.get(position=1).correct is False


def test_late_packet_with_the_same_answer_is_no_trouble(attempt):
    answer(attempt, 1)
    services.check_answer(attempt=attempt, position=1)
    answer(attempt, 1, sequence=7)
    assert attempt.items.get(position=1).correct


def test_nothing_to_check_without_an_answer(attempt):
    with pytest.raises(NothingToCheck, match="Choose an answer first"):
        services.check_answer(attempt=attempt, position=1)


def test_nothing_to_check_in_a_deferred_check(learner):
    attempt = make_attempt(QuizFactory(n=1), learner, right=1)
    with pytest.raises(NothingToCheck, match="after handing in"):
        services.check_answer(attempt=attempt, position=1)
    assert attempt.items.get().correct is None


def test_nothing_to_check_in_what_was_handed_in_or_is_not_there(attempt):
    with pytest.raises(NoSuchItem):
        services.check_answer(attempt=attempt, position=99)
    services.finish_attempt(attempt=attempt)
    with pytest.raises(AttemptClosed):
        services.check_answer(attempt=attempt, position=1)


def test_page_shows_what_is_right_without_scripts(client_for, learner, attempt):
    client, page = client_for(learner), url("item", attempt, 1)
    assert "See what is right" in whole_page(client.get(page))
    sent = client.post(page, {"chosen": chosen(attempt, 1, right=False), "sequence": 1, "go": "check"})
    assert sent.url == page
    html = whole_page(client.get(page))
    assert "Not right yet" in html
    assert "Why a." in html
    assert 'name="chosen"' not in html
    assert f'href="{url("item", attempt, 2)}">Next question' in html


def test_all_on_one_page_each_is_checked_by_itself(client_for, learner):
    attempt = make_attempt(QuizFactory(n=2, behaviour="immediate", layout="all"), learner)
    client = client_for(learner)
    sent = client.post(
        url("item", attempt, 2), {"chosen": chosen(attempt, 2, right=True), "sequence": 1, "go": "check"}
    )
    assert sent.url == f"{url('attempt', attempt)}#question-2"
    html = whole_page(client.get(url("attempt", attempt)))
    assert html.count("See what is right") == 1
    assert html.count("Your answer · right") == 1


def test_asking_without_an_answer_says_what_to_do(client_for, learner, attempt):
    page = client_for(learner).post(url("item", attempt, 1), {"sequence": 1, "go": "check"}, follow=True)
    assert "Choose an answer first" in page.content.decode()


def test_other_answers_after_it_are_refused_with_a_sentence(client_for, learner, attempt):
    client, page = client_for(learner), url("item", attempt, 1)
    client.post(page, {"chosen": chosen(attempt, 1, right=False), "sequence": 1, "go": "check"})
    sent = client.post(page, {"chosen": chosen(attempt, 1, right=True), "sequence": 2}, follow=True)
    assert "Your answer stays as it was" in sent.content.decode()
    late = {"chosen": chosen(attempt, 1, right=True), "sequence": 3}
    assert client.post(page, late, headers={"Accept": "application/json"}).status_code == 400


@pytest.mark.parametrize("n", [1, 3])
def test_checked_questions_on_one_page_cost_the_same_however_many(client_for, learner, n, django_assert_num_queries):
    attempt = make_attempt(QuizFactory(n=n, behaviour="immediate", layout="all"), learner, right=0)
    for position in range(1, n + 1):
        services.check_answer(attempt=attempt, position=position)
    client = client_for(learner)
    client.get(url("attempt", attempt))
    with django_assert_num_queries(6):
        client.get(url("attempt", attempt))
