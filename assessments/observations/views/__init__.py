"""A rater's own sheets: the list of them, the ready check, the sheet, and what a phone sends."""

from assessments.observations.views.app import manifest, worker
from assessments.observations.views.seats import seat, seats, stop
from assessments.observations.views.sending import change, state, submit, taps
from assessments.observations.views.sheets import sheet

__all__ = ["change", "manifest", "seat", "seats", "sheet", "state", "stop", "submit", "taps", "worker"]
