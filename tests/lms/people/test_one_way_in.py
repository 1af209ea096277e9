"""Wagtail brings doors of its own. A good password opens none of them."""

import pytest
from django.urls import reverse

from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

DOORS = ["/admin/login/", "/_util/login/"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("field", ["username", "login", "email"])
def test_good_password_at_wagtails_door_opens_nothing(client, door, field):
    editor = UserFactory(roles=["content_editor"])
    answer = client.post(door, {field: editor.email, "password": PASSWORD, "next": "/admin/"})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302


def test_the_same_password_opens_the_one_door(client):
    editor = UserFactory(roles=["content_editor"])
    answer = client.post(reverse("account_login"), {"login": editor.email, "password": PASSWORD, "next": "/admin/"})
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_admin_sends_strangers_to_the_one_door(client):
    answer = client.get("/admin/pages/", follow=True)
    path, query = answer.redirect_chain[-1][0].split("?")
    assert (path, query) == (reverse("account_login"), "next=/admin/pages/")


def test_admin_tells_a_trainee_no_without_a_loop(client_for):
    answer = client_for(UserFactory(roles=["trainee"])).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


def test_admin_door_lets_an_editor_on(client_for):
    client = client_for(UserFactory(roles=["content_editor"]))
    assert client.get("/admin/login/?next=/admin/pages/").url == "/admin/pages/"
    assert client.get("/admin/login/?next=https://evil.example/").url == "/admin/"


def test_page_door_tells_signed_in_people_no(client_for):
    assert client_for(UserFactory()).get("/_util/login/?next=/x/").status_code == 403


@pytest.mark.parametrize("path", ["/django-admin/", "/django-admin/login/"])
def test_there_is_no_django_admin(client_for, path):
    assert client_for(UserFactory(is_superuser=True, is_staff=True)).get(path).status_code == 404


def test_wagtails_password_reset_leads_to_ours(client):
    assert client.get("/admin/password_reset/").url == reverse("account_reset_password")
    assert client.get("/admin/password_reset/confirm/MQ/x/").status_code == 404


@pytest.mark.parametrize("path", ["/admin/users/", "/admin/users/new/", "/admin/bulk/people/user/delete/?id=1"])
def test_wagtails_user_management_leads_to_ours_even_for_an_administrator(client_for, path):
    admin = UserFactory(is_superuser=True)
    answer = client_for(admin).get(path)
    assert (answer.status_code, answer.url) == (302, "/people/")


def test_manager_cannot_edit_groups(client_for):
    answer = client_for(UserFactory(roles=["programme_manager"])).get("/admin/groups/")
    assert (answer.status_code, answer.url) == (302, "/admin/")


def test_wagtails_account_page_changes_neither_address_nor_password(client_for):
    editor = UserFactory(roles=["content_editor"])
    client = client_for(editor)
    page = client.get("/admin/account/").content.decode()
    assert 'type="password"' not in page
    assert "name_email" not in page
    client.post("/admin/account/", {"name_email-email": "new@example.org", "password-new_password1": "another pass"})
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)
    assert editor.email != "new@example.org"
