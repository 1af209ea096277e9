import pytest
from django.test import RequestFactory

from content.models import SiteSettings, StandardPage
from content.site.context import branding
from tests.factories.content import make_home, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_home()


def read(user=None):
    request = RequestFactory().get("/")
    request.user = user
    return branding(request)


def words():
    return SiteSettings.for_site(make_home().get_site())


def test_branding_costs_no_query_once_it_is_kept(home, django_assert_num_queries):
    read()
    with django_assert_num_queries(0):
        read()


def test_branding_changes_as_soon_as_the_settings_are_saved(home):
    assert read()["branding"]["site_name"] == "Holdspace"
    site_settings = words()
    site_settings.site_name = "Roundtable"
    site_settings.save()
    assert read()["branding"]["site_name"] == "Roundtable"


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_footer_pages_come_and_go_with_their_page(home, leave):
    assert read()["branding"]["footer_pages"] == []
    page = make_page(home, StandardPage, title="Privacy", slug="privacy", in_footer=True, live=False)
    page.save_revision().publish()
    assert read()["branding"]["footer_pages"] == [{"title": "Privacy", "url": "/privacy/"}]
    getattr(StandardPage.objects.get(), leave)()
    assert read()["branding"]["footer_pages"] == []


def test_footer_leaves_out_pages_that_did_not_ask_for_it(home):
    make_page(home, StandardPage, title="About", slug="about", live=False).save_revision().publish()
    assert read()["branding"]["footer_pages"] == []


@pytest.mark.parametrize("demo", [True, False])
def test_branding_says_whether_this_is_a_demonstration(home, settings, demo):
    settings.DEMO = demo
    assert read()["branding"]["is_demo"] is demo


def test_crisis_link_leads_a_reader_to_their_own_region(home, django_user_model):
    user = django_user_model(email="a@example.org", region="GB")
    assert read(user)["crisis_url"] == "/crisis/?region=GB#region-gb"
    assert read()["crisis_url"] == "/crisis/"
