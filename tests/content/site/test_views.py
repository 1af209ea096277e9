import datetime
import json
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from content.models import CrisisLine, CrisisRegion, SiteSettings
from content.site.offline import LIGHT_ASSETS
from tests.factories.content import CrisisLineFactory, CrisisRegionFactory, make_home
from tests.html import parse_page

pytestmark = pytest.mark.django_db
CHECKED = datetime.date(2026, 11, 1)
NOVEMBER = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
LIGHT = 30_000


@pytest.fixture
def lines():
    gb = CrisisRegionFactory(code="GB", name="United Kingdom", emergency="999", order=1)
    ca = CrisisRegionFactory(code="CA", name="Canada", emergency="", order=2)
    CrisisLineFactory(region=gb, name="Samaritans", call="116 123", source_checked=CHECKED)
    CrisisLineFactory(region=gb, name="Shout", call="", text="85258", source_checked=None)
    CrisisLineFactory(region=ca, name="988", call="988", text="988", chat_url="https://988.example/")
    return gb, ca


def page(client, query=""):
    response = client.get(reverse("crisis") + query)
    assert response.status_code == 200
    parse_page(response.content)
    return BeautifulSoup(response.content, "html.parser")


def names(soup):
    return [h2.text for h2 in soup.select("[id^=region-] > h2")]


def test_crisis_page_shows_every_region_before_sign_in(client, lines):
    soup = page(client)
    assert names(soup) == ["United Kingdom", "Canada"]
    links = {a["href"] for a in soup.select("a.crisis-number")}
    assert {"tel:999", "tel:116123", "sms:85258", "tel:988", "sms:988", "https://988.example/"} <= links
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("asked", ["CA", "ca"])
def test_crisis_page_puts_the_region_asked_for_first(client, lines, asked):
    assert names(page(client, f"?region={asked}")) == ["Canada", "United Kingdom"]


def test_crisis_page_puts_the_readers_own_region_first_and_the_header_leads_there(client, lines, django_user_model):
    user = django_user_model.objects.create(email="a@example.org", full_name="A", region="CA")
    client.force_login(user)
    assert names(page(client)) == ["Canada", "United Kingdom"]
    assert names(page(client, "?region=GB")) == ["United Kingdom", "Canada"]


def test_crisis_page_puts_the_programmes_region_first_where_nobody_says_more(client, lines):
    site_settings = SiteSettings.for_site(make_home().get_site())
    site_settings.default_region = "CA"
    site_settings.save()
    assert names(page(client)) == ["Canada", "United Kingdom"]


@pytest.mark.parametrize("asked", ["XX", "<script>alert(1)</script>", "%00"])
def test_crisis_page_for_an_unknown_region_gives_emergency_numbers_and_a_directory(client, lines, asked):
    soup = page(client, f"?region={asked}")
    first = soup.select_one(".crisis-region")
    assert "no lines for this region" in first.text
    assert first.select_one("a[href='tel:999']")
    assert soup.select_one("a[href='https://findahelpline.com']")
    assert "alert(1)" not in soup.text
    assert names(soup) == ["United Kingdom", "Canada"]


def test_crisis_page_without_any_line_still_leads_somewhere(client):
    assert CrisisRegion.objects.count() == 0
    assert page(client).select_one("a[href='https://findahelpline.com']")


def words(client, **change):
    CrisisLine.objects.filter(name="Samaritans").update(**change)
    CrisisLine.objects.get(name="Samaritans").save()
    return page(client).select_one(".crisis-line .checked").text


@time_machine.travel(NOVEMBER)
def test_crisis_line_says_how_far_it_may_be_relied_on(client, lines):
    tried = {"last_verified": datetime.date(2026, 11, 20), "verified_by": "Imke Lindqvist"}
    assert words(client) == (
        "Checked against its source in November 2026. Not yet tried by this programme: check before you rely on this."
    )
    assert words(client, source_checked=None).startswith("Not compared with a source")
    assert words(client, **tried) == "Last verified by Imke Lindqvist on 20 November 2026."
    assert "too long ago: check before you rely" in words(client, verify_by=datetime.date(2026, 11, 22))


@time_machine.travel(NOVEMBER + datetime.timedelta(days=200))
def test_stale_crisis_line_says_so_and_hides_neither_itself_nor_the_emergency_number(client, lines):
    soup = page(client)
    assert "too long ago" in soup.select_one(".crisis-line .checked").text
    assert soup.select_one("a[href='tel:116123']")
    assert soup.select_one("a[href='tel:999']")


def test_retired_line_leaves_the_page(client, lines):
    assert "Samaritans" in page(client).text
    line = CrisisLine.objects.get(name="Samaritans")
    line.retired = True
    line.save()
    assert "Samaritans" not in page(client).text


def test_crisis_page_is_light(client, lines, settings):
    html = client.get(reverse("crisis")).content
    styles = [settings.BASE_DIR / "lms" / "static" / name for name in LIGHT_ASSETS if name.endswith(".css")]
    linked = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html.decode())
    assert linked == [name for name in LIGHT_ASSETS if name.endswith(".css")]
    assert len(html) + sum(path.stat().st_size for path in styles) < LIGHT


def test_crisis_page_costs_no_query_once_it_is_kept(client, lines, django_assert_num_queries):
    page(client)
    with django_assert_num_queries(0):
        page(client)


@pytest.mark.parametrize("regions", [1, 3])
def test_crisis_page_costs_the_same_for_any_number_of_regions(client, regions, django_assert_num_queries):
    for _ in range(regions):
        CrisisLineFactory()
    # Site, settings (looked up and made), footer pages; regions and lines.
    with django_assert_num_queries(9):
        page(client)


def worker(client):
    response = client.get(reverse("service_worker"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Service-Worker-Allowed"] == "/"
    assert "no-cache" in response["Cache-Control"]
    first_line = response.content.decode().split("\n", 1)[0]
    return json.loads(first_line.removeprefix("const HOLDSPACE = ").removesuffix(";"))


def test_service_worker_keeps_the_crisis_page_and_its_parts_and_nothing_else(client, lines):
    kept = worker(client)
    assert (kept["crisis"], kept["offline"]) == ("/crisis/", "/crisis/offline/")
    assert kept["assets"] == [f"/static/{name}" for name in LIGHT_ASSETS]


def test_service_worker_changes_with_a_line_and_only_then(client, lines):
    before = worker(client)["version"]
    assert worker(client)["version"] == before
    line = CrisisLine.objects.get(name="Samaritans")
    line.hours = "Day and night"
    line.save()
    assert worker(client)["version"] != before


def test_kept_page_holds_nothing_of_a_signed_in_reader(client, lines, django_user_model):
    before = worker(client)["version"]
    client.force_login(django_user_model.objects.create(email="a@example.org", full_name="Ada Reader", region="CA"))
    assert worker(client)["version"] == before
    assert "Ada Reader" not in page(client).text


def test_offline_page_leads_to_crisis_help(client):
    response = client.get(reverse("crisis_offline"))
    parse_page(response.content)
    assert b'href="/crisis/"' in response.content


def test_robots_are_kept_out_of_the_desk(client):
    response = client.get(reverse("robots"))
    assert response["Content-Type"].startswith("text/plain")
    assert b"Disallow: /admin/" in response.content


@pytest.mark.parametrize("name", ["crisis", "crisis_offline", "service_worker", "robots"])
def test_site_views_only_read(client, name):
    assert client.post(reverse(name)).status_code == 405
