import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import ResourcePage
from lms.people.services import sync_roles
from tests.factories.content import make_home, make_page, make_resources
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(db):
    sync_roles()
    return make_resources(make_home())


def person(role):
    return UserFactory(is_superuser=True) if role == "administrator" else UserFactory(roles=[role])


def form(**change):
    fields = {"title": "Card", "slug": "card", "summary": "", "owned_by": "", "licence": "", "review_by": ""}
    body = streamfield([("prose", rich_text("<p>Words</p>"))])
    return nested_form_data({**fields, "body": body, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **change})


@pytest.mark.parametrize(
    ("role", "safety", "allowed"),
    [
        ("content_editor", False, True),
        ("content_editor", True, False),
        ("clinical_reviewer", True, True),
        ("administrator", True, True),
        ("programme_manager", False, False),
    ],
)
def test_who_may_publish_depends_on_safety(index, role, safety, allowed):
    page = make_page(index, ResourcePage, title="Card", slug="card", safety=safety)
    user = person(role)
    assert page.permissions_for_user(user).can_publish() is allowed
    # Lists hold plain pages: they ask the specific type all the same.
    assert page.page_ptr.permissions_for_user(user).can_publish() is allowed


@pytest.mark.parametrize("role", ["content_editor", "clinical_reviewer"])
@pytest.mark.parametrize("ticked", [True, False])
def test_unticking_the_box_is_no_way_round_the_reviewer(index, client_for, role, ticked):
    page = make_page(index, ResourcePage, title="Card", slug="card", safety=True)
    data = form(title="Changed", **({"safety": "on"} if ticked else {}), **{"action-publish": "1"})
    response = client_for(person(role)).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.title == "Changed") is (role == "clinical_reviewer")
    assert page.get_latest_revision_as_object().title == "Changed"


@pytest.mark.parametrize(("safety", "live"), [({"safety": "on"}, False), ({}, True)])
def test_new_safety_page_of_an_editor_stays_a_draft(index, client_for, safety, live):
    add = reverse("wagtailadmin_pages:add", args=["content", "resourcepage", index.pk])
    response = client_for(person("content_editor")).post(add, form(**safety, **{"action-publish": "1"}))
    assert response.status_code == 302
    page = ResourcePage.objects.get()
    assert page.live is live
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert ("a clinical reviewer publishes it" in said) is not live
