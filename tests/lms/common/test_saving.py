"""An autosave that was under way when *Save draft* was pressed: it must not be written over it."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from content.models import CrisisRegion, StandardPage
from tests.factories.content import CrisisRegionFactory, make_home, make_page
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
PATIENCE = 2


def standard_page_form(title: str) -> dict[str, str]:
    return nested_form_data(
        {
            "title": title,
            "slug": "about",
            "lead": "",
            "body": streamfield([]),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        }
    )


def test_autosave_under_way_is_not_written_over_what_was_saved(client_for):
    page = make_page(make_home(), StandardPage, title="About", slug="about")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    admin = UserFactory(is_superuser=True)
    first, second = client_for(admin), client_for(admin)
    entered, saved = threading.Event(), threading.Event()

    def autosave() -> None:
        first.post(url, standard_page_form("Half a ti"), headers={"Accept": "application/json"})
        connection.close()

    def wait_in_the_view(request: object, page: Page) -> None:
        if not entered.is_set():
            entered.set()
            # Long enough for the other one, if nothing made it wait.
            saved.wait(PATIENCE)

    with hooks.register_temporarily("before_edit_page", wait_in_the_view):
        slow = threading.Thread(target=autosave)
        slow.start()
        assert entered.wait(10)
        answer = second.post(url, standard_page_form("Half a title is not enough"))
        saved.set()
        slow.join()
    assert answer.status_code == 302
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Half a title is not enough"


def test_autosave_that_comes_late_is_not_written_over_the_first_that_was_saved(client_for):
    page = make_page(make_home(), StandardPage, title="About", slug="about")
    assert page.latest_revision is None
    url, client = reverse("wagtailadmin_pages:edit", args=[page.pk]), client_for(UserFactory(is_superuser=True))
    assert client.post(url, standard_page_form("Half a title is not enough")).status_code == 302
    late = client.post(url, standard_page_form("Half a ti"), headers={"Accept": "application/json"})
    assert late.json()["error_code"] == "invalid_revision"
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Half a title is not enough"


def test_page_that_is_not_there_is_not_found(client_for):
    make_home()
    admin = client_for(UserFactory(is_superuser=True))
    assert admin.post(reverse("wagtailadmin_pages:edit", args=[999_999])).status_code == 404


def test_snippet_is_saved_with_its_row_held(client_for):
    region = CrisisRegionFactory(name="North")
    url = reverse(CrisisRegion.snippet_viewset.get_url_name("edit"), args=[region.pk])
    held = []

    def look(request: object, instance: object) -> None:
        held.append(connection.in_atomic_block)

    with hooks.register_temporarily("before_edit_snippet", look):
        admin = client_for(UserFactory(is_superuser=True))
        admin.get(url)
        admin.post(url, {"name": "South"})
    assert held == [False, True]
