from typing import Any

from django.dispatch import receiver

from lms.common.signals import person_viewed
from lms.people.models import User
from lms.privacy.services import log_access


@receiver(person_viewed)
def note_view(sender: Any, viewer: User, subject: User, what: str, **kwargs: Any) -> None:
    log_access(viewer=viewer, subject=subject, what=what)
