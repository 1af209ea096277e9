"""Crisis help with a real browser: it opens when the network has gone, and nothing else is kept."""

import pytest
from playwright.sync_api import expect

from content.models import CrisisLine
from lms.common import clock
from tests.browser.looks import in_both_looks
from tests.factories.content import CrisisLineFactory, CrisisRegionFactory, make_home
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = """async () => {
  const paths = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
  }
  return paths;
}"""
READY = """async () => {
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((again) => setTimeout(again, 50));
}"""
RENEW = """async () => {
  const before = (await caches.keys()).join();
  await (await navigator.serviceWorker.getRegistration()).update();
  for (;;) {
    const now = await caches.keys();
    if (now.length === 1 && now[0] !== before) return;
    await new Promise((again) => setTimeout(again, 50));
  }
}"""
SMALL = """links => links.filter(link => link.getClientRects().length && link.getBoundingClientRect().height < 44)
  .map(link => link.textContent)"""


@pytest.fixture
def lines():
    make_home()
    gb = CrisisRegionFactory(code="GB", name="United Kingdom", emergency="999", order=1)
    CrisisRegionFactory(code="CA", name="Canada", emergency="", order=2)
    CrisisLineFactory(region=gb, name="Samaritans", call="116 123")
    CrisisLineFactory(region=CrisisRegionFactory(code="US", name="United States", emergency="911", order=0), name="988")


def leave_network(page):
    page.evaluate(READY)
    page.context.set_offline(True)


@in_both_looks
def test_crisis_page_is_clean_and_fits(lines, page_for, axe, shot, width, dark):
    page = page_for(None, width=width, dark=dark)
    page.goto("/crisis/?region=GB")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("main a").evaluate_all(SMALL) == []
    shot(page, f"crisis-{width}{'-dark' if dark else ''}")


def test_crisis_page_opens_without_network(lines, page_for, console_errors):
    page = page_for(None, width=390)
    page.goto("/")
    leave_network(page)
    page.goto("/crisis/?region=GB#region-gb")
    expect(page.get_by_role("heading", name="United Kingdom")).to_be_in_viewport()
    assert page.get_by_role("link", name="116 123").get_attribute("href") == "tel:116123"
    family = page.evaluate("document.fonts.check('18px \"Atkinson Hyperlegible Next\"')")
    assert family
    console_errors.clear()


def test_other_pages_without_network_lead_to_crisis_help(lines, page_for, console_errors):
    page = page_for(None, width=390)
    page.goto("/")
    leave_network(page)
    page.goto("/somewhere/else/")
    page.get_by_role("link", name="Crisis help").click()
    expect(page.get_by_role("heading", name="Crisis help")).to_be_visible()
    console_errors.clear()


def test_worker_keeps_the_crisis_page_only_and_as_anybody_sees_it(lines, page_for):
    page = page_for(UserFactory(region="GB"), width=390)
    page.goto("/crisis/")
    page.evaluate(READY)
    kept = set(page.evaluate(KEPT))
    assert {"/crisis/", "/crisis/offline/"} <= kept
    assert all(path.startswith(("/crisis/", "/static/")) for path in kept)
    html = page.evaluate("() => caches.match('/crisis/', {ignoreVary: true}).then((it) => it.text())")
    # The reader's own region comes first on their page, and not on the kept one.
    assert html.index("United States") < html.index("United Kingdom")


def test_changed_line_reaches_the_kept_page(lines, page_for, console_errors):
    page = page_for(None, width=390)
    page.goto("/")
    page.evaluate(READY)
    line = CrisisLine.objects.get(name="Samaritans")
    line.last_verified, line.verified_by = clock.today(), "Imke Lindqvist"
    line.save()
    page.evaluate(RENEW)
    page.context.set_offline(True)
    page.goto("/crisis/")
    expect(page.get_by_text("Last verified by Imke Lindqvist")).to_be_visible()
    console_errors.clear()


def test_leave_takes_another_page_to_this_ones_place(lines, page_for, console_errors):
    page = page_for(None, width=390)
    page.goto("/crisis/")
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("https://www.wikipedia.org/**")
    page.go_back()
    assert page.url == "about:blank"
    console_errors.clear()
