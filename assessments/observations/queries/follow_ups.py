"""Harm that is still to be talked through."""

from django.db.models import QuerySet

from assessments.observations.choices import FollowUpStatus
from assessments.observations.models import FollowUp
from lms.people.models import User


def open_follow_ups_of(learner: User) -> QuerySet[FollowUp]:
    """What is not closed yet of somebody."""
    return FollowUp.objects.filter(observation__learner=learner).exclude(status=FollowUpStatus.CLOSED)


def has_open_follow_up(learner: User) -> bool:
    """Whether something harmful is still to be talked through with somebody: awards wait for it. One query."""
    return open_follow_ups_of(learner).exists()
