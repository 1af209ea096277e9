"""What progress refuses, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class ProgressError(DomainError):
    """Base of what progress refuses."""


class EnrolmentClosed(ProgressError):
    """Nothing is recorded for somebody who has left the course."""

    code = "enrolment_closed"

    def __init__(self) -> None:
        super().__init__(_("You have left this course. Enrol again to go on."))


class EnrolmentPaused(ProgressError):
    code = "enrolment_paused"

    def __init__(self) -> None:
        super().__init__(_("Your training is paused. Resume it to go on from here."))


class PrerequisitesMissing(ProgressError):
    """The lesson opens after others. `missing` holds their titles."""

    code = "prerequisites_missing"

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(_("This lesson opens after: %(titles)s") % {"titles": ", ".join(missing)})


class StaleText(ProgressError):
    """A newer text of the same box is already saved, from another window or a later packet."""

    code = "stale_text"

    def __init__(self, saved_sequence: int) -> None:
        self.saved_sequence = saved_sequence
        super().__init__(_("Another window has saved a newer text. Yours is still here; nothing was overwritten."))
