import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from lms.notifications.choices import NotificationKind
from lms.notifications.context import unread
from lms.notifications.models import Notification
from lms.notifications.queries import kinds_by_email
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_number_of_queries(client_for: ClientFor, django_assert_num_queries: Any, rows: int) -> None:
    user = UserFactory(roles=["trainee"])
    NotificationFactory.create_batch(rows, recipient=user)
    client = client_for(user)
    client.get(reverse("notifications:inbox"))
    with django_assert_num_queries(7):
        answer = client.get(reverse("notifications:inbox"))
    assert answer.content.decode().count("inbox-row is-unread") == rows


def test_inbox_empty_says_what_will_come(client_for: ClientFor) -> None:
    answer = client_for(UserFactory()).get(reverse("notifications:inbox"))
    assert "Nothing here yet" in answer.content.decode()


def test_inbox_shows_only_ones_own(client_for: ClientFor) -> None:
    NotificationFactory(title="Somebody else's")
    assert "Somebody else" not in client_for(UserFactory()).get(reverse("notifications:inbox")).content.decode()


def test_inbox_pages(client_for: ClientFor) -> None:
    user = UserFactory()
    NotificationFactory.create_batch(21, recipient=user)
    page = client_for(user).get(reverse("notifications:inbox"), {"page": 2})
    assert page.content.decode().count("inbox-row") == 1


def test_open_marks_read_and_leads_there(client_for: ClientFor) -> None:
    row = NotificationFactory()
    answer = client_for(row.recipient).get(reverse("notifications:open", args=[row.uuid]))
    assert answer["Location"] == "/training/"
    row.refresh_from_db()
    assert row.read_at is not None


def test_open_with_a_bad_path_leads_to_the_inbox(client_for: ClientFor) -> None:
    row = NotificationFactory(path="//evil.example/")
    assert client_for(row.recipient).get(reverse("notifications:open", args=[row.uuid]))["Location"] == "/inbox/"


def test_open_of_another_is_not_there(client_for: ClientFor) -> None:
    row = NotificationFactory()
    assert client_for(UserFactory()).get(reverse("notifications:open", args=[row.uuid])).status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_mark_as_read_stays_in_the_inbox(client_for: ClientFor) -> None:
    row = NotificationFactory()
    answer = client_for(row.recipient).post(reverse("notifications:open", args=[row.uuid]), {"stay": "1"})
    assert answer["Location"] == "/inbox/"


def test_read_all_reads_all_of_ones_own(client_for: ClientFor) -> None:
    user = UserFactory()
    NotificationFactory.create_batch(2, recipient=user)
    NotificationFactory()
    client_for(user).post(reverse("notifications:read_all"))
    assert list(Notification.objects.filter(read_at=None).values_list("recipient", flat=True)) != [user.pk]
    assert Notification.objects.filter(read_at=None).count() == 1


def test_preferences_are_kept(client_for: ClientFor) -> None:
    user = UserFactory()
    client = client_for(user)
    page = client.get(reverse("notifications:preferences")).content.decode()
    assert len(re.findall(r'name="by_email"[^>]*checked', page)) == len(NotificationKind)
    client.post(reverse("notifications:preferences"), {"by_email": ["award", "certificate"]})
    assert kinds_by_email(user) == ["award", "certificate"]


def test_unread_is_asked_for_only_where_it_is_shown(rf: RequestFactory, django_assert_num_queries: Any) -> None:
    request = rf.get("/")
    request.user = NotificationFactory().recipient
    with django_assert_num_queries(0):
        context = unread(request)
    with django_assert_num_queries(1):
        assert context["unread"] == 1
    with django_assert_num_queries(0):
        assert context["unread"] == 1
