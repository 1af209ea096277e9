"""What follows from a sheet that was handed in, in the transaction that hands it in. Connected in `apps.py`."""

from typing import Any

from django.dispatch import receiver

from assessments.observations import services
from assessments.observations.choices import ObservationStatus, SeatRole
from assessments.observations.links import register_practice_resolver
from assessments.observations.models import RatingSheet, Seat
from assessments.observations.queries.practising import scenarios_to_practise
from assessments.signals import sheet_submitted


@receiver(sheet_submitted)
def follow_up_harm(sender: Any, sheet: RatingSheet, seat: Seat, **kwargs: Any) -> None:
    """At once, before anybody agrees on anything."""
    services.open_follow_up(seat=seat, sheet=sheet)
    services.raise_concern(seat=seat, sheet=sheet)


@receiver(sheet_submitted)
def put_together(sender: Any, sheet: RatingSheet, seat: Seat, **kwargs: Any) -> None:
    """A rater's sheet may be the last one that was missing; an appeal rests on one."""
    if seat.role == SeatRole.RATER:
        services.hold_sitting(sitting=seat.observation.sitting, actor=seat.rater)
        services.settle_observation(observation=seat.observation)
    elif seat.role == SeatRole.APPEAL and seat.observation.status == ObservationStatus.RELEASED:
        services.settle_appeal(seat=seat, sheet=sheet)


register_practice_resolver(scenarios_to_practise)
