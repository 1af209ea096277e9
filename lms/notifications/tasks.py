"""Mail, off the request where a worker runs."""

from django_tasks import task

from lms.notifications.models import Notification
from lms.notifications.services import send_email


@task()
def email_notification(notification_id: int) -> bool:
    """Send one notification by mail, if it still is to be sent."""
    notification = Notification.objects.filter(pk=notification_id).first()
    return notification is not None and send_email(notification=notification)
