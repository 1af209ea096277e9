from collections.abc import Sequence
from typing import TYPE_CHECKING

from lms.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from assessments.instruments.sheets import Missing


class PerformanceRefused(DomainError):
    """A performance can't be published: something in it is not in the framework in force, or a line is missing."""

    code = "performance_refused"


class CalibrationSheetRefused(DomainError):
    """A sheet can't be handed in: it was already, or something is open on it (`missing`)."""

    code = "calibration_sheet_refused"

    def __init__(self, message: "str | Promise", *, missing: "Sequence[Missing]" = ()) -> None:
        super().__init__(message)
        self.missing = list(missing)


class SignatureRefused(DomainError):
    """This person can't sign this reference: it is not the newest, or their account has no name."""

    code = "reference_signature_refused"


class PauseRefused(DomainError):
    """A rater is paused or let go on only with a reason, and nobody pauses themselves."""

    code = "rater_pause_refused"
