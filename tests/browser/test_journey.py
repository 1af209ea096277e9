"""The whole journey on the shipped curriculum, in a browser: a trainee to the certificate, an editor to the page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from assessments.models import QuizAttempt
from certificates.models import Certificate
from courses.models import Enrolment, LessonPage
from lms.packs.answering import answer_to, form_of
from lms.packs.services import load_pack
from lms.people.models import User
from tests.factories.people import PASSWORD, UserFactory

PACK = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator"
STEPS = 60


@pytest.fixture
def curriculum(live_server: object) -> None:
    load_pack(root=PACK)


@pytest.fixture
def trainee(curriculum: None) -> User:
    return UserFactory(full_name="Nadia Okwu", preferred_name="Nadia", roles=["trainee"])


def press(page: Page, button: Locator) -> None:
    """Click, and wait for the page that follows."""
    with page.expect_navigation():
        button.click()


def fill_in(page: Page, kind: str, body: dict[str, Any]) -> None:
    """Answer the question on the page rightly, whatever its kind: tick, choose from a list, or type."""
    response = answer_to(kind, body, right=True)
    assert response
    for name, values in form_of(kind, body, response).items():
        fields = page.locator(f"main [name='{name}']")
        for value in values:
            if fields.first.get_attribute("type") in {"radio", "checkbox"}:
                page.locator(f"main [name='{name}'][value='{value}']").check()
            elif fields.first.evaluate("e => e.localName") == "select":
                fields.select_option(value)
            else:
                fields.fill(value)


def answer_rightly(page: Page, learner: User) -> None:
    """Go through the open check as somebody who knows, from the first question to handing in."""
    attempt = QuizAttempt.objects.get(learner=learner, status="in_progress")
    for item in attempt.items.select_related("revision").order_by("position"):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Question {item.position} of")
        fill_in(page, item.revision.kind, item.revision.body)
        press(page, page.locator(".footbar .button:not(.quiet)"))
    press(page, page.get_by_role("button", name=re.compile("Hand in")))
    expect(page.locator("main")).to_contain_text("Met")


def go_on(page: Page, learner: User) -> None:
    """Do what the page asks: start a check, or press the one filled button at its foot."""
    start = page.locator(".start-card form button.button:not(.quiet)")
    if start.count():
        press(page, start)
        answer_rightly(page, learner)
        press(page, page.get_by_role("link", name="Continue").first)
    press(page, page.locator(".footbar .button:not(.quiet)"))


def test_trainee_signs_in_finishes_both_modules_and_holds_a_certificate(
    page_for: Callable[..., Page], trainee: User, axe: Callable[[Page], None], shot: Callable[..., Path]
) -> None:
    page = page_for(None, width=390)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(trainee.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, page.get_by_role("button", name="Sign in", exact=True))
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, page.locator("main button.button"))
    page.goto("/courses/foundations/")
    press(page, page.get_by_role("button", name=re.compile("Enrol|Begin|Start")).first)
    page.goto("/training/")
    press(page, page.get_by_role("link", name=re.compile("^(Continue|Start|Begin)")).first)
    for _step in range(STEPS):
        if Enrolment.objects.get(learner=trainee).status == "completed":
            break
        go_on(page, trainee)
    assert Enrolment.objects.get(learner=trainee).status == "completed"
    certificate = Certificate.objects.get(award__learner=trainee)
    page.goto("/certificates/")
    axe(page)
    shot(page, "journey-certificates-390")
    if certificate.status == Certificate.Status.STORED:
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("PDF|Download")).first.click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    stranger = page_for(None, width=390)
    stranger.goto("/verify/")
    stranger.get_by_label(re.compile("Code", re.IGNORECASE)).fill(certificate.serial.lower())
    stranger.get_by_role("button", name="Check this code").click()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Valid until")
    expect(stranger.locator("body")).not_to_contain_text("Nadia")
    axe(stranger)


def test_editor_changes_a_lesson_reviewer_publishes_and_the_trainee_loses_nothing(
    page_for: Callable[..., Page], trainee: User
) -> None:
    editor = UserFactory(full_name="Ed Itor", roles=["content_editor"])
    reviewer = UserFactory(full_name="Dr Rev Iewer", roles=["clinical_reviewer"])
    lesson = LessonPage.objects.get(slug="peers-not-professionals")
    learner = page_for(trainee, width=390)
    agree(learner)
    learner.goto("/courses/foundations/")
    press(learner, learner.get_by_role("button", name=re.compile("Enrol|Begin|Start")).first)
    learner.goto(lesson.url)
    learner.locator("textarea").first.fill("I was heard, and nobody fixed it.")
    learner.locator("textarea").first.blur()
    expect(learner.locator(".save-state").first).to_contain_text("Saved")

    desk = page_for(editor)
    agree(desk)
    desk.goto(f"/admin/pages/{lesson.pk}/edit/")
    desk.locator("#id_title").fill("Peers, never experts")
    expect(desk.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    desk.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target='toggle']").first.click()
    press(desk, desk.get_by_role("button", name=re.compile("Submit")).first)
    learner.reload()
    expect(learner.get_by_role("heading", level=1)).to_have_text("Peers, not professionals")

    review = page_for(reviewer)
    agree(review)
    review.goto(f"/admin/pages/{lesson.pk}/edit/")
    review.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target='toggle']").first.click()
    press(review, review.get_by_role("button", name=re.compile("Approve", re.IGNORECASE)).first)
    lesson.refresh_from_db()
    assert lesson.title == "Peers, never experts"
    assert lesson.reviewed_by == "Dr Rev Iewer"
    learner.reload()
    expect(learner.get_by_role("heading", level=1)).to_have_text("Peers, never experts")
    expect(learner.locator("textarea").first).to_have_value("I was heard, and nobody fixed it.")


def agree(page: Page) -> None:
    """Accept the texts of the first visit, where somebody is asked to."""
    page.goto("/me/agreements/")
    boxes = page.get_by_role("checkbox").all()
    for box in boxes:
        box.check()
    if boxes:
        press(page, page.locator("main button.button"))
