"""An editor tries a quiz out in a real browser: from the desk, through the questions, to the result; nothing stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.competencies.models import CompetencyRecord
from assessments.quizzes.models import QuizAttempt
from lms.notifications.models import Notification
from tests.browser.looks import in_both_looks
from tests.factories.assessments import CompetencyFactory, QuizFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]


@in_both_looks
def test_editor_tries_a_quiz_from_the_desk_to_the_result(
    page_for: PageFor, axe: Check, shot: Check, width: int, dark: bool
) -> None:
    quiz = QuizFactory(n=2, behaviour="immediate", competencies=[CompetencyFactory()])
    page = page_for(UserFactory(roles=["content_editor"]), width=width, dark=dark)
    page.goto(reverse("wagtailsnippets_assessments_quiz:try", args=[quiz.pk]))
    shot(page, f"quiz-try-{width}{'-dark' if dark else ''}")
    page.get_by_role("button", name="Try it").click()
    for number in (1, 2):
        expect(page.get_by_role("heading", name=f"Question {number} of 2", level=1)).to_be_visible()
        page.wait_for_load_state()  # What is chosen before the scripts are there is kept by the button alone.
        expect(page.get_by_text("You are trying this out.")).to_be_visible()
        page.get_by_label("Answer a").check()
        expect(page.locator("[data-autosave-state]")).to_contain_text("Saved")
        page.get_by_role("button", name="See what is right").click()
        expect(page.get_by_text("Your answer · right").first).to_be_visible()
        axe(page)
        shot(page, f"quiz-trial-{number}-{width}{'-dark' if dark else ''}")
        page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Hand in and see the result").dblclick()
    expect(page.get_by_role("heading", name="Met", level=1)).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-trial-review-{width}{'-dark' if dark else ''}")
    page.get_by_role("link", name="Continue").first.click()
    expect(page.get_by_role("button", name="Try it")).to_be_visible()
    assert not any(model.objects.exists() for model in (QuizAttempt, CompetencyRecord, Notification))


def test_list_of_quizzes_leads_to_the_trial(page_for: PageFor) -> None:
    quiz = QuizFactory(n=1)
    page = page_for(UserFactory(roles=["programme_manager"]))
    page.goto(reverse("wagtailsnippets_assessments_quiz:list"))
    page.get_by_role("button", name=f"More options for '{quiz.title}'").click()
    page.get_by_role("link", name="Try it").click()
    expect(page.get_by_role("button", name="Try it")).to_be_visible()
