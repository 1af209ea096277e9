"""Pages of the site with every block, and the desk, in a real browser."""

import pytest
from playwright.sync_api import expect

from content.blocks import BodyBlock
from content.models import ResourcePage, StandardPage
from tests.browser.looks import in_both_looks
from tests.factories.content import (
    CrisisLineFactory,
    PictureFactory,
    RecordingFactory,
    make_home,
    make_page,
    make_resources,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def every_block():
    """A body with each kind of block, from what their previews show."""
    body = [
        {"type": name, "value": block.get_prep_value(block.get_preview_value())}
        for name, block in BodyBlock().child_blocks.items()
        if not hasattr(block.meta, "preview_template")
    ]
    body.append({"type": "prose", "value": "<h2>After that</h2><p>More.</p>"})
    kinds = ("safety", "evidence", "note")
    text = "<p>Say the limit before anybody speaks.</p>"
    body += [{"type": "callout", "value": {"kind": kind, "title": "A limit", "body": text}} for kind in kinds]
    image = {"image": PictureFactory().pk, "alt_text": "A door", "decorative": False}
    body.append({"type": "picture", "value": {"image": image, "caption": "Open"}})
    body.append({"type": "recording", "value": {"recording": RecordingFactory().pk, "caption": ""}})
    return body


@pytest.fixture
def site():
    home = make_home(kicker="For volunteers", lead="Short lessons, honest evidence, clear limits.")
    home.steps = [{"type": "step", "value": {"title": f"Step {n}", "text": "A little at a time."}} for n in (1, 2, 3)]
    home.facts = [{"type": "fact", "value": {"label": "Lessons", "value": "10, about 2½ hours"}}]
    home.body = [{"type": "prose", "value": "<h2>Looking for help for yourself?</h2><p>Not here.</p>"}]
    home.save_revision().publish()
    make_page(home, StandardPage, title="About", slug="about", lead="Who it is for.", body=every_block())
    index = make_resources(home)
    fields = {"owned_by": "Programme team", "licence": "CC BY 4.0", "safety": True}
    make_page(index, ResourcePage, title="Card", slug="card", body=every_block()[3:4], **fields)
    return home


@in_both_looks
@pytest.mark.parametrize("path", ["/", "/about/", "/resources/", "/resources/card/"])
def test_page_is_clean_and_fits(site, page_for, axe, shot, path, width, dark):
    page = page_for(None, width=width, dark=dark)
    page.goto(path)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"site{path.replace('/', '-')}{width}{'-dark' if dark else ''}")


def test_body_fits_320_pixels_from_right_to_left(site, page_for):
    page = page_for(None, width=320)
    page.goto("/about/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # A scale of numbers runs from low to high in every script.
    low, high = (page.locator(".interval-axis text").nth(n).bounding_box()["x"] for n in (0, 1))
    assert low < high


def test_template_is_copied_and_the_way_round_leads_on(site, page_for):
    page = page_for(None, width=390, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/about/")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Hello [name]")
    page.get_by_role("link", name="Go round it").click()
    expect(page.get_by_role("heading", name="After that")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["", "snippets/content/crisisline/", "images/", "reports/site-history/"])
def test_desk_works_within_its_policy(site, page_for, path):
    CrisisLineFactory()
    page = page_for(UserFactory(is_superuser=True))
    page.goto(f"/admin/{path}")
    expect(
        page.get_by_role("link", name="Crisis lines").or_(page.get_by_role("button", name="Content")).first
    ).to_be_visible()


def test_editor_adds_a_block_and_sees_it_in_the_preview(site, page_for):
    about = StandardPage.objects.get(slug="about")
    page = page_for(UserFactory(is_superuser=True), width=1280)
    page.goto(f"/admin/pages/{about.pk}/edit/")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Words that work").click()
    page.locator("[data-contentpath='text'] [role='textbox']").first.fill("“Take your time.”")
    # The editor hands its text to the form a moment after the last key; a preview opened within it shows the form.
    expect(page.locator("input[type=hidden][name$='-text'][value*='Take your time']")).to_have_count(1)
    page.get_by_role("button", name="preview").first.click()
    preview = page.frame_locator("[data-w-preview-target='iframe']").last
    expect(preview.get_by_text("Take your time.")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("Page 'About' has been updated.")).to_be_visible()
    draft = StandardPage.objects.get(pk=about.pk).get_latest_revision_as_object()
    assert "Take your time." in draft.body[0].value["text"].source
