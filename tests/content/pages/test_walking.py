"""A page is found without the walk, and never where it no longer is."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from content.models import HomePage, StandardPage
from tests.factories.content import make_home, make_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


@pytest.fixture
def page(home: HomePage, client: Client) -> StandardPage:
    """A page that was already looked at."""
    made: StandardPage = make_page(home, StandardPage, title="About", slug="about", lead="Once.")
    assert client.get("/about/").status_code == 200
    return made


def test_second_look_costs_one_query(page: Any, client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert "Once." in client.get("/about/").content.decode()


def test_what_was_published_is_shown_at_once(page: Any, client: Client) -> None:
    page.lead = "Twice."
    page.save_revision().publish()
    assert "Twice." in client.get("/about/").content.decode()


def test_page_that_was_taken_off_is_gone(page: Any, client: Client) -> None:
    page.unpublish()
    assert client.get("/about/").status_code == 404


def test_page_that_was_deleted_is_gone(page: Any, client: Client) -> None:
    page.delete()
    assert client.get("/about/").status_code == 404


def test_page_that_moved_answers_where_it_is_now(page: Any, home: HomePage, client: Client) -> None:
    below = make_page(home, StandardPage, title="More", slug="more")
    page.move(below, pos="last-child")
    assert client.get("/about/", follow=True).redirect_chain == [("/more/about/", 301)]
    assert client.get("/more/about/").status_code == 200


def test_page_whose_parent_has_another_address_answers_there(page: Any, client: Client) -> None:
    child = make_page(page, StandardPage, title="Below", slug="below")
    assert client.get("/about/below/").status_code == 200
    page.slug = "us"
    page.save()
    assert client.get("/about/below/").status_code == 404
    assert client.get("/us/below/").status_code == 200
    assert Page.objects.get(pk=child.pk).url_path.endswith("/us/below/")


def test_restriction_holds_at_once_and_no_longer_than_it_stands(page: Any, client: Client) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/about/").status_code == 302
    assert client.get("/about/").status_code == 302
    restriction.delete()
    assert client.get("/about/").status_code == 200


def test_restriction_to_a_group_follows_the_group(page: Any, client_for: Any) -> None:
    group = Group.objects.create(name="Circle")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    person = UserFactory(roles=["trainee"], acknowledged=True)
    person.groups.add(group)
    assert client_for(person).get("/about/").status_code == 302
    restriction.groups.add(group)
    assert client_for(person).get("/about/").status_code == 200
    person.groups.remove(group)
    assert client_for(person).get("/about/").status_code == 302


def test_site_with_another_root_shows_that(page: Any, home: HomePage, client: Client) -> None:
    site = Site.objects.get(is_default_site=True)
    site.root_page = Page.objects.get(pk=page.pk)
    site.save()
    assert client.get("/about/").status_code == 404
    assert "Once." in client.get("/").content.decode()
