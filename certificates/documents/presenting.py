"""What the page of somebody's certificates shows, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.awards.choices import AwardStatus
from certificates.awards.queries import awarded_programmes
from certificates.awards.wording import status_sentence
from certificates.documents.models import Certificate
from certificates.documents.queries import certificates_for, validity
from certificates.programmes.models import ProgrammeVersion
from certificates.programmes.queries import current_versions, facts_for, rules_of
from certificates.programmes.rules import is_met
from certificates.programmes.wording import day
from lms.common import pdf
from lms.people.models import User

TROUBLE = {"broken": gettext_lazy("The PDF could not be made. The certificate is valid all the same.")}


@dataclass(frozen=True)
class Card:
    """A certificate on its holder's page. `pdf` is *ready*, *waiting* or *trouble* (then `trouble` says why)."""

    uuid: UUID
    serial: str
    title: str
    version: str
    sentence: str
    is_valid: bool
    issued_on: str
    name: str
    specimen: bool
    pdf: str
    trouble: "str | Promise"


@dataclass(frozen=True)
class Ahead:
    """A programme that is not awarded yet."""

    version: ProgrammeVersion
    sentence: str


def certificate_cards(learner: User) -> list[Card]:
    """Somebody's certificates that count or counted, the newest first. Two queries however many."""
    return [_card(certificate) for certificate in certificates_for(learner)]


def _card(certificate: Certificate) -> Card:
    now, stood = validity(certificate), certificate.snapshot
    pdf = {Certificate.Status.STORED: "ready", Certificate.Status.WAITING: "waiting"}
    return Card(
        uuid=certificate.uuid,
        serial=certificate.serial,
        title=stood["programme"],
        version=stood["version"],
        sentence=status_sentence(now.status, now.last_day),
        is_valid=now.status == AwardStatus.VALID,
        issued_on=day(date.fromisoformat(stood["issued_on"])),
        name=stood["name"],
        specimen=stood["specimen"],
        pdf=pdf.get(Certificate.Status(certificate.status), "trouble"),
        trouble=_trouble(certificate),
    )


def _trouble(certificate: Certificate) -> Any:
    if certificate.status != Certificate.Status.TROUBLE:
        return ""
    return TROUBLE.get(certificate.trouble) or pdf.trouble() or _("The PDF can be made now.")


def programmes_ahead(learner: User) -> list[Ahead]:
    """Programmes in force that somebody has not been awarded, with how far they are. Seven queries at most."""
    awarded = awarded_programmes(learner)
    versions = [version for version in current_versions() if version.programme_id not in awarded]
    if not versions:
        return []
    rules, facts = rules_of(versions), facts_for(learner)
    return [
        Ahead(version, _so_far([is_met(rule, facts) for rule in rules[version.pk].children])) for version in versions
    ]


def _so_far(met: list[bool]) -> str:
    words = {"met": sum(met), "of": len(met)}
    return ngettext("%(met)d of %(of)d requirement met", "%(met)d of %(of)d requirements met", len(met)) % words
