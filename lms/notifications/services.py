from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from lms.common import clock
from lms.notifications import queries
from lms.notifications.choices import NotificationKind
from lms.notifications.models import Notification, Preference
from lms.notifications.signals import notified
from lms.people.models import User

TROUBLE_LENGTH = 200


@transaction.atomic
def notify(
    *,
    recipient: User,
    kind: str,
    key: str,
    title: str,
    body: str = "",
    path: str = "",
    email: bool = True,
    about: User | None = None,
) -> Notification | None:
    """Tell somebody something, once per `key`; None when they were told already or are no longer here.

    `title` and `body` are plain words in the recipient's language; `path` is a local path, any other is dropped.
    `about` is whom the words name, if somebody else: they go when that person is erased. With `email` it goes out by
    mail too, after the commit, unless the recipient said no to this kind.
    """
    if not recipient.is_active:
        return None
    notification, made = Notification.objects.get_or_create(
        recipient=recipient,
        key=key,
        defaults={
            "about": about,
            "kind": kind,
            "title": title[:200],
            "body": body,
            "path": safe_path(path=path),
            # Nobody reads the mail of the demo's invented people.
            "by_email": email and not recipient.is_demo and queries.wants_email(recipient, kind),
        },
    )
    if not made:
        return None
    notified.send(sender=Notification, notification=notification)
    return notification


def safe_path(*, path: str) -> str:
    """`path` if it leads to a page of ours, else nothing."""
    local = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if local and len(path) <= 300 else ""


@transaction.atomic
def mark_read(*, notification: Notification) -> Notification:
    """Note that it was opened. The first time counts."""
    notification = Notification.objects.select_for_update().get(pk=notification.pk)
    if notification.read_at is None:
        notification.read_at = clock.now()
        notification.save(update_fields=["read_at", "updated"])
    return notification


@transaction.atomic
def mark_all_read(*, recipient: User) -> int:
    """Note that everything was seen; gives how many were unread."""
    now = clock.now()
    return queries.inbox(recipient).filter(read_at=None).update(read_at=now, updated=now)


@transaction.atomic
def save_preferences(*, user: User, by_email: Sequence[str]) -> None:
    """Keep which kinds somebody wants by e-mail."""
    for kind in NotificationKind.values:
        Preference.objects.update_or_create(user=user, kind=kind, defaults={"email": kind in by_email})


def send_email(*, notification: Notification) -> bool:
    """Send one notification by mail in the recipient's language. What goes wrong is noted, and tried again later.

    False when there is nothing to send (any more), or when it could not be sent.
    """
    row = _claim(notification)
    if row is None:
        return False
    # Outside the transaction: a slow mail server must not keep the database waiting.
    try:
        _message(row).send()
    except (OSError, SMTPException) as error:
        # The class alone: what a mail server answers may quote the address.
        row.email_trouble = type(error).__name__[:TROUBLE_LENGTH]
    else:
        row.emailed_at, row.email_trouble = clock.now(), ""
    row.save(update_fields=["emailed_at", "email_trouble", "updated"])
    return row.emailed_at is not None


@transaction.atomic
def _claim(notification: Notification) -> Notification | None:
    """Count the try before it is made, so that one that breaks off half-way is not made for ever."""
    row = Notification.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=notification.pk)
    if not row.by_email or row.emailed_at or not row.recipient.is_active:
        return None
    row.email_tries += 1
    row.save(update_fields=["email_tries", "updated"])
    return row


def _message(notification: Notification) -> EmailMultiAlternatives:
    recipient = notification.recipient
    with translation.override(recipient.language):
        context = {
            "notification": notification,
            "greeting": recipient.get_short_name(),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "language": recipient.language,
            "link": settings.SITE_URL + reverse("notifications:open", args=[notification.uuid]),
            "preferences": settings.SITE_URL + reverse("notifications:preferences"),
        }
        text = render_to_string("notifications/email/notification.txt", context)
        html = render_to_string("notifications/email/notification.html", context)
    subject = " ".join(notification.title.split())
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [recipient.email])
    message.attach_alternative(html, "text/html")
    return message
