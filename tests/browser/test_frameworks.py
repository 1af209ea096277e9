"""A framework at the desk as a reviewer sees it: what it covers, a file out, and the same file in again."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.competencies.formats import write
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.services import publish_framework
from tests.assessments.competencies.frameworks import CHANGED, changed, pack_framework
from tests.browser.looks import in_both_looks
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
# Wagtail's own: its side bar, header and messages (which fade in), which are not ours to mend.
WAGTAIL = (".sidebar-main-menu", ".sidebar", "header.w-header", "w-userbar", ".w-slim-header", ".messages")


def fits(page: Page) -> None:
    """Only the tables may be wider than the screen, inside a field of their own that scrolls."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "[...document.querySelectorAll('.hs-statistics > *')].filter((one) => one.scrollWidth > one.clientWidth + 1)"
    assert page.evaluate(f"{wide}.length") == 0


def bring(page: Page, data: dict[str, Any]) -> None:
    """To the dry run of a framework as CSV."""
    page.goto(reverse("frameworkversion:import"))
    content = write(data, "csv", changed=CHANGED, creator="")
    page.get_by_label("File").set_input_files({"name": "next.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="See what would happen").click()


@in_both_looks
def test_a_reviewer_looks_at_coverage_and_publishes_a_file(
    page_for: Any, axe: Any, shot: Any, width: int, dark: bool
) -> None:
    version = publish_framework(data=pack_framework())
    page = page_for(UserFactory(roles=["clinical_reviewer"]), width=width, dark=dark)
    page.goto(reverse("framework_coverage:index"))
    expect(page.get_by_role("heading", name="GroupACT domains")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-coverage-{width}")

    page.goto(reverse("frameworkversion:inspect", args=[version.pk]))
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-version-{width}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as CASE 1.0 (JSON)").click()
    assert waiting.value.suggested_filename == "facilitator-1.0.json"

    page.goto(reverse("frameworkversion:import"))
    axe(page, exclude=WAGTAIL)
    shot(page, f"framework-upload-{width}")
    bring(page, changed(pack_framework()))
    expect(page.get_by_text("1 changed behaviour")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-check-{width}")
    page.get_by_label("Name of the new version").fill("1.0")
    page.get_by_role("button", name="Publish as a new version").click()
    expect(page.get_by_text("is published already, with other words")).to_have_count(2)
    axe(page, exclude=WAGTAIL)
    page.get_by_label("Name of the new version").fill("1.1")
    page.get_by_role("button", name="Publish as a new version").click()
    expect(page.get_by_text("Version 1.1 is published and in force")).to_be_visible()
    assert FrameworkVersion.objects.count() == 2


@in_both_looks
def test_an_editor_looks_and_hands_on_to_a_reviewer(page_for: Any, axe: Any, shot: Any, width: int, dark: bool) -> None:
    publish_framework(data=pack_framework())
    data = changed(pack_framework())
    broken = changed(data, title="x" * 200, version="1" * 200)
    page = page_for(UserFactory(roles=["content_editor"], full_name="Mira Castellano"), width=width, dark=dark)
    bring(page, broken)
    expect(page.get_by_text("has 200 characters; there is room for 160")).to_be_visible()
    expect(page.get_by_role("heading", name="clinical reviewer")).to_have_count(0)
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-broken-{width}")

    del data["domains"][0]["competencies"][2]["behaviours"][0]
    bring(page, data)
    expect(page.get_by_role("heading", name="A clinical reviewer publishes it")).to_be_visible()
    expect(page.get_by_text("is a harmful behaviour in the version in force")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-editor-{width}")
    reviewer = page_for(UserFactory(roles=["clinical_reviewer"]), width=width, dark=dark)
    reviewer.goto(page.get_by_role("link", name="/frameworkversion/import/").get_attribute("href"))
    expect(reviewer.get_by_text("Mira Castellano brought it in")).to_be_visible()
    reviewer.get_by_role("link", name="To publishing").click()
    axe(reviewer, exclude=WAGTAIL)
    fits(reviewer)
    reviewer.get_by_role("button", name="Publish as a new version").click()
    expect(reviewer.get_by_text("is published and in force")).to_be_visible()


@in_both_looks
def test_an_auditor_reads_and_changes_nothing(page_for: Any, axe: Any, width: int, dark: bool) -> None:
    version = publish_framework(data=pack_framework())
    page = page_for(UserFactory(roles=["auditor"]), width=width, dark=dark)
    for address in (
        reverse("frameworkversion:index"),
        reverse("framework_coverage:index"),
        reverse("frameworkversion:inspect", args=[version.pk]),
    ):
        page.goto(address)
        expect(page.get_by_role("link", name="Import")).to_have_count(0)
        axe(page, exclude=WAGTAIL)
        fits(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as CSV").click()
    assert waiting.value.suggested_filename == "facilitator-1.0.csv"
