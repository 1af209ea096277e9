"""What the page of an award shows, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from certificates.awards.models import Award, AwardEvent
from certificates.awards.queries import standing
from certificates.awards.wording import event_sentence, status_sentence
from certificates.programmes.wording import day


@dataclass(frozen=True)
class Line:
    """A line of the ledger."""

    at: datetime
    day: str
    sentence: str
    reason: str


@dataclass(frozen=True)
class Paper:
    """A document of the award; only the newest can be issued again."""

    uuid: UUID
    serial: str
    issued: str
    state: str
    has_pdf: bool
    may_reissue: bool


@dataclass(frozen=True)
class Row:
    """An award in a list."""

    uuid: UUID
    person: str
    programme: str
    sentence: str
    granted: str


def row(award: Award) -> Row:
    """An award that `with_ledger` brought along, as a line. No query."""
    now = standing(award)
    sentence = status_sentence(now.status, now.last_day)
    return Row(award.uuid, award.learner.full_name, str(award.version), sentence, day(award.granted_at))


def ledger(events: tuple[AwardEvent, ...], *, reasons: bool = True) -> list[Line]:
    """The events in words, oldest first; without what was written about the person, unless `reasons`."""
    return [
        Line(
            event.at,
            day(event.at),
            event_sentence(event, event.actor.full_name if event.actor else ""),
            event.reason if reasons else "",
        )
        for event in events
    ]


def papers(award: Award, *, may_reissue: bool) -> list[Paper]:
    """The documents of an award, the newest first. One query."""
    rows = []
    for paper in award.certificates.select_related("replaced_by").order_by("-issued_at", "-pk"):
        newer = getattr(paper, "replaced_by", None)
        state = _("replaced by %(serial)s") % {"serial": newer.serial} if newer else paper.get_status_display()
        rows.append(
            Paper(paper.uuid, paper.serial, day(paper.issued_at), state, bool(paper.pdf), may_reissue and newer is None)
        )
    return rows
