"""One big answer in words to “is this certificate valid?”, and what is said beside it. No database."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from certificates.awards.choices import AwardStatus
from certificates.awards.wording import status_sentence
from certificates.documents.queries import Validity
from certificates.programmes.wording import day

MARKS = {AwardStatus.VALID: ("is-valid", "check"), AwardStatus.REPLACED: ("is-replaced", "arrow-on")}
OVER = ("is-over", "dash")
NAMED = (AwardStatus.VALID, AwardStatus.EXPIRED, AwardStatus.SUSPENDED)


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Answer:
    """What the page says. `name` is *shown* (with the name among the facts), *ask*, *removed* or *no*."""

    serial: str
    headline: str
    lead: str
    mark: str
    icon: str
    checked: str
    facts: list[Fact] = field(default_factory=list)
    name: str = "no"
    specimen: bool = False
    asks_for_newer: bool = False


def answer(found: Validity, today: date) -> Answer:
    """The answer for a certificate that exists. Reasons are never part of it."""
    stood = found.certificate.snapshot
    mark, icon = MARKS.get(found.status, OVER)
    name = _name_mode(found)
    return Answer(
        serial=found.certificate.serial,
        headline=_together(status_sentence(_public(found.status), found.last_day), day(found.last_day)),
        lead=_together(_lead(found.status, stood["issuer"], day(today)), day(today)),
        mark=mark,
        icon=icon,
        checked=day(today),
        facts=_facts(found, name),
        name=name,
        specimen=stood["specimen"],
        asks_for_newer=found.status == AwardStatus.REPLACED,
    )


def unknown(serial: str, *, is_sound: bool, today: date) -> Answer:
    """The answer for a code that no certificate has."""
    if is_sound:
        lead = _(
            "The code is well formed, but nothing was issued under it. Ask whoever gave it to you for the document."
        )
    else:
        lead = _(
            "A letter or digit seems to be mistyped: the last two characters do not fit the others. Compare again."
        )
    return Answer(
        serial=serial,
        headline=_("We know no certificate with this code"),
        lead=lead,
        mark="is-over",
        icon="search",
        checked=day(today),
    )


def _together(sentence: str, date_in_it: str) -> str:
    """The sentence with day and month on one line."""
    return sentence.replace(date_in_it, date_in_it.replace(" ", "\N{NO-BREAK SPACE}", 1)) if date_in_it else sentence


def _public(status: AwardStatus) -> AwardStatus:
    """To the public, given back and revoked look the same: why it ended is nobody's business."""
    return AwardStatus.REVOKED if status == AwardStatus.WITHDRAWN else status


def _name_mode(found: Validity) -> str:
    if not found.certificate.snapshot["name"]:
        return "removed"
    if found.status not in NAMED:
        return "no"
    return "shown" if found.certificate.award.learner.name_public else "ask"


def _lead(status: AwardStatus, issuer: str, today: str) -> str:
    words = {"issuer": issuer, "today": today}
    return {
        AwardStatus.VALID: _("%(issuer)s issued this certificate, and it is valid today, %(today)s."),
        AwardStatus.EXPIRED: _("%(issuer)s issued this certificate. Today, %(today)s, its time is over."),
        AwardStatus.SUSPENDED: _("It does not count today, %(today)s. That may change: look again, or ask the holder."),
        AwardStatus.REPLACED: _(
            "The holder has a newer certificate. Ask them for its code: that is the one that counts."
        ),
    }.get(status, _("%(issuer)s issued this certificate. It does not count today, %(today)s.")) % words


def _facts(found: Validity, name: str) -> list[Fact]:
    stood, last = found.certificate.snapshot, ""
    if found.status in (AwardStatus.VALID, AwardStatus.EXPIRED):
        last = day(found.last_day)
    rows = [
        (_("Name"), stood["name"] if name == "shown" else ""),
        (_("Programme"), stood["programme"]),
        (_("Version"), stood["version"]),
        (_("Issued"), day(date.fromisoformat(stood["issued_on"]))),
        (_("Expired") if found.status == AwardStatus.EXPIRED else _("Valid until"), last),
        (_("Replaced on"), day(found.replaced_on)),
    ]
    return [Fact(label, value) for label, value in rows if value]
