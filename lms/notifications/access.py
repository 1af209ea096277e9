import uuid as uuid_module

from django.http import Http404

from lms.notifications.models import Notification
from lms.people.models import User


def access_notification(user: User, uuid: uuid_module.UUID) -> Notification:
    """A notification of one's own. Absent and somebody else's give the same 404."""
    found = Notification.objects.filter(uuid=uuid, recipient=user).first()
    if found is None:
        raise Http404
    return found
