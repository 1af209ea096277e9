"""A real browser before a real server.

`page_for(user, width=390, dark=False)` opens a page, signed in; `axe(page)` asserts that axe-core finds nothing;
`shot(page, "name")` leaves a picture in var/shots, but not in CI. An error in the browser's console fails the test.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ARGUMENTS, REASON, find_chromium

# Playwright's loop runs in this thread; Django would take it for an async view and refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
AXE = Path(settings.NODE_MODULES_DIR) / "axe-core" / "axe.min.js"
SHOTS = Path(settings.VAR_DIR) / "shots"
HEIGHTS = {390: 844, 1280: 900}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        again = _looks_again(here)
        config.hook.pytest_deselected(items=[item for item in items if item in again])
        items[:] = [item for item in items if item not in again]


def _looks_again(items: list[pytest.Item]) -> set[pytest.Item]:
    """The second look at the same page. How it looks does not depend on the database: on PostgreSQL one is enough."""
    first: dict[tuple[str, str], pytest.Item] = {}
    again = set()
    for item in sorted(items, key=lambda one: one.nodeid):
        given = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        look = {given.pop(name, None) for name in ("width", "dark")} - {None}
        key = (item.nodeid.partition("[")[0], repr(sorted(given.items())))
        if look and first.setdefault(key, item) is not item:
            again.add(item)
    return again


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(REASON)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def console_errors() -> Iterator[list[str]]:
    """What pages of this test complained about; a test that expects a complaint clears the list."""
    errors: list[str] = []
    yield errors
    assert not errors, "\n".join(["The browser complained:", *errors])


class Traffic:
    """Requests that the server is busy with: emptying the tables below one of them is a deadlock on PostgreSQL."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.open = 0

    def began(self, **kwargs: Any) -> None:
        with self.changed:
            self.open += 1

    def ended(self, **kwargs: Any) -> None:
        with self.changed:
            self.open -= 1
            self.changed.notify_all()

    def wait_for_rest(self) -> None:
        """Until nothing is under way, and nothing came in for a moment; ten seconds at the most."""
        for _look in range(3):
            with self.changed:
                self.changed.wait_for(lambda: self.open <= 0, timeout=10)
            time.sleep(0.05)


@pytest.fixture(scope="session")
def traffic() -> Iterator[Traffic]:
    seen = Traffic()
    request_started.connect(seen.began)
    request_finished.connect(seen.ended)
    yield seen
    request_started.disconnect(seen.began)
    request_finished.disconnect(seen.ended)


@pytest.fixture
def page_for(
    browser: Browser, live_server: LiveServer, console_errors: list[str], traffic: Traffic
) -> Iterator[Callable[..., Page]]:
    """`page_for(user, width=390|1280, dark=False, javascript=True)`; `page_for(None)` is nobody signed in."""
    contexts: list[BrowserContext] = []

    def open_page(user: Any = None, *, width: int = 1280, dark: bool = False, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=options.pop("javascript", True),
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if user is not None:
            sign_in(context, live_server.url, user)
        page = context.new_page()
        page.on("pageerror", lambda error: console_errors.append(f"{page.url}: {error}"))
        page.on("console", lambda said: console_errors.append(said.text) if is_complaint(said) else None)
        return page

    yield open_page
    for context in contexts:
        # What is not sent yet is sent as the page goes away, and outlives it.
        for page in context.pages:
            page.goto("about:blank")
        context.close()
    traffic.wait_for_rest()


# What a test did on purpose: asked for a page that is not there, broke the line, pulled the plug.
EXPECTED = ("the server responded", "net::ERR_FAILED", "net::ERR_INTERNET_DISCONNECTED")
# The same, when the line broke while the service worker was being fetched; that it works, its own tests show.
WORKER_CUT_OFF = "An unknown error occurred when fetching the script."


def is_complaint(message: Any) -> bool:
    """Script errors, refusals by the Content-Security-Policy, hosts that are not this site."""
    loading = message.text.startswith("Failed to load resource") and any(words in message.text for words in EXPECTED)
    return message.type == "error" and not loading and message.text != WORKER_CUT_OFF


def sign_in(context: BrowserContext, url: str, user: Any) -> None:
    """Hand the context the session of `user`, without the form."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user.pk))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url, "httpOnly": True, "sameSite": "Lax"}])


@pytest.fixture(scope="session")
def axe_source() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    return AXE.read_text()


@pytest.fixture
def axe(axe_source: str) -> Callable[..., None]:
    """`axe(page)` asserts no violation of WCAG 2.2 A, AA or good practice; `exclude` takes CSS selectors."""

    def check(page: Page, exclude: tuple[str, ...] = ()) -> None:
        page.wait_for_load_state()  # After a click the page may be there by half, and be found wanting.
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(axe_source)
        found = page.evaluate("exclude => axe.run({exclude}, {resultTypes: ['violations']})", [[x] for x in exclude])
        words = [
            f"{item['id']} ({item['impact']}): {item['help']}\n"
            + "\n".join(f"    {node['html'][:200]}" for node in item["nodes"][:5])
            for item in found["violations"]
        ]
        assert not words, f"axe-core on {page.url}\n" + "\n".join(words)

    return check


@pytest.fixture
def shot() -> Callable[..., Path | None]:
    """`shot(page, "name")` saves the whole page as var/shots/name.png, except where nobody will look: in CI."""

    def save(page: Page, name: str, *, full_page: bool = True) -> Path | None:
        if os.environ.get("CI"):
            return None
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=full_page)
        return path

    return save
