from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from lms.common.signals import people_viewed, person_viewed
from lms.people.models import User
from lms.privacy.services import log_access, log_access_of_many


@receiver(person_viewed)
def note_view(sender: Any, viewer: User, subject: User, what: str, **kwargs: Any) -> None:
    log_access(viewer=viewer, subject=subject, what=what)


@receiver(people_viewed)
def note_views(sender: Any, viewer: User, subjects: Iterable[int], what: str, **kwargs: Any) -> None:
    log_access_of_many(viewer=viewer, subjects=subjects, what=what)
