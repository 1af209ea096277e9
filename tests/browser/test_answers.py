"""Answers of a check while the line is down: kept on the device, said so, sent in order; gone after handing in."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.services import record_answer, start_attempt
from lms.people.models import User
from tests.browser.conftest import sign_in
from tests.browser.looks import in_both_looks
from tests.browser.test_quiz import chosen, place
from tests.factories.assessments import QuizFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]
KEYS = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
STORED = f"() => {KEYS}.filter(k => k.startsWith('holdspace-answer:')).length"
WAITING = "() => Object.keys(localStorage).filter(k => k.startsWith('holdspace-answer:')).length"
REST = "() => Object.keys(sessionStorage).some(k => k.endsWith('/rest/'))"

# What was said to the first answer is not read, and the second is not sent, before the test says so.
HOLD = """
let posts = 0, reads = 0;
const send = window.fetch, read = Response.prototype.json;
window.fetch = async (url, options) => {
  if (options?.method === "POST" && ++posts === 2) await new Promise((done) => (window.letGo = done));
  return send(url, options);
};
Response.prototype.json = async function () {
  const data = await read.call(this);
  if (++reads === 1) await new Promise((done) => (window.readOn = done));
  return data;
};
"""


@pytest.fixture
def learner() -> User:
    return UserFactory(roles=["trainee"])


@pytest.fixture
def attempt(learner: User) -> QuizAttempt:
    return start_attempt(quiz=QuizFactory(n=3), learner=learner, return_path="/competencies/")


def bar(page: Page) -> Any:
    return page.locator("[data-waiting]")


def open_first(page: Page, attempt: QuizAttempt) -> None:
    """The first question, with the others at hand."""
    page.goto(place(attempt))
    page.wait_for_function(REST)


def answer_two_without_line(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_label("Answer b").check()
    page.get_by_role("button", name="Next question").click()
    expect(page.locator("#title-2")).to_be_focused()
    page.locator("#question-2").get_by_label("Answer c").check()


@in_both_looks
def test_learner_goes_on_without_a_line_and_all_is_sent_when_it_is_back(
    page_for: PageFor, axe: Check, shot: Check, learner: User, attempt: QuizAttempt, width: int, dark: bool
) -> None:
    page = page_for(learner, width=width, dark=dark)
    open_first(page, attempt)
    answer_two_without_line(page)
    expect(bar(page)).to_contain_text("2 answers wait on this device")
    expect(page.get_by_role("heading", name="The line is down. You can go on here.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    shot(page, f"quiz-offline-{width}{'-dark' if dark else ''}")
    assert QuizAttempt.objects.filter(items__answered_at=None).distinct().count() == 1
    page.context.set_offline(False)
    expect(bar(page)).to_have_text("Saved: every answer has arrived.")
    assert [len(chosen(attempt, number)) for number in (1, 2, 3)] == [1, 1, 0]
    assert page.evaluate(WAITING) == 0
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_role("heading", name="Question 2 of 3", level=1)).to_be_visible()
    expect(page.get_by_label("Answer c")).to_be_checked()


def test_nothing_says_saved_while_a_newer_answer_is_on_its_way(
    page_for: PageFor, learner: User, attempt: QuizAttempt
) -> None:
    page = page_for(learner)
    page.add_init_script(HOLD)
    page.goto(place(attempt))
    state = page.locator("[data-autosave-state]").first
    page.get_by_label("Answer b").check()
    page.wait_for_function("() => window.readOn")
    page.get_by_label("Answer c").check()
    page.wait_for_function("() => window.letGo")
    page.evaluate("readOn(); new Promise((done) => setTimeout(done, 50))")
    assert "Saved" not in state.inner_text()
    page.evaluate("letGo()")
    expect(state).to_contain_text("Saved")
    assert chosen(attempt) == [page.get_by_label("Answer c").get_attribute("value")]


def test_answers_of_a_browser_that_crashed_are_sent_from_whatever_page_comes_next(
    page_for: PageFor, learner: User, attempt: QuizAttempt
) -> None:
    page = page_for(learner)
    open_first(page, attempt)
    answer_two_without_line(page)
    expect(bar(page)).to_contain_text("2 answers wait")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/competencies/")
    page.wait_for_function("() => !Object.keys(localStorage).some(k => k.startsWith('holdspace-answer:'))")
    assert [len(chosen(attempt, number)) for number in (1, 2)] == [1, 1]


def test_answers_kept_when_the_session_ran_out_are_sent_after_signing_in(
    page_for: PageFor, learner: User, attempt: QuizAttempt
) -> None:
    page = page_for(learner)
    page.goto(place(attempt))
    page.context.clear_cookies()
    page.get_by_label("Answer b").check()
    expect(bar(page)).to_contain_text("1 answer waits on this device")
    expect(bar(page)).to_contain_text("Please sign in again to send them.")
    page.goto("/accounts/login/")
    assert page.evaluate(WAITING) == 1
    sign_in(page.context, page.url.split("/accounts")[0], learner)
    page.goto("/competencies/")
    page.wait_for_function("() => !Object.keys(localStorage).some(k => k.startsWith('holdspace-answer:'))")
    assert len(chosen(attempt)) == 1


def test_answers_of_one_person_are_not_sent_by_another(page_for: PageFor, learner: User, attempt: QuizAttempt) -> None:
    page = page_for(learner)
    page.goto(place(attempt))
    page.context.clear_cookies()
    page.get_by_label("Answer b").check()
    expect(bar(page)).to_contain_text("1 answer waits")
    sign_in(page.context, page.url.split("/attempts")[0], UserFactory(roles=["trainee"]))
    page.goto("/competencies/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(WAITING) == 1
    assert chosen(attempt) == []


def test_handing_in_sends_what_waits_first(
    page_for: PageFor, axe: Check, shot: Check, learner: User, attempt: QuizAttempt
) -> None:
    page = page_for(learner, width=390)
    page.goto(place(attempt, "attempt_finish"))
    other = page.context.new_page()
    open_first(other, attempt)
    answer_two_without_line(other)
    expect(bar(other)).to_contain_text("2 answers wait")
    other.close()
    page.get_by_role("button", name="Hand in as it is").click()
    expect(page.get_by_role("alert")).to_contain_text("Not handed in: an answer still waits on this device")
    axe(page)
    shot(page, "quiz-offline-hand-in-390")
    page.context.set_offline(False)
    expect(page.get_by_text("Question 3 is still open.")).to_be_visible()
    page.get_by_role("button", name="Hand in as it is").click()
    expect(page.get_by_role("heading", name="Your answers, and why")).to_be_visible()
    assert [len(chosen(attempt, number)) for number in (1, 2)] == [1, 1]
    assert page.evaluate(STORED) == 0


def test_newer_answer_of_another_device_is_not_replaced_by_a_kept_one(
    page_for: PageFor, learner: User, attempt: QuizAttempt
) -> None:
    page = page_for(learner)
    page.goto(place(attempt))
    page.context.set_offline(True)
    page.get_by_label("Answer b").check()
    expect(bar(page)).to_contain_text("1 answer waits")
    newer = {"chosen": attempt.items.get(position=1).option_order[:1]}
    record_answer(attempt=attempt, position=1, response=newer, sequence=9)
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-state]")).to_contain_text("A newer answer from another window is kept")
    assert chosen(attempt) == newer["chosen"]
    assert page.evaluate(WAITING) == 0


def test_signing_out_leaves_nothing_on_the_device(page_for: PageFor, learner: User, attempt: QuizAttempt) -> None:
    page = page_for(learner)
    page.goto("/accounts/logout/")
    other = page.context.new_page()
    open_first(other, attempt)
    answer_two_without_line(other)
    other.close()
    page.context.set_offline(False)
    page.route("**/items/**", lambda route: route.abort())
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("alert").filter(has_text="Signing out takes them away")).to_be_visible()
    assert page.evaluate(WAITING) == 2
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Sign out").click()
    assert page.evaluate(STORED) == 0
