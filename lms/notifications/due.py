"""Mail that could not be sent is tried again; what was told long ago is forgotten."""

import datetime as dt

from lms.common import clock
from lms.common.due import register
from lms.notifications.models import Notification
from lms.notifications.queries import waiting_for_email
from lms.notifications.services import send_email

KEEP = dt.timedelta(days=365)


def send_waiting_mail() -> int:
    """Try again whatever is still to be sent; gives how many went out."""
    return sum(send_email(notification=notification) for notification in waiting_for_email()[:200])


def forget_old() -> int:
    """Delete what is older than a year; gives how many went."""
    return Notification.objects.filter(created__lt=clock.now() - KEEP).delete()[0]


register("notifications.mail", send_waiting_mail)
register("notifications.old", forget_old)
