"""What observations refuse, with a sentence for the person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lms.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from assessments.instruments.sheets import Missing


class SheetClosed(DomainError):
    """Nothing can be tapped any more. `code` is one of the constants here."""

    code = "sheet_closed"

    # Handed in already; a change asks for a reason, within the time allowed.
    SUBMITTED = "sheet_submitted"
    # The raters' sheets were put together meanwhile.
    SETTLED = "sheet_settled"
    # The role-play was stopped or cancelled.
    STOPPED = "sheet_stopped"
    # Actors and peers say what they saw once there was something to see.
    EARLY = "sheet_early"
    # The rater gave the seat up, or it was taken back.
    LEFT = "sheet_left"
    # Consent to the recording it was rated from was withdrawn.
    CONSENT = "sheet_consent"

    def __init__(self, message: "str | Promise", *, code: str) -> None:
        super().__init__(message, code=code)


class TapsRefused(DomainError):
    """Something that the phone sent can't be read. Nothing of that packet was kept; it stays on the phone."""

    code = "taps_refused"


class SheetIncomplete(DomainError):
    """Something has to be said before the sheet can be handed in. `missing` lists it in the order of the sheet."""

    code = "sheet_incomplete"

    def __init__(self, message: "str | Promise", *, missing: "Sequence[Missing]") -> None:
        super().__init__(message)
        self.missing = list(missing)


class RecordingRefused(DomainError):
    """This can't be recorded, not everybody agreed, or the file is none that can be played."""

    code = "recording_refused"


class RaterNotReady(DomainError):
    """The rater's calibration has run out or was never passed: they may draft, not hand in what counts."""

    code = "rater_not_ready"


class ChangeRefused(DomainError):
    """A sheet that was handed in can't be changed any more, or the reason is missing."""

    code = "sheet_change_refused"


class ArrangementRefused(DomainError):
    """The role-play can't be arranged so: too early after a stop, nothing to rate, somebody else has to decide."""

    code = "arrangement_refused"


class SeatRefused(DomainError):
    """This person can't rate here, or can't leave the seat any more."""

    code = "seat_refused"


class ReasonNeeded(SeatRefused):
    """Something speaks against this rater; with a written reason it is possible. `conflicts` are codes."""

    code = "reason_needed"

    def __init__(self, message: "str | Promise", *, conflicts: Sequence[str]) -> None:
        super().__init__(message)
        self.conflicts = list(conflicts)


class SlotRefused(DomainError):
    """Nobody can come at that time: it is over, or it ends before it begins."""

    code = "slot_refused"


class SettlingRefused(DomainError):
    """The sheets can't be put together, or the decision between them is incomplete. `missing` names competencies."""

    code = "settling_refused"

    def __init__(self, message: "str | Promise", *, missing: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.missing = list(missing)


class ReleaseRefused(DomainError):
    """The result can't be shown yet."""

    code = "release_refused"


class ResponseRefused(DomainError):
    """It is too late for an appeal, or the words are missing."""

    code = "response_refused"


class FeedbackIncomplete(DomainError):
    """Feedback needs a behaviour it rests on and a next step. `fields` names what is missing."""

    code = "feedback_incomplete"

    def __init__(self, message: "str | Promise", *, fields: Sequence[str]) -> None:
        super().__init__(message)
        self.fields = list(fields)


class ConcernRefused(DomainError):
    """It takes a sentence why nothing follows from harm that an actor or a peer saw, and somebody else to say it."""

    code = "concern_refused"


class FollowUpRefused(DomainError):
    """A follow-up is closed once it was acknowledged and talked through, and with a word on what was agreed."""

    code = "follow_up_refused"
