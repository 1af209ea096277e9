"""A rater’s own sheets (re-exported here), the desk of who arranges and decides, and the trainee’s own pages."""

from assessments.observations.views.app import manifest, worker
from assessments.observations.views.seats import seat, seats, stop
from assessments.observations.views.sending import change, state, submit, taps
from assessments.observations.views.sheets import sheet

__all__ = ["change", "manifest", "seat", "seats", "sheet", "state", "stop", "submit", "taps", "worker"]
