"""Awards in words, for their holder and for staff. Nothing here asks the database."""

from datetime import date

from django.utils.translation import gettext as _

from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.models import AwardEvent
from certificates.programmes.wording import day


def status_sentence(status: AwardStatus, last_day: date | None) -> str:
    """What an award is worth today, as a sentence."""
    if status == AwardStatus.VALID:
        return _("Valid until %(day)s") % {"day": day(last_day)} if last_day else _("Valid")
    if status == AwardStatus.EXPIRED:
        return _("Expired on %(day)s") % {"day": day(last_day)}
    return {
        AwardStatus.SUSPENDED: _("Not valid at the moment"),
        AwardStatus.REVOKED: _("No longer valid"),
        AwardStatus.REPLACED: _("Replaced by a newer one"),
        AwardStatus.WITHDRAWN: _("Given back"),
    }[status]


def event_sentence(event: AwardEvent, actor: str) -> str:
    """What one line of the ledger means; `actor` is a name, or empty for the system."""
    words = {**event.data, "actor": actor}
    return {
        EventKind.GRANTED: _("Granted: every requirement of version %(version)s was met"),
        EventKind.SUSPENDED: _("Suspended by %(actor)s: it does not count until it is reinstated"),
        EventKind.REINSTATED: _("Reinstated by %(actor)s: it counts again"),
        EventKind.REVOKED: _("Revoked by %(actor)s: it does not count any more"),
        EventKind.EXTENDED: _("Extended by %(actor)s until %(valid_until)s"),
        EventKind.REPLACED: _("A newer award took its place"),
        EventKind.WITHDRAWN: _("Given back by the holder"),
        EventKind.REISSUED: _("Certificate %(replaces)s replaced by %(serial)s, issued by %(actor)s"),
    }[EventKind(event.kind)] % words


def hold_sentence() -> str:
    """Why nothing is awarded for the time being, to the person themself."""
    return _(
        "Something harmful was seen in a role-play of yours. It is talked through with you first; as soon as that is "
        "closed, the certificate comes by itself where everything here is met."
    )
