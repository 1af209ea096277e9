"""The frame of every page, seen on the one page that needs nothing: an address that does not exist."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looks import in_both_looks

pytestmark = pytest.mark.django_db(transaction=True)
NOWHERE = "/nothing-here/"


@in_both_looks
def test_frame_has_no_barriers(page_for: Callable[..., Page], axe: Callable[..., None], width: int, dark: bool) -> None:
    page = page_for(None, width=width, dark=dark)
    page.goto(NOWHERE)
    axe(page)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_frame_fits_320_pixels(page_for: Callable[..., Page], direction: str) -> None:
    page = page_for(None, width=320)
    page.goto(NOWHERE)
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_frame_loads_its_own_letters(page_for: Callable[..., Page]) -> None:
    page = page_for(None)
    page.goto(NOWHERE)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Atkinson Hyperlegible Next\"'))")


def test_skip_link_is_first_and_leads_to_the_content(page_for: Callable[..., Page]) -> None:
    page = page_for(None)
    page.goto(NOWHERE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_theme_choice_is_remembered(page_for: Callable[..., Page]) -> None:
    page = page_for(None)
    page.goto(NOWHERE)
    page.get_by_label("Dark").check()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_by_label("Dark").is_checked()
    page.get_by_label("As my device").check()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_theme_choice_is_not_offered_without_scripts(page_for: Callable[..., Page]) -> None:
    page = page_for(None, javascript=False)
    page.goto(NOWHERE)
    assert page.get_by_label("Dark").count() == 1
    assert not page.get_by_label("Dark").is_visible()
