"""Learning to rate: runs, sheets, feedback; raters for their leads; references for reviewers."""

from assessments.calibration.views.leading import rater, raters, reference, references
from assessments.calibration.views.running import begin, calibration, feedback, sheet

__all__ = ["begin", "calibration", "feedback", "rater", "raters", "reference", "references", "sheet"]
