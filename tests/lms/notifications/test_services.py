"""Telling people, once each, and by mail where they want it."""

import datetime as dt
from collections.abc import Callable
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from lms.notifications import queries
from lms.notifications.due import send_waiting_mail
from lms.notifications.models import Notification
from lms.notifications.services import mark_read, notify, save_preferences, send_email
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class DownBackend(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected


DOWN = f"{__name__}.DownBackend"


def tell(recipient: Any, key: str = "one", **kwargs: Any) -> Notification | None:
    return notify(recipient=recipient, kind="feedback", key=key, title="Read this again", body="Why.", **kwargs)


def test_notify_tells_once_per_key(on_commit: Callable[..., Any]) -> None:
    user = UserFactory()
    with on_commit():
        assert tell(user) is not None
        assert tell(user) is None
        assert tell(user, key="two") is not None
    assert queries.unread_count(user) == 2
    assert len(mail.outbox) == 2


def test_notify_mails_plain_text_and_html_with_an_absolute_link(on_commit: Callable[..., Any]) -> None:
    user = UserFactory(full_name="Imke Larsen")
    with on_commit():
        row = tell(user, path="/training/")
    message = mail.outbox[0]
    assert (message.to, message.subject) == ([user.email], "Read this again")
    assert f"http://testserver/inbox/{row.uuid}/" in message.body
    assert "Hello Imke," in message.body
    assert "/me/notifications/" in message.body
    assert message.alternatives[0][1] == "text/html"
    row.refresh_from_db()
    assert row.emailed_at is not None


def test_notify_title_cannot_forge_a_header(on_commit: Callable[..., Any]) -> None:
    with on_commit():
        notify(recipient=UserFactory(), kind="feedback", key="x", title="One\nBcc: a@b.example")
    assert mail.outbox[0].subject == "One Bcc: a@b.example"


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_notify_drops_a_path_that_leads_away(path: str) -> None:
    assert tell(UserFactory(), path=path).path == ""


def test_notify_respects_who_wants_no_mail(on_commit: Callable[..., Any]) -> None:
    user = UserFactory()
    save_preferences(user=user, by_email=["welcome"])
    with on_commit():
        assert tell(user) is not None
    assert mail.outbox == []
    assert queries.kinds_by_email(user) == ["welcome"]


def test_notify_never_mails_people_of_the_demo(on_commit: Callable[..., Any]) -> None:
    with on_commit():
        tell(UserFactory(is_demo=True))
    assert mail.outbox == []


def test_notify_leaves_those_who_left_alone() -> None:
    assert tell(UserFactory(is_active=False)) is None


def test_notify_rolled_back_sends_nothing(on_commit: Callable[..., Any], db: None) -> None:
    tell(UserFactory())
    assert mail.outbox == []


def test_send_email_trouble_is_noted_and_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = DOWN
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), tick=False) as clock:
        row = NotificationFactory(by_email=True)
        assert send_email(notification=row) is False
        row.refresh_from_db()
        assert (row.email_trouble, row.email_tries, row.emailed_at) == ("SMTPServerDisconnected", 1, None)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_waiting_mail() == 0
        clock.shift(dt.timedelta(minutes=6))
        assert send_waiting_mail() == 1
        assert send_waiting_mail() == 0
    row.refresh_from_db()
    assert row.email_trouble == ""
    assert len(mail.outbox) == 1


def test_send_waiting_mail_gives_up_in_the_end(settings: Any) -> None:
    settings.EMAIL_BACKEND = DOWN
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), tick=False) as clock:
        row = NotificationFactory(by_email=True)
        for _try in range(8):
            clock.shift(dt.timedelta(minutes=10))
            send_waiting_mail()
    row.refresh_from_db()
    assert row.email_tries == queries.MOST_TRIES


def test_mark_read_keeps_the_first_moment() -> None:
    row = mark_read(notification=NotificationFactory())
    first = row.read_at
    assert mark_read(notification=row).read_at == first
