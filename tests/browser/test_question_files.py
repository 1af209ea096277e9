"""Bringing questions in as an editor sees it: upload, dry run, decision, result, export; at both widths."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.questions.models import Question
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

GIFT = """// [tag:safety-critical]
::one::A member says: “I would rather not be here any more.” What comes first? {=Asking ~Changing the subject}

::two::Which of these open a conversation? {~%50%What was that like? ~%50%Tell us more ~%-100%But you are better?}

::three::How long do six people take at two minutes each? {#12:1}

::four::Unclosed {=a ~b
"""
# Wagtail's own: its side bar and header, which are not ours to mend.
WAGTAIL = (".sidebar-main-menu", ".sidebar", "header.w-header", "w-userbar", ".w-slim-header")


@pytest.mark.parametrize("width", [1280, 390])
def test_an_editor_brings_questions_in(page_for: Any, axe: Any, shot: Any, width: int) -> None:
    CompetencyFactory(code="SAFE-1")
    QuestionBankFactory(code="imported", title="Brought in")
    page = page_for(UserFactory(roles=["content_editor"]), width=width)
    page.goto(reverse("wagtailsnippets_assessments_question:import"))
    axe(page, exclude=WAGTAIL)
    shot(page, f"import-upload-{width}")
    page.get_by_label("File").set_input_files({"name": "group.gift", "mimeType": "text/plain", "buffer": GIFT.encode()})
    page.get_by_label("Into the bank").select_option(label="Brought in")
    page.get_by_label("Competency").select_option(index=1)
    page.get_by_label("Topic").fill("listening")
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_text("3 new questions")).to_be_visible()
    expect(page.get_by_text("do not end with }")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    shot(page, f"import-check-{width}")
    fits(page)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("Nothing was brought in")).to_be_visible()
    page.get_by_label("Leave out the questions with problems").check()
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("link", name="three")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    shot(page, f"import-done-{width}")
    assert not Question.objects.filter(safety_critical=True).exists()
    page.get_by_role("link", name="three").click()
    expect(page.get_by_label("Right number")).to_have_value("12")


def fits(page: Page) -> None:
    """Only the table may be wider than the screen, inside a field of its own that scrolls."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_editor_downloads_a_bank(page_for: Any, axe: Any, shot: Any) -> None:
    bank = QuestionBankFactory(code="m1", title="Module one")
    QuestionFactory(bank=bank)
    page = page_for(UserFactory(roles=["content_editor"]))
    page.goto(reverse("wagtailsnippets_assessments_question:list"))
    page.get_by_role("button", name="Actions").or_(page.locator("[data-controller~='w-dropdown'] button")).first.click()
    page.get_by_role("link", name="Export").click()
    axe(page, exclude=WAGTAIL)
    page.get_by_label("Bank").select_option(label="Module one")
    page.get_by_label("Format").select_option("qti3")
    shot(page, "export-1280")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download", exact=True).click()
    assert waiting.value.suggested_filename == "m1-qti3.zip"
