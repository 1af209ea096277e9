"""What is watched, by whom, what each of them tapped, and what came of it."""

from assessments.observations.models.aftercare import Feedback, FollowUp, Response
from assessments.observations.models.concerns import Concern
from assessments.observations.models.observations import NO_PLACEMENT, Observation, Seat, Sitting
from assessments.observations.models.ratings import Rating, RatingSheet, SheetEvent
from assessments.observations.models.results import ObservationResult

__all__ = [
    "Concern",
    "Feedback",
    "FollowUp",
    "NO_PLACEMENT",
    "Observation",
    "ObservationResult",
    "Rating",
    "RatingSheet",
    "Response",
    "Seat",
    "SheetEvent",
    "Sitting",
]
