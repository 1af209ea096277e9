"""The only way from a URL to what is being watched."""

import uuid

from django.http import Http404

from assessments.observations.models import Seat
from assessments.observations.queries import seats_to_rate
from lms.people.models import User


def access_own_seat(user: User, seat_uuid: uuid.UUID) -> Seat:
    """The rater's own seat with observation and kit. Another's, one that was left, or none: the same `Http404`."""
    seat = seats_to_rate(user).filter(uuid=seat_uuid).first() if user.is_authenticated else None
    if seat is None:
        raise Http404
    return seat
