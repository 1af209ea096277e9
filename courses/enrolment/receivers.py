"""Somebody who was invited comes in: the places that were kept for them become theirs."""

from typing import Any

from django.dispatch import receiver

from courses.enrolment import services
from lms.people.models import Invitation, User
from lms.people.signals import invitation_accepted


@receiver(invitation_accepted, dispatch_uid="courses.seats")
def take_seats(sender: type[Invitation], user: User, invitation: Invitation, **kwargs: Any) -> None:
    services.take_seats(user=user, email=invitation.email)
