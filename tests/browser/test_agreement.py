"""A rater's figures of agreement, in both themes and widths, read by axe."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from lms.common import clock
from tests.browser.looks import in_both_looks
from tests.factories.observations import ADVANCED, HARM, hand_in, two_seats
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@in_both_looks
def test_rater_reads_their_agreement(page_for: Any, axe: Any, shot: Any, width: int, dark: bool) -> None:
    rater = UserFactory(roles=["supervisor"], acknowledged=True)
    _observation, first, second = two_seats(held_at=clock.now())
    first.rater = rater
    first.save()
    hand_in(first, ADVANCED)
    hand_in(second, HARM)
    page, name = page_for(rater, width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.goto(reverse("assessments:calibration"))
    page.get_by_role("link", name="Agreement with those who rate beside you").click()
    expect(page.get_by_role("heading", name="Agreement between raters")).to_be_visible()
    expect(page.get_by_text("With care:")).to_be_visible()
    expect(page.get_by_text("Only the other saw it: 1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    shot(page, f"agreement-{name}")
