"""What follows from a sheet that was handed in, in the transaction that hands it in. Connected in `apps.py`."""

from typing import Any

from django.dispatch import receiver

from assessments.calibration.services import count_rating
from assessments.observations import services
from assessments.observations.choices import FORMATIVE, ObservationStatus, SeatRole
from assessments.observations.links import register_practice_resolver
from assessments.observations.models import Observation, RatingSheet, Seat, Sitting
from assessments.observations.queries.practising import scenarios_to_practise
from assessments.signals import (
    appeal_settled,
    sheet_submitted,
    sitting_cancelled,
    sitting_stopped,
    trainee_opted_out,
)


@receiver(sheet_submitted)
def follow_up_harm(sender: Any, sheet: RatingSheet, seat: Seat, **kwargs: Any) -> None:
    """At once, before anybody agrees on anything."""
    services.open_follow_up(seat=seat, sheet=sheet)
    services.raise_concern(seat=seat, sheet=sheet)


@receiver(sheet_submitted)
def count_for_refresher(sender: Any, sheet: RatingSheet, seat: Seat, **kwargs: Any) -> None:
    """How often somebody rated what makes evidence, each sheet once."""
    if sheet.number == 1 and seat.observation.sitting.counts and seat.role not in FORMATIVE:
        count_rating(rater=seat.rater)


@receiver(sheet_submitted)
def put_together(sender: Any, sheet: RatingSheet, seat: Seat, **kwargs: Any) -> None:
    """A rater's sheet may be the last one that was missing; an appeal rests on one."""
    if seat.role == SeatRole.RATER:
        services.hold_sitting(sitting=seat.observation.sitting, actor=seat.rater)
        services.settle_observation(observation=seat.observation)
    elif seat.role == SeatRole.APPEAL and seat.observation.status == ObservationStatus.RELEASED:
        services.settle_appeal(seat=seat, sheet=sheet)


@receiver((sitting_stopped, sitting_cancelled))
def end_recording(sender: Any, sitting: Sitting, **kwargs: Any) -> None:
    """Nothing is rated, so nothing is kept."""
    services.delete_what_is_over(sitting=sitting)


@receiver((trainee_opted_out, appeal_settled))
def end_recording_of_one(sender: Any, observation: Observation, **kwargs: Any) -> None:
    """It may have waited for this alone."""
    services.delete_what_is_over(sitting=observation.sitting)


register_practice_resolver(scenarios_to_practise)
