"""Several tries with hints, words for a score, and the form of the review matrix, in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.quizzes.services import start_attempt
from lms.common import clock
from lms.people.models import User
from tests.browser.looks import in_both_looks
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    make_attempt,
)
from tests.factories.courses import EnrolmentFactory, make_course
from tests.factories.people import AccommodationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]


@pytest.fixture
def learner() -> User:
    return UserFactory(roles=["trainee"], full_name="Imke Lindqvist")


def begin(learner: User) -> str:
    """The address of the first question of an attempt at two questions with hints."""
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    for topic in ("values", "limits"):
        QuestionFactory(
            bank=bank,
            competency=competency,
            topic=topic,
            safety_critical=topic == "limits",
            hints=["<p>Whose decision is it?</p>", "<p>Think of your role.</p>"],
        )
    quiz = QuizFactory(
        bank=bank,
        blueprint=[{"topic": "values", "count": 1}, {"topic": "limits", "count": 1, "safety_critical": 1}],
        behaviour="interactive",
        pass_mark=60,
        bands=[
            {"mark": 0, "text": "<p>Take a quiet hour for the module before the next try.</p>"},
            {"mark": 80, "text": "<p>You know this well.</p>"},
        ],
    )
    attempt = start_attempt(quiz=quiz, learner=learner, return_path="/competencies/")
    return reverse("assessments:item", args=[attempt.uuid, 1])


@in_both_looks
def test_tries_with_hints_and_the_words_of_a_band(
    page_for: PageFor, axe: Check, shot: Check, learner: User, width: int, dark: bool
) -> None:
    page = page_for(learner, width=width, dark=dark)
    page.goto(begin(learner))
    for letter in "bc":
        page.get_by_label(f"Answer {letter}").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Try this answer").press("Enter")
    expect(page.get_by_text("Not right yet. You have one more try at this question.")).to_be_visible()
    expect(page.get_by_text("Think of your role.")).to_be_visible()
    expect(page.get_by_text("Whose decision is it?")).to_be_hidden()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-tries-{width}{'-dark' if dark else ''}")
    page.get_by_label("Answer a").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Try this answer").click()
    expect(page.get_by_text("Right at try 3")).to_be_visible()
    page.get_by_role("link", name="Look over all").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Take a quiet hour")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-tries-result-{width}{'-dark' if dark else ''}")


def test_tries_without_scripts(page_for: PageFor, learner: User) -> None:
    page = page_for(learner, width=390, javascript=False)
    page.goto(begin(learner))
    page.get_by_label("Answer b").check()
    page.get_by_role("button", name="Try this answer").click()
    expect(page.get_by_text("Whose decision is it?")).to_be_visible()
    page.get_by_role("button", name="Try this answer").click()
    expect(page.get_by_text("This is the answer you have tried.")).to_be_visible()
    expect(page.get_by_text("You have two more tries at this question.")).to_be_visible()


def test_review_matrix_is_ticked_by_keyboard(page_for: PageFor, shot: Check) -> None:
    editor = UserFactory(roles=["content_editor"])
    quiz = QuizFactory(n=1)
    page = page_for(editor, width=1280)
    page.goto(reverse("wagtailsnippets_assessments_quiz:edit", args=[quiz.pk]))
    tick = page.get_by_label("The right answer: Right after, for two minutes")
    tick.focus()
    page.keyboard.press("Space")
    expect(tick).not_to_be_checked()
    tick.scroll_into_view_if_needed()
    shot(page, "quiz-review-matrix-1280", full_page=False)
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("The right answer: Right after, for two minutes")).not_to_be_checked()
    expect(page.get_by_label("The right answer: Later, while it is open")).to_be_checked()


def test_card_names_dates_grants_and_what_to_read_again(
    page_for: PageFor, axe: Check, shot: Check, learner: User
) -> None:
    tree = make_course(lessons=1, quiz=True)
    EnrolmentFactory(course=tree.course, learner=learner)
    for question in tree.quiz.bank.questions.all():
        question.reread = tree.lessons[0].slug
        question.save_revision().publish()
    tree.quiz.refresh_from_db()
    tree.quiz.reread_first, tree.quiz.closes_at = True, clock.now() + timedelta(days=9)
    tree.quiz.save_revision().publish()
    AccommodationFactory(user=learner, kind="later_dates", value=7, scope=tree.quiz.uuid)
    make_attempt(tree.quiz, learner, right=0, finish=True, placement=tree.activity(tree.check, "quiz").uuid)
    page = page_for(learner, width=390)
    page.goto(tree.check.url)
    again = page.get_by_role("list", name="Lessons to open again first")
    expect(again.get_by_role("link", name=tree.lessons[0].title)).to_be_visible()
    expect(page.get_by_text("Open 7 days longer")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "quiz-card-reread-390")
    again.get_by_role("link").click()
    page.goto(tree.check.url)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
