"""The kinds of question in a real browser: by keyboard on a phone, with pictures and a vignette, and on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.questions.services import publish_question
from assessments.quizzes.models import Quiz, QuizAttempt
from assessments.quizzes.services import finish_attempt, start_attempt
from lms.people.models import User
from tests.assessments.questions.test_kinds import PARTS
from tests.assessments.questions.test_media import with_everything
from tests.browser.looks import in_both_looks
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    VignetteFactory,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]


@pytest.fixture
def learner() -> User:
    return UserFactory(roles=["trainee"])


def begin(kind: str, learner: User) -> QuizAttempt:
    """One question of this kind, and one best answer, so that something is marked."""
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    answers = [{"key": part["id"], **{k: v for k, v in part.items() if k != "id"}} for part in PARTS[kind]]
    QuestionFactory(bank=bank, competency=competency, kind=kind, options=answers, topic="this")
    QuestionFactory(bank=bank, competency=competency, topic="other")
    blueprint = [{"topic": "this", "count": 1}, {"topic": "other", "count": 1}]
    return start_attempt(quiz=QuizFactory(bank=bank, blueprint=blueprint), learner=learner)


def open_kind(page: Page, attempt: QuizAttempt, kind: str) -> int:
    position = attempt.items.get(revision__kind=kind).position
    page.goto(reverse("assessments:item", args=[attempt.uuid, position]))
    return position


FOCUSED = """(e => ({
    tag: e.tagName, type: e.type ?? '', name: e.name ?? '',
    words: (e.closest('label') ?? e.labels?.[0] ?? e).innerText ?? ''
}))(document.activeElement)"""


def tab_to(page: Page, *, name: str = "", words: str = "") -> None:
    """Press Tab until a field of this name, or with these words, has the focus."""
    page.wait_for_load_state()
    for _press in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if (not name or here["name"].startswith(name)) and words in here["words"] and (name or words):
            return
    pytest.fail(f"the keyboard never came to “{name}{words}”")


def response(attempt: QuizAttempt, position: int) -> dict[str, Any]:
    return attempt.items.get(position=position).response or {}


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-state]").first).to_contain_text("Saved")


def test_gaps_are_filled_by_keyboard(page_for: PageFor, learner: User, axe: Check) -> None:
    attempt = begin("gap_select", learner)
    page = page_for(learner, width=390)
    position = open_kind(page, attempt, "gap_select")
    axe(page)
    tab_to(page, name="gap-", words="Gap 1")
    page.keyboard.type("ri")
    page.keyboard.press("Tab")
    page.keyboard.type("the")
    saved(page)
    tab_to(page, words="Next")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert len(response(attempt, position)["gaps"]) == 2


def test_lines_of_a_transcript_are_marked_by_keyboard(page_for: PageFor, learner: User, axe: Check) -> None:
    attempt = begin("spot", learner)
    page = page_for(learner, width=390)
    position = open_kind(page, attempt, "spot")
    axe(page)
    for words in ("You felt alone", "That did not fit"):
        tab_to(page, name="chosen", words=words)
        page.keyboard.press("Space")
    saved(page)
    finish_attempt(attempt=attempt)
    assert attempt.items.get(position=position).correct


def test_responses_are_ranked_and_a_scale_is_answered_by_keyboard(page_for: PageFor, learner: User, axe: Check) -> None:
    page = page_for(learner, width=390)
    attempt = begin("judgement_rank", learner)
    position = open_kind(page, attempt, "judgement_rank")
    axe(page)
    for words, digit in (("Ask", "1"), ("Wait", "2"), ("Advise", "3"), ("Laugh", "4")):
        page.get_by_label(words, exact=True).focus()
        page.keyboard.type(digit)
    saved(page)
    assert sorted(response(attempt, position)["places"].values()) == [1, 2, 3, 4]
    attempt = begin("likert", learner)
    position = open_kind(page, attempt, "likert")
    axe(page)
    tab_to(page, name="chosen", words="Disagree")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    saved(page)
    expect(page.get_by_label("Neither")).to_be_checked()


def rich_quiz() -> Quiz:
    vignette, bank = VignetteFactory(), QuestionBankFactory()
    for _place in range(2):
        question = with_everything(bank=bank)
        question.vignette = vignette
        question.save()
        publish_question(question=question)
    return QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 2}], layout="all")


@in_both_looks
def test_pictures_recordings_and_a_vignette_have_no_barriers(
    page_for: PageFor, learner: User, axe: Check, shot: Check, width: int, dark: bool
) -> None:
    attempt = start_attempt(quiz=rich_quiz(), learner=learner)
    page = page_for(learner, width=width, dark=dark)
    page.goto(reverse("assessments:attempt", args=[attempt.uuid]))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-media-{width}")
    finish_attempt(attempt=attempt)
    page.goto(reverse("assessments:review", args=[attempt.uuid]))
    axe(page)
    shot(page, f"quiz-media-review-{width}")


def test_paper_has_no_barriers_and_prints_cleanly(page_for: PageFor, axe: Check, shot: Check) -> None:
    bank = QuestionBankFactory()
    for kind, parts in PARTS.items():
        answers = [{"key": part["id"], **{k: v for k, v in part.items() if k != "id"}} for part in parts]
        if kind == "several_right":
            answers.append({"key": "z", "text": "<p>Both</p>", "correct": True, "feedback": ""})
        QuestionFactory(bank=bank, kind=kind, options=answers, topic=kind.replace("_", "-"))
    blueprint = [{"topic": kind.replace("_", "-"), "count": 1} for kind in PARTS]
    quiz = QuizFactory(bank=bank, blueprint=blueprint)
    page = page_for(UserFactory(roles=["content_editor"]), width=1280)
    for query in ("?draw=1", "?draw=1&key=1"):
        page.goto(reverse("wagtailsnippets_assessments_quiz:print", args=[quiz.pk]) + query)
        axe(page)
        page.emulate_media(media="print")
        expect(page.get_by_role("link", name="Back")).to_be_hidden()
        shot(page, f"paper{'-key' if 'key' in query else ''}")
        page.emulate_media(media="screen")
