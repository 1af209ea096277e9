"""Everything that changes what is being watched."""

from assessments.observations.services.sheets import change_sheet, keep_taps, open_sheet, submit_sheet
from assessments.observations.services.stopping import stop_sitting

__all__ = ["change_sheet", "keep_taps", "open_sheet", "stop_sitting", "submit_sheet"]
