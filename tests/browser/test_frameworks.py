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
from tests.factories.frameworks import draft_of, evidence
from tests.factories.people import SupervisionLinkFactory, UserFactory

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
    page.get_by_label("A word to the reviewers").fill("One harmful behaviour less")
    page.get_by_role("button", name="Send to clinical review").click()
    expect(page.get_by_text("It waits for clinical review")).to_be_visible()
    reviewer = page_for(UserFactory(roles=["clinical_reviewer"]), width=width, dark=dark)
    reviewer.goto(reverse("wagtailadmin_home"))
    expect(reviewer.get_by_role("heading", name="Frameworks that wait for you")).to_be_visible()
    reviewer.goto(reverse("frameworkversion:index"))
    expect(reviewer.get_by_text("Mira Castellano sent it")).to_be_visible()
    axe(reviewer, exclude=WAGTAIL)
    shot(reviewer, f"framework-waiting-{width}")
    reviewer.get_by_role("link", name="Review").click()
    reviewer.get_by_role("link", name="To the decision").click()
    axe(reviewer, exclude=WAGTAIL)
    fits(reviewer)
    shot(reviewer, f"framework-review-{width}")
    reviewer.get_by_label("Name of the new version").fill("1.1")
    reviewer.get_by_role("button", name="Publish as a new version").click()
    expect(reviewer.get_by_text("is published and in force")).to_be_visible()
    axe(reviewer, exclude=WAGTAIL)


@in_both_looks
def test_the_next_version_is_written_part_by_part(page_for: Any, axe: Any, shot: Any, width: int, dark: bool) -> None:
    draft = draft_of(3, without=(3,), new=(4,))
    manager = UserFactory(roles=["programme_manager"])
    learner = UserFactory(full_name="Zora Ahn")
    SupervisionLinkFactory(supervisor=manager, trainee=learner)
    evidence(learner, "SAFE-3", level=3)
    page = page_for(manager, width=width, dark=dark)
    page.goto(reverse("frameworkversion:index"))
    page.get_by_role("button", name="Write the next version").click()
    expect(page.get_by_text("Nobody has said yet what takes the place of SAFE-3")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-draft-{width}")

    page.get_by_role("link", name="Role and scope 1").click()
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-competency-{width}")
    page.get_by_role("link", name="Does harmful SAFE-1").click()
    page.get_by_label("Kind").select_option("basic")
    expect(page.get_by_text("is a harmful behaviour in the version in force")).to_be_visible()
    page.get_by_label("Kind").select_option("harmful")
    expect(page.get_by_text("is a harmful behaviour in the version in force")).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Does basic SAFE-1").click()
    page.get_by_label("Text").fill("Says what the group is for")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Says what the group is for")).to_be_visible()
    page.get_by_role("link", name="Add a behaviour").click()
    axe(page, exclude=WAGTAIL)
    page.get_by_label("Kind").select_option("basic")
    page.get_by_label("Text").fill("Says what it is not")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Move SAFE-1.B2 up").click()
    page.get_by_role("button", name="Take out SAFE-1.B1").click()
    expect(page.get_by_text("Version 1.0 keeps it")).to_be_visible()
    page.get_by_role("link", name="Change what it points at").click()
    axe(page, exclude=WAGTAIL)
    fits(page)
    page.get_by_label("4 · Equity of access").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Equity of access")).to_be_visible()

    page.goto(reverse("frameworkversion:draft_succession", args=[draft.uuid, "SAFE-3"]))
    axe(page, exclude=WAGTAIL)
    page.get_by_label("SAFE-4").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("SAFE-3 → SAFE-4: level 3")).to_be_visible()
    axe(page, exclude=WAGTAIL)
    fits(page)
    shot(page, f"framework-people-{width}")


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
