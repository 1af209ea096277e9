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
# Wagtail's own: its side bar and header, which are not ours to mend.
WAGTAIL = (".sidebar-main-menu", ".sidebar", "header.w-header", "w-userbar", ".w-slim-header")


def fits(page: Page) -> None:
    """Only the tables may be wider than the screen, inside a field of their own that scrolls."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
    content = write(changed(pack_framework()), "csv", changed=CHANGED, creator="")
    page.get_by_label("File").set_input_files({"name": "next.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_text("1 changed behaviour")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-check-{width}")
    page.get_by_label("Name of the new version").fill("1.0")
    page.get_by_role("button", name="Publish as a new version").click()
    expect(page.get_by_text("is published already, with other words")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    page.get_by_label("Name of the new version").fill("1.1")
    page.get_by_role("button", name="Publish as a new version").click()
    expect(page.get_by_text("Version 1.1 is published and in force")).to_be_visible()
    assert FrameworkVersion.objects.count() == 2
