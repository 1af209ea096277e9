"""Long answers in a real browser: written, read by the rubric, and what its learner sees of it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.quizzes.models import Mark, MarkingDraft, QuizAttempt
from assessments.quizzes.services import start_attempt
from lms.people.models import User
from tests.assessments.quizzes.test_regrading import correct, take
from tests.factories.assessments import QuestionFactory, QuizFactory
from tests.factories.marking import TEXT, give_marks, hand_in_long, long_quiz, reader_for
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]


@pytest.fixture
def learner() -> User:
    return UserFactory(roles=["trainee"], full_name="Imke Lindqvist", acknowledged=True)


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-state]").first).to_contain_text("Saved")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_answer_is_written_and_waits(
    page_for: PageFor, learner: User, axe: Check, shot: Check, width: int
) -> None:
    attempt = start_attempt(quiz=long_quiz(), learner=learner)
    page = page_for(learner, width=width)
    page.goto(reverse("assessments:attempt", args=[attempt.uuid]))
    page.get_by_label("Your answer").fill("one two three")
    expect(page.get_by_text("3 words")).to_be_visible()
    saved(page)
    axe(page)
    shot(page, f"long-answer-{width}")
    page.get_by_role("button", name="Next: look over your answers").click()
    page.get_by_role("button", name="Hand in and see the result").click()
    expect(page.get_by_role("heading", name="Handed in, being read")).to_be_visible()
    axe(page)
    shot(page, f"long-awaiting-{width}")
    assert attempt.items.get().response == {"text": "one two three"}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_walks_from_the_desk_to_marks(
    page_for: PageFor, learner: User, axe: Check, shot: Check, width: int
) -> None:
    attempt = hand_in_long(long_quiz(safety_critical=True), learner)
    page = page_for(reader_for(learner), width=width)
    page.goto(reverse("desk"))
    shot(page, f"marking-desk-{width}")
    page.get_by_role("link", name="Read them").click()
    expect(page.get_by_text("1 answer waits for a reader")).to_be_visible()
    axe(page)
    shot(page, f"marking-queue-{width}")
    page.get_by_role("button", name="Read the next one").click()
    page.wait_for_load_state()
    expect(page.get_by_text(TEXT.split("\n", maxsplit=1)[0])).to_be_visible()
    expect(page.get_by_text("Imke")).to_have_count(0)
    page.get_by_label("Asks in plain words").check()
    page.get_by_label("Your words to whoever wrote it").fill("You asked it straight. Next time, wait a moment longer.")
    saved(page)
    page.reload()
    expect(page.get_by_label("Asks in plain words")).to_be_checked()
    page.get_by_role("button", name="Hand in these marks").click()
    expect(page.get_by_text("Pick a level.")).to_be_visible()
    axe(page)
    shot(page, f"marking-paper-{width}")
    page.get_by_label("Listens").check()
    page.get_by_role("button", name="Hand in these marks").click()
    expect(page.get_by_text("Your marks are handed in")).to_be_visible()
    assert Mark.objects.get().picks == {"0": 2, "1": 1}
    reading = page_for(learner, width=width)
    reading.goto(reverse("assessments:review", args=[attempt.uuid]))
    expect(reading.get_by_text("4 points of 4")).to_be_visible()
    axe(reading)
    shot(reading, f"marking-feedback-{width}")


def test_a_lost_claim_is_said_and_nothing_is_lost(page_for: PageFor, learner: User, axe: Check, shot: Check) -> None:
    hand_in_long(long_quiz(), learner)
    page = page_for(reader_for(learner), width=390)
    page.goto(reverse("assessments:marking"))
    page.get_by_role("button", name="Read the next one").click()
    page.wait_for_load_state()
    draft = MarkingDraft.objects.get()
    # Another reader holds it by now.
    MarkingDraft.objects.create(
        paper=draft.paper, marker=reader_for(learner), token=uuid.uuid4(), held_until=draft.held_until
    )
    page.get_by_label("Your words to whoever wrote it").fill("Nearly done.")
    expect(page.locator("[data-autosave-state]")).to_contain_text("You do not hold this answer any more")
    page.reload()
    expect(page.get_by_role("heading", name="Somebody else reads this answer now")).to_be_visible()
    expect(page.get_by_text("Nearly done.")).to_be_visible()
    axe(page)
    shot(page, "marking-lost-390")


def test_marks_are_kept_and_handed_in_without_scripts(page_for: PageFor, learner: User) -> None:
    attempt = hand_in_long(long_quiz(), learner)
    page = page_for(reader_for(learner), width=390, javascript=False)
    page.goto(reverse("assessments:marking"))
    page.get_by_role("button", name="Read the next one").click()
    page.wait_for_load_state()
    page.get_by_label("Asks in plain words").check()
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_label("Asks in plain words")).to_be_checked()
    page.get_by_label("Listens").check()
    page.get_by_role("button", name="Hand in these marks").click()
    expect(page.get_by_text("Your marks are handed in")).to_be_visible()
    assert QuizAttempt.objects.get(pk=attempt.pk).passed


def test_releasing_and_grading_anew_are_looked_at(page_for: PageFor, learner: User, axe: Check, shot: Check) -> None:
    quiz = long_quiz(marking={"release": "batch"})
    hand_in_long(quiz, learner)
    give_marks(reader_for(learner))
    manager = UserFactory(roles=["programme_manager"], acknowledged=True)
    page = page_for(manager, width=390)
    page.goto(reverse("assessments:marking_release"))
    axe(page)
    shot(page, "marking-release-390")
    page.get_by_role("button", name="Release 1 result").click()
    expect(page.get_by_text("1 result is released.")).to_be_visible()
    question = QuestionFactory(right="a")
    take(QuizFactory(bank=question.bank, blueprint=[{"topic": "values", "count": 1}]), learner, "a")
    question = correct(question)
    desk = page_for(manager, width=1280)
    desk.goto(reverse("wagtailsnippets_assessments_question:regrade", args=[question.pk]))
    expect(desk.get_by_text("1 result goes from met to not yet")).to_be_visible()
    shot(desk, "regrade-1280")
    desk.get_by_label("What was wrong").fill("The key was at a, and b is right.")
    desk.get_by_role("button", name="Change 1 result").click()
    expect(desk.get_by_text("1 result was changed.")).to_be_visible()
