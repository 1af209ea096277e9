from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from lms.common.privacy import declarations
from lms.privacy.services import log_access
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def test_mine_says_of_every_declaration_why_and_how_long(client_for: ClientFor) -> None:
    page = client_for(UserFactory()).get(reverse("privacy:mine")).content.decode()
    for declaration in declarations():
        assert escape(str(declaration.purpose))[1:] in page, declaration.model


def test_export_is_a_download_by_post_only(client_for: ClientFor) -> None:
    client = client_for(UserFactory())
    assert client.get(reverse("privacy:export")).status_code == 405
    answer = client.post(reverse("privacy:export"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]


def test_erase_with_another_address_erases_nothing(client_for: ClientFor) -> None:
    user = UserFactory()
    answer = client_for(user).post(reverse("privacy:erase"), {"email": "other@example.org"})
    assert "Nothing was erased" in answer.content.decode()
    user.refresh_from_db()
    assert user.erased_at is None


def test_erase_signs_out_and_says_so(client_for: ClientFor) -> None:
    user = UserFactory()
    client = client_for(user)
    answer = client.post(reverse("privacy:erase"), {"email": user.email.upper()})
    assert answer["Location"] == "/"
    assert client.get(reverse("privacy:mine")).status_code == 302
    user.refresh_from_db()
    assert user.erased_at


def test_erase_of_the_last_administrator_is_explained(client_for: ClientFor) -> None:
    user = UserFactory(is_superuser=True)
    answer = client_for(user).post(reverse("privacy:erase"), {"email": user.email})
    assert "only administrator" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_access_log_number_of_queries(client_for: ClientFor, django_assert_num_queries: Callable, rows: int) -> None:
    subject = UserFactory()
    for viewer in UserFactory.create_batch(rows):
        log_access(viewer=viewer, subject=subject, what="the record")
    client = client_for(subject)
    client.get(reverse("privacy:access_log"))
    with django_assert_num_queries(6):
        page = client.get(reverse("privacy:access_log")).content.decode()
    assert page.count("The record") == rows


def test_access_log_empty_says_so(client_for: ClientFor) -> None:
    assert "Nobody has opened" in client_for(UserFactory()).get(reverse("privacy:access_log")).content.decode()
