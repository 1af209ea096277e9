"""What live labs refuse, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lms.common.errors import DomainError


class SessionError(DomainError):
    """Base of what live labs refuse."""


class BadTimes(SessionError):
    """`code` says what is wrong with them: past, order, long."""

    REASONS = {
        "past": _("That moment has passed. Choose a later one."),
        "order": _("The end has to come after the start."),
        "long": _("A session lasts twelve hours at most."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(self.REASONS[code], code=code)


class TooFewPlaces(SessionError):
    """Fewer places than people who have one."""

    code = "too_few_places"

    def __init__(self, booked: int) -> None:
        words = ngettext(
            "%(count)s person has a place already. Keep at least that many places, or ask them to give it back.",
            "%(count)s people have a place already. Keep at least that many places, or ask some to give theirs back.",
            booked,
        )
        super().__init__(words % {"count": booked})


class HostHasPlace(SessionError):
    code = "host_has_place"

    def __init__(self, name: str) -> None:
        words = _("%(name)s has a place in this session as a trainee, and cannot host it at the same time.")
        super().__init__(words % {"name": name})


class NoHost(SessionError):
    code = "no_host"

    def __init__(self) -> None:
        super().__init__(_("Say who hosts the session."))


class NotPlanned(SessionError):
    """It was cancelled, or has been held."""

    code = "not_planned"

    def __init__(self) -> None:
        super().__init__(_("This session was cancelled or has taken place, so nothing about it can be changed."))


class BookingClosed(SessionError):
    """No place can be taken or given back. `code` says why: cancelled, begun, paused, left, host."""

    REASONS = {
        "cancelled": _("This session was cancelled."),
        "begun": _("This session has begun or is over."),
        "paused": _("Your training is paused. Resume it to take a place."),
        "left": _("You have left this course. Enrol again to take a place."),
        "host": _("You host this session, so you need no place in it."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(self.REASONS[code], code=code)


class OtherDateBooked(SessionError):
    code = "other_date"

    def __init__(self) -> None:
        super().__init__(_("You have a place or wait for one on another date of this lab. Give that back first."))


class LabNotOpenYet(SessionError):
    """The lesson that the lab stands in opens after others."""

    code = "not_open_yet"

    def __init__(self, titles: list[str]) -> None:
        super().__init__(_("This lab opens after: %(titles)s") % {"titles": ", ".join(titles)})


class RegisterRefused(SessionError):
    """`code` says why: cancelled, early, oneself, stranger, minutes, reason, stale."""

    REASONS = {
        "cancelled": _("This session was cancelled, so there is nobody to confirm."),
        "early": _("The register opens when the session begins."),
        "oneself": _("Nobody confirms their own attendance. Ask another supervisor."),
        "stranger": _("Somebody in this list does not belong to the group."),
        "minutes": _("For who left early, say for how many minutes they were there: fewer than the session has."),
        "reason": _("You change what was saved before. Say why, in a few words."),
        "stale": _("Somebody else has saved the register in the meantime. Look at it again before you change it."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(self.REASONS[code], code=code)
