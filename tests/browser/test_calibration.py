"""A rater's way from the first transcript to *certified*, in both themes and widths, read by axe."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.calibration.queries import standing_of
from tests.browser.looks import in_both_looks
from tests.factories.calibration import MARKS, calibration_set
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def tick(page: Page, code: str) -> None:
    """What the reference of this performance says, but for one behaviour that is not critical."""
    words = {"obs": "Seen", "not": "Not seen", "noopp": "No opportunity"}
    for behaviour, mark in MARKS[code].items():
        group = page.locator(f'[aria-labelledby="beh-{behaviour}"]')
        group.get_by_label(words[mark], exact=True).check()


@in_both_looks
def test_rater_is_led_to_certified(page_for: Any, axe: Any, shot: Any, width: int, dark: bool) -> None:
    calibration_set()
    rater = UserFactory(roles=["supervisor"], acknowledged=True)
    page, name = page_for(rater, width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.goto(reverse("assessments:calibration"))
    expect(page.get_by_text("To hand in what counts, rate the transcripts here first.")).to_be_visible()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Performance c01").click()
    tick(page, "c01")
    expect(page.get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(page.locator('[aria-labelledby="beh-GRP-1.B1"]').get_by_label("Seen", exact=True)).to_be_checked()
    page.get_by_label("I looked for all of it").first.check()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    shot(page, f"calibration-sheet-{name}")
    page.get_by_role("button", name="Hand in and see the reference").click()
    expect(page.get_by_text("say the same, behaviour by behaviour")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="The next transcript").click()
    tick(page, "c02")
    page.locator('[aria-labelledby="beh-GRP-1.B3"]').get_by_label("No opportunity").check()
    page.get_by_label("I looked for all of it").last.check()
    page.get_by_role("button", name="Hand in and see the reference").click()
    expect(page.get_by_text("differ in 1 behaviour")).to_be_visible()
    axe(page)
    shot(page, f"calibration-feedback-{name}")
    page.get_by_role("link", name="See how the run came out").click()
    expect(page.get_by_text("Your ratings count until")).to_be_visible()
    axe(page)
    shot(page, f"calibration-home-{name}")
    assert standing_of(rater).may_hand_in
