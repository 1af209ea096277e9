import uuid

import pytest
from django.urls import reverse

from assessments.questions.services import publish_question
from assessments.quizzes import services
from assessments.quizzes.links import _RESOLVERS, LessonLink, register_reread_resolver
from tests.assessments.pages import whole_page
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    make_attempt,
)

JSON = {"Accept": "application/json"}


@pytest.fixture
def browser(client_for, learner):
    client = client_for(learner)
    client.get("/competencies/")  # what the session keeps once (e.g. accepted agreements) is there from now on
    return client


@pytest.fixture
def attempt(learner):
    return make_attempt(QuizFactory(n=3, critical=1), learner)


def url(name, attempt, *args):
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def key_of(attempt, position, *, right=True):
    body = attempt.items.select_related("revision").get(position=position).revision.body
    return next(option["id"] for option in body["options"] if option["correct"] is right)


# --- whose attempt


@pytest.mark.parametrize(("name", "args"), [("attempt", []), ("item", [1]), ("attempt_finish", []), ("review", [])])
def test_an_attempt_opens_for_its_learner_and_for_nobody_else(client_for, learner, stranger, attempt, name, args):
    target = url(name, attempt, *args)
    assert client_for(learner).get(target).status_code in {200, 302}
    assert client_for(stranger).get(target).status_code == 404
    anonymous = client_for(None).get(target)
    assert (anonymous.status_code, anonymous["Location"].startswith("/accounts/login/?next=")) == (302, True)


def test_nobody_else_answers_or_hands_in(client_for, stranger, attempt):
    client = client_for(stranger)
    chosen = {"chosen": key_of(attempt, 1), "sequence": 1}
    assert client.post(url("item", attempt, 1), chosen).status_code == 404
    assert client.post(url("attempt_finish", attempt)).status_code == 404
    attempt.refresh_from_db()
    assert (attempt.status, attempt.items.get(position=1).response) == ("in_progress", None)


def test_an_attempt_that_is_not_there_is_the_same_404(browser):
    assert browser.get(reverse("assessments:attempt", args=[uuid.uuid4()])).status_code == 404


# --- answering


def test_attempt_resumes_at_the_first_open_question(browser, attempt):
    assert browser.get(url("attempt", attempt)).url == url("item", attempt, 1)
    browser.post(url("item", attempt, 1), {"chosen": key_of(attempt, 1), "sequence": 1})
    assert browser.get(url("attempt", attempt)).url == url("item", attempt, 2)


def test_item_page_is_whole_without_scripts(browser, attempt):
    page = browser.get(url("item", attempt, 2))
    html = whole_page(page)
    assert "Question 2 of 3" in html
    assert '<fieldset class="question"' in html
    assert html.count('type="radio" name="chosen"') == 4
    assert 'aria-current="step"' in html


@pytest.mark.parametrize(("go", "target"), [("next", 3), ("back", 1), ("stay", 2), ("", 3)])
def test_a_plain_post_keeps_the_answer_and_goes_on(browser, attempt, go, target):
    chosen = key_of(attempt, 2)
    answer = browser.post(url("item", attempt, 2), {"chosen": chosen, "sequence": 1, "flagged": "1", "go": go})
    assert answer.url == url("item", attempt, target)
    item = attempt.items.get(position=2)
    assert (item.response, item.flagged) == ({"chosen": [chosen]}, True)


def test_the_last_question_leads_to_the_overview(browser, attempt):
    answer = browser.post(url("item", attempt, 3), {"sequence": 1, "go": "next"})
    assert answer.url == url("attempt_finish", attempt)


def test_autosave_answers_with_the_time_and_keeps_the_newest(browser, attempt):
    new, old = key_of(attempt, 1), key_of(attempt, 1, right=False)
    first = browser.post(url("item", attempt, 1), {"chosen": new, "sequence": 5}, headers=JSON)
    late = browser.post(url("item", attempt, 1), {"chosen": old, "sequence": 4}, headers=JSON)
    assert (first.status_code, "saved_at" in first.json(), late.status_code) == (200, True, 409)
    assert attempt.items.get(position=1).response == {"chosen": [new]}


def test_a_late_plain_post_says_that_a_newer_answer_is_kept(browser, attempt):
    browser.post(url("item", attempt, 1), {"chosen": key_of(attempt, 1), "sequence": 5}, headers=JSON)
    page = browser.post(
        url("item", attempt, 1), {"chosen": key_of(attempt, 1, right=False), "sequence": 1}, follow=True
    )
    assert "A newer answer from another window is kept" in page.content.decode()


@pytest.mark.django_db(transaction=True)  # a real commit: what is put off until then counts as well
@pytest.mark.parametrize("n", [1, 3])
def test_keeping_an_answer_costs_eight_queries(browser, learner, n, django_assert_num_queries):
    attempt = make_attempt(QuizFactory(n=n), learner)
    chosen = {"chosen": key_of(attempt, 1), "sequence": 1}
    with django_assert_num_queries(8):  # session, user, attempt, BEGIN, lock, item, write, COMMIT
        assert browser.post(url("item", attempt, 1), chosen, headers=JSON).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_an_item_page_costs_the_same_in_a_longer_quiz(browser, learner, n, django_assert_num_queries):
    attempt = make_attempt(QuizFactory(n=n), learner)
    with django_assert_num_queries(7):  # session, user, attempt, question, strip; roles and unread for the header
        browser.get(url("item", attempt, 1))


@pytest.mark.parametrize("sequence", ["", "nonsense", "-4", str(2**70)])
def test_a_strange_sequence_does_no_harm(browser, attempt, sequence):
    chosen = key_of(attempt, 1)
    answer = browser.post(url("item", attempt, 1), {"chosen": chosen, "sequence": sequence}, headers=JSON)
    assert answer.status_code == 200
    assert attempt.items.get(position=1).response == {"chosen": [chosen]}


@pytest.mark.parametrize("position", [0, 4, 10**30])
def test_a_forged_position_is_a_404(browser, attempt, position):
    assert browser.get(url("item", attempt, position)).status_code == 404
    assert browser.post(url("item", attempt, position), {"sequence": 1}).status_code == 404


def test_a_forged_option_is_refused_in_words(browser, attempt):
    forged = {"chosen": key_of(attempt, 2), "sequence": 1}
    assert browser.post(url("item", attempt, 1), forged, headers=JSON).status_code == 400
    page = browser.post(url("item", attempt, 1), forged, follow=True)
    assert "does not belong to this question" in page.content.decode()


def test_an_answer_after_handing_in_is_refused_in_words(browser, attempt):
    chosen = {"chosen": key_of(attempt, 1), "sequence": 1}
    services.finish_attempt(attempt=attempt)
    assert browser.post(url("item", attempt, 1), chosen, headers=JSON).status_code == 410
    page = browser.post(url("item", attempt, 1), chosen, follow=True)
    assert page.redirect_chain[-1][0] == url("review", attempt)
    assert "handed in already" in page.content.decode()


def test_what_an_editor_wrote_is_shown_as_words_only(browser, learner):
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, stem="<p>Hi <script>alert(1)</script><img src=x onerror=alert(2)></p>")
    attempt = make_attempt(QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1}]), learner)
    html = browser.get(url("item", attempt, 1)).content.decode()
    assert "Hi alert(1)" in html
    assert "<script>alert" not in html
    assert "onerror" not in html


# --- all on one page


@pytest.fixture
def sheet(learner):
    return make_attempt(QuizFactory(n=3, layout="all"), learner)


def test_all_questions_stand_on_one_page(browser, sheet):
    html = whole_page(browser.get(url("attempt", sheet)))
    assert html.count('<fieldset class="question"') == 3
    assert browser.get(url("item", sheet, 2)).url == url("attempt", sheet) + "#question-2"


def test_an_answer_on_the_one_page_comes_back_to_its_place(browser, sheet):
    answer = browser.post(url("item", sheet, 2), {"chosen": key_of(sheet, 2), "sequence": 1, "go": "stay"})
    assert answer.url == url("attempt", sheet) + "#question-2"


@pytest.mark.parametrize("n", [1, 3])
def test_the_one_page_costs_the_same_with_more_questions(browser, learner, n, django_assert_num_queries):
    attempt = make_attempt(QuizFactory(n=n, layout="all"), learner)
    with django_assert_num_queries(6):  # session, user, attempt, questions; roles and unread for the header
        browser.get(url("attempt", attempt))


# --- handing in and reading


def test_the_overview_names_what_is_open_and_flagged(browser, attempt):
    browser.post(url("item", attempt, 2), {"chosen": key_of(attempt, 2), "sequence": 1, "flagged": "1"})
    html = whole_page(browser.get(url("attempt_finish", attempt)))
    assert "Questions 1 and 3 are still open. You flagged question 2 to come back to." in html
    assert "Go to question 1" in html


def test_handing_in_twice_is_handing_in_once(browser, attempt):
    for _time in range(2):
        assert browser.post(url("attempt_finish", attempt)).url == url("review", attempt)
    assert browser.get(url("attempt_finish", attempt)).url == url("review", attempt)
    assert browser.get(url("attempt", attempt)).url == url("review", attempt)
    assert browser.get(url("item", attempt, 1)).url == url("review", attempt)


def test_review_before_handing_in_leads_back(browser, attempt):
    assert browser.get(url("review", attempt)).url == url("attempt", attempt)


def test_review_says_met_in_words(browser, learner):
    attempt = make_attempt(QuizFactory(n=3), learner, right=3, finish=True)
    html = whole_page(browser.get(url("review", attempt)))
    assert "Three of three right." in html
    assert ">Met<" in html
    assert 'href="/training/"' in html


def test_review_names_the_safety_question_and_the_lesson_and_never_says_failed(browser, learner):
    bank = QuestionBankFactory()
    competency = CompetencyFactory(title="Confidentiality and consent")
    QuestionFactory(bank=bank, safety_critical=True, reread="the-promise", competency=competency)
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1, "safety_critical": 1}])
    attempt = make_attempt(quiz, learner, right=0, finish=True)
    resolver = lambda slugs, placement: {slug: LessonLink(f"/m2/{slug}/", "The promise") for slug in slugs}  # noqa: E731
    register_reread_resolver(resolver)
    try:
        html = whole_page(browser.get(url("review", attempt)))
    finally:
        _RESOLVERS.remove(resolver)
    assert "None of one right. Question 1, a safety question on “Confidentiality and consent”," in html
    assert "You have one more try." in html
    assert html.count('href="/m2/the-promise/"') == 2
    assert "Your answer · not right" in html
    assert "fail" not in html.lower()
    assert "%" not in html


def test_review_shows_what_was_asked_even_when_it_was_changed_since(browser, learner):
    quiz = QuizFactory(n=1)
    attempt = make_attempt(quiz, learner, right=1, finish=True)
    question = attempt.items.get().revision.question
    question.feedback = "<p>Quite another thing.</p>"
    publish_question(question=question)
    html = browser.get(url("review", attempt)).content.decode()
    assert "For everybody." in html
    assert "Quite another thing." not in html


@pytest.mark.parametrize("n", [1, 3])
def test_a_review_costs_the_same_with_more_questions(browser, learner, n, django_assert_num_queries):
    attempt = make_attempt(QuizFactory(n=n), learner, right=n, finish=True)
    with django_assert_num_queries(
        9
    ):  # session, user, attempt, questions, quiz, tries (2); roles and unread for the header
        browser.get(url("review", attempt))


def test_after_the_session_ran_out_the_answer_page_asks_to_sign_in_and_leads_back(client_for, attempt):
    target = url("item", attempt, 1)
    answer = client_for(None).post(target, {"chosen": key_of(attempt, 1), "sequence": 1})
    assert answer.url == f"/accounts/login/?next={target}"
