"""Reading the inbox. Nothing here changes anything."""

import datetime as dt

from django.db.models import QuerySet

from lms.common import clock
from lms.common.sql import select
from lms.notifications.choices import NotificationKind
from lms.notifications.models import Notification, Preference
from lms.people.models import User

# Every page asks this for its bell.
UNREAD = "SELECT COUNT(*) FROM notifications_notification WHERE recipient_id = %s AND read_at IS NULL"
# Mail that could not be sent is tried again for a day; after that it would only surprise.
MOST_TRIES = 5
TRY_FOR = dt.timedelta(days=1)
# Whatever was touched just now is still being sent by somebody else.
LEAVE_ALONE_FOR = dt.timedelta(minutes=5)


def inbox(user: User) -> QuerySet[Notification]:
    """Everything somebody was told, newest first."""
    return Notification.objects.filter(recipient=user)


def unread_count(user: User) -> int:
    """How many of them are unread. One query on an index."""
    ((number,),) = select(UNREAD, user.pk)
    return int(number)


def wants_email(user: User, kind: str) -> bool:
    """Whether somebody wants this kind by e-mail; they do until they say no."""
    return not Preference.objects.filter(user=user, kind=kind, email=False).exists()


def kinds_by_email(user: User) -> list[str]:
    """The kinds somebody gets by e-mail."""
    unwanted = set(Preference.objects.filter(user=user, email=False).values_list("kind", flat=True))
    return [kind for kind in NotificationKind.values if kind not in unwanted]


def waiting_for_email() -> QuerySet[Notification]:
    """Mail that was not sent yet and is still worth sending."""
    now = clock.now()
    waiting = Notification.objects.filter(by_email=True, emailed_at=None, email_tries__lt=MOST_TRIES)
    return waiting.filter(created__gte=now - TRY_FOR, updated__lte=now - LEAVE_ALONE_FOR).order_by("created")
