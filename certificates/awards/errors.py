"""What awards refuse, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class AwardError(DomainError):
    """Base of what awards refuse."""


class ReasonMissing(AwardError):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Write down why, in a sentence. Whoever looks at this later will need it."))


class AwardClosed(AwardError):
    """The award was revoked, given back or replaced: nothing further can happen to it."""

    code = "award_closed"

    def __init__(self) -> None:
        super().__init__(_("This award has ended for good. Nothing about it can be changed any more."))


class OwnAward(AwardError):
    code = "own_award"

    def __init__(self) -> None:
        super().__init__(_("Nobody decides about their own award. Ask another manager."))
