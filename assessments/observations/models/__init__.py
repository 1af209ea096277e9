"""What is watched, by whom, what each of them tapped, and what came of it."""

from assessments.observations.models.aftercare import Feedback, FollowUp, Response
from assessments.observations.models.concerns import Concern
from assessments.observations.models.observations import NO_PLACEMENT, Observation, Seat, Sitting
from assessments.observations.models.ratings import Rating, RatingSheet, SheetEvent
from assessments.observations.models.recordings import Recording, RecordingConsent, RecordingRequest, RecordingView
from assessments.observations.models.results import ObservationResult
from assessments.observations.models.slots import RaterSlot

__all__ = [
    "Concern",
    "Feedback",
    "FollowUp",
    "NO_PLACEMENT",
    "Observation",
    "ObservationResult",
    "RaterSlot",
    "Rating",
    "RatingSheet",
    "Recording",
    "RecordingConsent",
    "RecordingRequest",
    "RecordingView",
    "Response",
    "Seat",
    "SheetEvent",
    "Sitting",
]
