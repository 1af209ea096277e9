"""Pages of several questions, and going forward only: held on the server, told before, safe from two windows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.quizzes import services
from assessments.quizzes.errors import AttemptClosed, PageLeft
from tests.assessments.pages import whole_page
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, answer, make_attempt

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
PARTS = [
    {"section": "Values", "words": "<p>Read slowly.</p>"},
    {"topic": "values", "count": 3},
    {"section": "Limits"},
    {"topic": "limits", "count": 2},
]


@pytest.fixture
def browser(client_for, learner):
    client = client_for(learner)
    client.get("/competencies/")
    return client


def begin(learner, **changes):
    """Five questions in two sections; two on a page makes pages 1–2, 3, 4–5."""
    bank = QuestionBankFactory()
    for place in range(5):
        QuestionFactory(bank=bank, topic="values" if place < 3 else "limits")
    quiz = QuizFactory(bank=bank, blueprint=PARTS, **{"layout": "some", "per_page": 2, **changes})
    return make_attempt(quiz, learner)


@pytest.fixture
def free(learner):
    return begin(learner)


@pytest.fixture
def forward(learner):
    return begin(learner, navigation="forward")


@pytest.fixture
def single(learner):
    return begin(learner, navigation="forward", layout="one")


def url(name, attempt, *args):
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def chosen(attempt, position, *, right=True):
    body = attempt.items.select_related("revision").get(position=position).revision.body
    return next(option["id"] for option in body["options"] if option["correct"] is right)


# --- several on a page


def test_pages_hold_so_many_and_begin_with_a_section(browser, free):
    first = whole_page(browser.get(url("attempt_page", free, 1)))
    assert first.count('<fieldset class="question"') == 2
    assert "Page 1 of 3" in first
    assert "Part 1 of 2 · Values" in first
    assert "Read slowly." in first
    second = whole_page(browser.get(url("attempt_page", free, 2)))
    assert second.count('<fieldset class="question"') == 1
    assert "Question 3 of 5" in second
    assert "Read slowly." not in second
    assert f'href="{url("attempt_page", free, 1)}"' in second
    last = whole_page(browser.get(url("attempt_page", free, 3)))
    assert "Part 2 of 2 · Limits" in last
    assert f'href="{url("attempt_finish", free)}"' in last


def test_a_question_leads_to_its_page_and_an_answer_comes_back_to_its_place(browser, free):
    place = url("attempt_page", free, 3) + "#question-4"
    assert browser.get(url("item", free, 4)).url == place
    sent = browser.post(url("item", free, 4), {"chosen": chosen(free, 4), "sequence": 1, "go": "stay"})
    assert sent.url == place


def test_resuming_lands_on_the_page_of_the_first_open_question(browser, free):
    for position in (1, 2, 3):
        answer(free, position)
    assert browser.get(url("attempt", free)).url == url("attempt_page", free, 3) + "#question-4"


@pytest.mark.parametrize("number", [0, 4, 10**20])
def test_a_forged_page_is_a_404(browser, free, forward, number):
    for attempt in (free, forward):
        assert browser.get(url("attempt_page", attempt, number)).status_code == 404
        assert browser.post(url("attempt_leave", attempt, number), {"sure": "1"}).status_code == 404


def test_nothing_is_left_where_people_move_freely(browser, free):
    assert browser.post(url("attempt_leave", free, 1), {"sure": "1"}).status_code == 404
    assert services.leave_page(attempt=free, page=1).page == 1


def test_one_question_a_page_has_no_other_address(browser, learner):
    attempt = make_attempt(QuizFactory(n=2), learner)
    assert browser.get(url("attempt_page", attempt, 2)).url == url("item", attempt, 2)
    sheet = make_attempt(QuizFactory(n=2, layout="all"), learner)
    assert browser.get(url("attempt_page", sheet, 1)).url == url("attempt", sheet) + "#question-1"


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_costs_the_same_with_more_questions(browser, learner, size, django_assert_num_queries):
    attempt = begin(learner, per_page=size)
    with django_assert_num_queries(7):  # session, user, attempt, questions, strip; roles and unread for the header
        browser.get(url("attempt_page", attempt, 1))


# --- forward only: told, and held


def test_a_page_that_goes_forward_only_says_so_and_offers_no_way_back(browser, forward):
    html = whole_page(browser.get(url("attempt_page", forward, 1)))
    assert "once you go on, this page can't be opened again" in html
    assert 'name="flagged"' not in html
    assert html.count('data-strip="') == 2  # the questions of this page; the others are numbers only
    assert html.count('<span class="strip-word">to come</span>') == 3
    assert url("attempt_page", forward, 2) not in html
    assert url("attempt_finish", forward) not in html


def test_leaving_asks_first_where_something_is_open(browser, forward):
    answer(forward, 1)
    asks = browser.post(url("attempt_leave", forward, 1))
    assert asks.url == url("attempt_leave", forward, 1)
    html = whole_page(browser.get(asks.url))
    assert "Question 2 is still open." in html
    assert "Stay on this page" in html
    assert f'href="{url("attempt_page", forward, 1)}#question-2"' in html
    forward.refresh_from_db()
    assert forward.page == 1
    left = browser.post(url("attempt_leave", forward, 1), {"sure": "1"})
    assert browser.get(left.url).url == url("attempt_page", forward, 2)


def test_a_page_that_is_answered_is_left_at_once(browser, forward):
    answer(forward, 1)
    answer(forward, 2)
    left = browser.post(url("attempt_leave", forward, 1))
    assert browser.get(left.url).url == url("attempt_page", forward, 2)


def leave_first(attempt):
    services.leave_page(attempt=attempt, page=1)
    attempt.refresh_from_db()


def test_a_page_once_left_is_not_opened_again_whatever_is_asked_for(browser, forward):
    leave_first(forward)
    for target in (url("attempt_page", forward, 1), url("item", forward, 1), url("attempt_leave", forward, 1)):
        page = browser.get(target, follow=True)
        assert page.redirect_chain[-1][0] == url("attempt_page", forward, 2)
        assert "You have gone on from that page" in page.content.decode()
    ahead = browser.get(url("attempt_page", forward, 3), follow=True)
    assert ahead.redirect_chain[-1][0] == url("attempt_page", forward, 2)
    assert "opens when you go on" in ahead.content.decode()


@pytest.mark.parametrize("position", [1, 4])
def test_an_answer_to_another_page_than_the_open_one_is_refused_and_changes_nothing(browser, forward, position):
    answer(forward, 1)
    leave_first(forward)
    before = list(forward.items.order_by("position").values("response", "sequence", "flagged"))
    late = {"chosen": chosen(forward, position, right=False), "sequence": 9, "flagged": "1"}
    assert browser.post(url("item", forward, position), late, headers=JSON).status_code == 400
    page = browser.post(url("item", forward, position), late, follow=True)
    assert page.redirect_chain[-1][0] == url("attempt_page", forward, 2)
    words = "You have gone on from this page" if position == 1 else "This page is not open yet"
    assert words in page.content.decode()
    for refused in (
        lambda: services.flag_item(attempt=forward, position=position, flagged=True),
        lambda: services.check_answer(attempt=forward, position=position),
    ):
        with pytest.raises(PageLeft):
            refused()
    assert list(forward.items.order_by("position").values("response", "sequence", "flagged")) == before


def test_two_windows_leave_a_page_once(browser, forward):
    """Both show page 1; the second one's *Next* must not skip page 2."""
    for _window in range(2):
        browser.post(url("attempt_leave", forward, 1), {"sure": "1"})
    forward.refresh_from_db()
    assert forward.page == 2
    leave_first(forward)
    assert forward.page == 2
    with pytest.raises(PageLeft, match="not open yet"):
        services.leave_page(attempt=forward, page=3)


def test_past_the_last_page_only_handing_in_is_left(browser, forward):
    for number in (1, 2, 3):
        services.leave_page(attempt=forward, page=number)
    assert browser.get(url("attempt", forward)).url == url("attempt_finish", forward)
    html = whole_page(browser.get(url("attempt_finish", forward)))
    assert "are still open" in html
    assert "Go to question" not in html
    assert "Back to the questions" not in html
    assert 'data-strip="' not in html
    assert html.count('<span class="strip-word">left open</span>') == 5
    with pytest.raises(PageLeft):
        services.leave_page(attempt=forward, page=4)
    assert browser.post(url("attempt_finish", forward)).url == url("review", forward)
    with pytest.raises(AttemptClosed):
        services.leave_page(attempt=forward, page=3)


def test_the_overview_before_that_leads_back_to_the_open_page(browser, forward):
    leave_first(forward)
    html = whole_page(browser.get(url("attempt_finish", forward)))
    assert f'href="{url("attempt_page", forward, 2)}#question-3"' in html
    assert "Go to question 3" in html
    assert "You can leave now and come back" not in html


# --- forward only, one question a page


def test_one_by_one_an_answer_goes_on_and_an_open_question_asks_first(browser, single):
    sent = browser.post(url("item", single, 1), {"chosen": chosen(single, 1), "sequence": 1, "go": "next"})
    assert browser.get(sent.url).url == url("item", single, 2)
    skipped = browser.post(url("item", single, 2), {"sequence": 1, "go": "next"})
    assert skipped.url == url("attempt_leave", single, 2)
    browser.post(skipped.url, {"sure": "1"})
    html = whole_page(browser.get(url("item", single, 3)))
    assert 'value="back"' not in html
    assert "can't be opened again" in html
    assert browser.get(url("item", single, 2)).url == url("attempt", single)


def test_one_by_one_saving_without_going_on_stays(browser, single):
    kept = browser.post(url("item", single, 1), {"chosen": chosen(single, 1), "sequence": 1, "go": "stay"})
    assert kept.url == url("item", single, 1)
    single.refresh_from_db()
    assert single.page == 1


def test_one_by_one_what_is_right_is_seen_and_left_by_a_button(browser, learner):
    attempt = begin(learner, navigation="forward", layout="one", behaviour="immediate")
    browser.post(url("item", attempt, 1), {"chosen": chosen(attempt, 1), "sequence": 1, "go": "check"})
    html = whole_page(browser.get(url("item", attempt, 1)))
    assert f'action="{url("attempt_leave", attempt, 1)}"' in html
    left = browser.post(url("attempt_leave", attempt, 1))
    assert browser.get(left.url).url == url("item", attempt, 2)


def test_keeping_an_answer_costs_the_same_when_going_forward(browser, free, forward):
    costs = []
    for attempt in (free, free, forward):  # once for what the process keeps after the first time
        response = {"chosen": chosen(attempt, 1), "sequence": 1}
        with CaptureQueriesContext(connection) as made:
            assert browser.post(url("item", attempt, 1), response, headers=JSON).status_code == 200
        costs.append(len(made))
    assert costs[1] == costs[2]


# --- the rest of the pages


def test_review_and_start_card_show_the_parts(browser, forward):
    services.finish_attempt(attempt=forward)
    html = whole_page(browser.get(url("review", forward)))
    assert html.index("Part 1 of 2 · Values") < html.index("Question 3") < html.index("Part 2 of 2 · Limits")


def test_a_long_strip_is_folded_and_open_questions_are_counted(browser, learner):
    quiz = QuizFactory(n=30)
    attempt = make_attempt(quiz, learner)
    answer(attempt, 1)
    html = whole_page(browser.get(url("item", attempt, 2)))
    assert '<details class="strip-fold">' in html
    assert "<span data-strip-count>1</span> answered" in html
    overview = whole_page(browser.get(url("attempt_finish", attempt)))
    assert "29 questions are still open; the first of them is question 2." in overview
