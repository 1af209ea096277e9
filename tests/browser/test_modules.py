"""Our small ES modules before a bare page: what they promise in their first lines."""

from collections.abc import Callable

import pytest
from django.templatetags.static import static
from playwright.sync_api import Locator, Page, Route, expect

MARKUP = """<!doctype html><html lang="en"><title>x</title><body>
<form data-autosave-url="/save/" data-autosave-key="u1" data-autosave-sequence="4">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><textarea name="value"></textarea>
<output data-autosave-state></output><button data-autosave-fallback>Save</button></form>
<button id="copy" data-copy="#text" hidden><span data-copy-label>Copy</span></button><p id="text">To be copied</p>
<a data-quick-exit href="/neutral/">Leave</a>{scripts}"""


class Server:
    """Answers the saves: 0 stands for a broken line."""

    def __init__(self) -> None:
        self.status = 200
        self.posts: list[tuple[str, str]] = []

    def __call__(self, route: Route) -> None:
        self.posts.append((route.request.post_data or "", route.request.headers.get("x-csrftoken", "")))
        if self.status == 0:
            route.abort()
        else:
            route.fulfill(
                status=self.status, body='{"saved_at": "2026-11-23T19:42:00Z"}', content_type="application/json"
            )


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(page_for: Callable[..., Page], server: Server, transactional_db: None) -> Page:
    page = page_for(None, permissions=["clipboard-read", "clipboard-write"])
    names = ("autosave", "copy", "quick-exit")
    scripts = "".join(f'<script type="module" src="{static(f"lms/js/{name}.js")}"></script>' for name in names)
    page.route("**/bare/**", lambda route: route.fulfill(body=MARKUP.format(scripts=scripts), content_type="text/html"))
    page.route("**/neutral/", lambda route: route.fulfill(body="<title>Neutral</title>", content_type="text/html"))
    page.route("**/save/", server)
    page.goto("/bare/")
    return page


def said(page: Page) -> Locator:
    return page.locator("[data-autosave-state]")


def test_autosave_sends_value_sequence_and_token(page: Page, server: Server) -> None:
    page.fill("textarea", "That I know who hears me")
    expect(said(page)).to_contain_text("Saved ")
    assert server.posts == [("value=That+I+know+who+hears+me&sequence=5", "token")]
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("[data-autosave-fallback]").is_hidden()


def test_autosave_broken_line_keeps_the_words_for_the_next_page(
    page: Page, server: Server, console_errors: list[str]
) -> None:
    server.status = 0
    page.fill("textarea", "Not lost")
    expect(said(page)).to_have_text("Not saved yet, trying again")
    page.goto("/neutral/")
    server.status = 200
    page.goto("/bare/")
    assert page.input_value("textarea") == "Not lost"
    expect(said(page)).to_contain_text("Saved ")
    console_errors.clear()


def test_autosave_server_down_tries_again(page: Page, server: Server) -> None:
    server.status = 503
    page.fill("textarea", "Again")
    expect(said(page)).to_have_text("Not saved yet, trying again")
    server.status = 200
    expect(said(page)).to_contain_text("Saved ")
    assert server.posts[-1][0] == "value=Again&sequence=6"


@pytest.mark.parametrize(("status", "words"), [(409, "another window"), (403, "Not saved. Copy your words")])
def test_autosave_refused_stops_and_says_so(page: Page, server: Server, status: int, words: str) -> None:
    server.status = status
    page.fill("textarea", "One")
    expect(said(page)).to_contain_text(words)
    page.fill("textarea", "Two")
    page.wait_for_timeout(1200)
    assert len(server.posts) == 1
    assert "Two" not in server.posts[0][0]


def test_copy_takes_the_text_and_says_so(page: Page) -> None:
    page.click("#copy")
    expect(page.locator("#copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "To be copied"


def test_quick_exit_takes_two_escapes_in_a_row(page: Page) -> None:
    for key in ("Escape", "a", "Escape"):
        page.keyboard.press(key)
    assert page.url.endswith("/bare/")
    page.keyboard.press("Escape")
    page.wait_for_url("**/neutral/")


def test_quick_exit_leaves_no_way_back_to_the_page(page: Page) -> None:
    page.click("[data-quick-exit]")
    page.wait_for_url("**/neutral/")
    page.go_back()
    assert not page.url.endswith("/bare/")


def test_autosave_saves_what_was_written_before_it_was_there(page: Page, server: Server) -> None:
    def late(route: Route) -> None:
        page.evaluate("document.querySelector('textarea').value = 'Sooner than the script'")
        route.continue_()

    page.route("**/js/autosave.js", late)
    page.goto("/bare/?slow")
    expect(said(page)).to_contain_text("Saved ")
    assert server.posts == [("value=Sooner+than+the+script&sequence=5", "token")]
