"""A check in parts, several questions on a page, forward only; and a very long one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.services import start_attempt
from lms.people.models import User
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    make_attempt,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]
PARTS = [
    {"section": "What the group is for", "words": "<p>Read each question once, slowly.</p>"},
    {"topic": "values", "count": 3},
    {"section": "Where your role ends", "words": "<p>These two are about safety.</p>"},
    {"topic": "limits", "count": 2, "safety_critical": 1},
]


@pytest.fixture
def learner() -> User:
    return UserFactory(roles=["trainee"])


def begin(learner: User, **changes: Any) -> QuizAttempt:
    """Two on a page, three and two in their parts: pages 1–2, 3, 4–5. The form before was taken already."""
    bank = QuestionBankFactory()
    for place in range(5):
        topic = "values" if place < 3 else "limits"
        competency = CompetencyFactory(code=f"C-{topic}", title=f"About {topic}")
        QuestionFactory(bank=bank, topic=topic, safety_critical=place == 4, competency=competency)
    layout = {"layout": "some", "per_page": 2, "navigation": "forward", **changes}
    before = QuizFactory(bank=bank, blueprint=[{"count": 5, "safety_critical": 1}])
    make_attempt(before, learner, right=2, finish=True)
    quiz = QuizFactory(bank=bank, blueprint=PARTS, pre_form=before, **layout)
    return start_attempt(quiz=quiz, learner=learner, return_path="/competencies/")


def url(attempt: QuizAttempt, name: str = "attempt", *args: int) -> str:
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def choose(page: Page, number: int, words: str = "Answer a") -> None:
    page.wait_for_load_state()
    question = page.locator(f"#question-{number}")
    question.get_by_label(words).check()
    expect(question.locator("[data-autosave-state]")).to_contain_text("Saved")


def look(page: Page, axe: Check, shot: Check, width: int, name: str) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-forward-{name}-{width}")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_check_in_parts_forward_only(page_for: PageFor, axe: Check, shot: Check, learner: User, width: int) -> None:
    attempt = begin(learner)
    page = page_for(learner, width=width, dark=width == 1280)
    page.goto(url(attempt))
    expect(page.get_by_role("heading", name="Page 1 of 3")).to_be_visible()
    choose(page, 1)
    look(page, axe, shot, width, "page")
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("Question 2 is still open.")).to_be_visible()
    look(page, axe, shot, width, "leave")
    page.get_by_role("link", name="Stay on this page").click()
    choose(page, 2)
    with page.expect_navigation():
        page.get_by_role("button", name="Next page").click()
    expect(page.get_by_role("heading", name="Page 2 of 3")).to_be_visible()
    page.go_back()  # pages are not kept by the browser: it asks anew, and the server leads to the open page
    expect(page.get_by_text("You have gone on from that page")).to_be_visible()
    expect(page.get_by_role("heading", name="Page 2 of 3")).to_be_visible()
    choose(page, 3)
    with page.expect_navigation():
        page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("These two are about safety.")).to_be_visible()
    look(page, axe, shot, width, "last")
    for number in (4, 5):  # at once: what is still on its way goes before the page is left
        page.locator(f"#question-{number}").get_by_label("Answer a").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Next: look over your answers").click()
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    look(page, axe, shot, width, "overview")
    with page.expect_navigation():
        page.get_by_role("button", name="Hand in and see the result").click()
    expect(page.get_by_role("heading", name="Then and now")).to_be_visible()
    look(page, axe, shot, width, "review")


def test_two_windows_go_forward_page_by_page(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner, layout="one")
    first, second = page_for(learner), page_for(learner)
    first.goto(url(attempt))
    second.goto(url(attempt))
    for page in (first, second):
        page.get_by_label("Answer a").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Next question").click()
        expect(page.get_by_role("heading", name="Question 2 of 5")).to_be_visible()
    attempt.refresh_from_db()
    assert attempt.page == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_a_hundred_and_fifty_questions_stay_usable(
    page_for: PageFor, axe: Check, shot: Check, learner: User, width: int
) -> None:
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(150, bank=bank)
    blueprint = [{"section": f"Part {n}"} if half == 0 else {"count": 50} for n in "abc" for half in (0, 1)]
    attempt = start_attempt(quiz=QuizFactory(bank=bank, blueprint=blueprint), learner=learner)
    page = page_for(learner, width=width)
    page.goto(url(attempt, "item", 75))
    question = page.locator(".question")
    assert question.bounding_box()["y"] < 844  # type: ignore[index]
    expect(page.get_by_text("All 150 questions, 0 answered")).to_be_visible()
    shot(page, f"quiz-long-{width}", full_page=False)
    page.get_by_label("Answer a").check()
    expect(page.get_by_text("All 150 questions, 1 answered")).to_be_visible()
    page.locator("summary", has_text="All 150 questions").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-long-open-{width}")
    page.locator("[data-strip='150']").click()
    expect(page.get_by_role("heading", name="Question 150 of 150")).to_be_visible()
