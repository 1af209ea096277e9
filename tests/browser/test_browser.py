"""The browser fixtures themselves: a page is served, styled, signed in, and axe and the console are heard."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page


@pytest.fixture
def person(transactional_db: None):
    return get_user_model().objects.create_user("imke@example.org", full_name="Imke Lind")


def test_page_is_served_and_styled(page_for: Callable[..., Page]) -> None:
    page = page_for(None, width=390)
    answer = page.goto("/accounts/login/")
    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("document.styleSheets.length") > 0
    assert len(page.screenshot(full_page=True)) > 5_000


def test_signed_in_page_belongs_to_the_person(page_for: Callable[..., Page], person: object) -> None:
    page = page_for(person)
    page.goto("/accounts/email/")
    assert page.url.endswith("/accounts/email/")


def test_axe_hears_a_picture_without_words(page_for: Callable[..., Page], axe: Callable[..., None]) -> None:
    page = page_for(None)
    page.goto("/accounts/login/")
    page.evaluate("document.body.append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_console_error_is_heard(page_for: Callable[..., Page], console_errors: list[str]) -> None:
    page = page_for(None)
    page.goto("/accounts/login/")
    page.evaluate("setTimeout(() => { throw new Error('on purpose') }, 0)")
    page.wait_for_timeout(50)
    assert any("on purpose" in error for error in console_errors)
    console_errors.clear()
