import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from content.models import HomePage, ResourceIndexPage, ResourcePage, StandardPage
from tests.factories.content import make_home, make_page, make_resources
from tests.factories.people import UserFactory
from tests.html import parse_page

pytestmark = pytest.mark.django_db
NOVEMBER = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
PROSE = [{"type": "prose", "value": "<h2>A heading</h2><p>Words.</p>"}]


@pytest.fixture
def home():
    return make_home()


def get(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    parse_page(response.content)
    return BeautifulSoup(response.content, "html.parser").main


def test_home_page_shows_what_an_editor_entered(client, home):
    start = make_page(home, StandardPage, title="Foundations", slug="foundations")
    home.kicker, home.lead, home.statement = "For volunteers", "Short lessons.", "Two modules, two checks."
    home.button_text, home.button_page = "Start: Peers, not professionals · 20 min", start
    home.steps = [{"type": "step", "value": {"title": f"Step {n}", "text": "Text"}} for n in range(3)]
    home.facts = [{"type": "fact", "value": {"label": "Lessons", "value": "10, about 2½ hours"}}]
    home.body = PROSE
    home.full_clean()
    home.save()
    main = get(client, home)
    assert main.h1.text == home.title
    assert main.select_one("a.button")["href"] == "/foundations/"
    assert [h3.text for h3 in main.select(".steps h3")] == ["Step 0", "Step 1", "Step 2"]
    assert len(main.select(".steps svg")) == 3
    assert main.select_one(".facts dd").text == "10, about 2½ hours"
    assert main.select_one(".aside h2").text == "A heading"
    assert main.select_one(".aside a[href^='/crisis/']")


def test_home_page_without_a_button_leads_to_signing_up_or_to_training(client_for, home, settings):
    assert get(client_for(None), home).select_one("a.button")["href"] == "/accounts/signup/"
    trainee = client_for(UserFactory(roles=["trainee"], acknowledged=True))
    assert get(trainee, home).select_one("a.button")["href"] == settings.LOGIN_REDIRECT_URL


def test_home_page_offers_no_button_to_a_page_that_is_not_public(client, home):
    home.button_text, home.button_page = "Start", make_page(home, StandardPage, title="X", slug="x", live=False)
    home.save()
    assert get(client, home).select_one("a.button")["href"] == "/accounts/signup/"


@pytest.mark.parametrize("name", ["button", "link"])
def test_home_page_wants_words_for_a_link(home, name):
    setattr(home, f"{name}_page", make_page(home, StandardPage, title="X", slug="x"))
    with pytest.raises(ValidationError):
        home.full_clean()
    setattr(home, f"{name}_text", "See more")
    home.full_clean()


def test_standard_page_shows_title_lead_and_body(client, home):
    page = make_page(home, StandardPage, title="About", slug="about", lead="Who it is for.", body=PROSE)
    main = get(client, page)
    assert (main.h1.text, main.select_one(".lead").text, main.h2.text) == ("About", "Who it is for.", "A heading")


@pytest.mark.parametrize("count", [1, 3])
def test_library_lists_its_resources_at_the_same_cost(client, home, count, django_assert_num_queries):
    index = make_resources(home)
    for n in range(count):
        make_page(index, ResourcePage, title=f"Resource {n}", slug=f"r{n}", summary="For what")
    make_page(index, ResourcePage, title="Draft", slug="draft", live=False)
    get(client, index)
    # The edition, view restrictions below, the resources.
    with django_assert_num_queries(3):
        main = get(client, index)
    assert [a.text for a in main.select(".row-title a")] == [f"Resource {n}" for n in range(count)]


def test_library_without_resources_says_so(client, home):
    assert "Nothing here yet" in get(client, make_resources(home)).text


@time_machine.travel(NOVEMBER)
@pytest.mark.parametrize(("review_by", "due"), [("2026-11-22", True), ("2026-11-23", False), (None, False)])
def test_resource_says_when_it_should_have_been_looked_at(client, home, review_by, due):
    index = make_resources(home)
    day = datetime.date.fromisoformat(review_by) if review_by else None
    page = make_page(index, ResourcePage, title="Card", slug="card", review_by=day, body=PROSE)
    assert ("check it before you rely on it" in get(client, page).text) is due
    assert ("check it before you rely on it" in get(client, index).text) is due


@pytest.mark.parametrize("safety", [True, False])
def test_resource_names_owner_and_licence_and_says_when_it_touches_safety(client, home, safety):
    fields = {"owned_by": "Programme team", "licence": "CC BY 4.0", "safety": safety}
    body = [{"type": "template", "value": {"title": "My card", "text": "<p>Call [number].</p>"}}]
    page = make_page(make_resources(home), ResourcePage, title="Card", slug="card", body=body, **fields)
    main = get(client, page)
    assert [dd.text for dd in main.select(".facts dd")][:2] == ["Programme team", "CC BY 4.0"]
    assert ("touches safety" in main.text) is safety
    assert main.select_one("[data-print]")
    assert main.select_one(main.select_one("[data-copy]")["data-copy"]).text.strip() == "Call [number]."


def test_pages_stand_only_where_they_belong():
    assert {model.__name__ for model in StandardPage.allowed_parent_page_models()} == {"HomePage", "StandardPage"}
    assert ResourcePage.allowed_parent_page_models() == [ResourceIndexPage]
    assert ResourcePage.allowed_subpage_models() == []
    assert HomePage not in StandardPage.allowed_subpage_models()
