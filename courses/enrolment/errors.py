"""What enrolment refuses, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class EnrolmentError(DomainError):
    """Base of what enrolment refuses."""


class CohortFull(EnrolmentError):
    code = "cohort_full"

    def __init__(self) -> None:
        super().__init__(_("All places of this group are taken. Its managers can add places."))


class WrongCourse(EnrolmentError):
    code = "wrong_course"

    def __init__(self) -> None:
        super().__init__(_("This group takes another course."))


class InAnotherCohort(EnrolmentError):
    code = "in_another_cohort"

    def __init__(self) -> None:
        super().__init__(_("You already take this course with another group. Ask its managers if you want to change."))


class NotOpen(EnrolmentError):
    code = "not_open"

    def __init__(self) -> None:
        super().__init__(_("This training is not under way, so it cannot be paused or resumed."))


class InviteUnusable(EnrolmentError):
    """An invitation link that lets nobody in any more. `code` says why: expired, used_up or revoked."""

    REASONS = {
        "expired": _("This invitation link has expired. Ask whoever sent it for a new one."),
        "used_up": _("This invitation link has been used as often as it may be. Ask whoever sent it for a new one."),
        "revoked": _("This invitation link has been withdrawn. Ask whoever sent it for a new one."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(self.REASONS[code], code=code)
