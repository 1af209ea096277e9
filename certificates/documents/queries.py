import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from certificates.awards.choices import AwardStatus
from certificates.awards.models import AwardEvent
from certificates.awards.queries import Standing, standing
from certificates.documents.models import Certificate
from lms.common import clock
from lms.people.models import User


@dataclass(frozen=True)
class Validity:
    """What a certificate is worth on a day: its award's status, unless a newer certificate took its place."""

    certificate: Certificate
    status: AwardStatus
    last_day: date | None
    replaced_on: date | None


def with_standing(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Certificates with all that `validity` reads. Two queries however many."""
    events = Prefetch("award__events", queryset=AwardEvent.objects.order_by("at", "pk"))
    return certificates.select_related("award__learner", "award__version", "replaced_by").prefetch_related(events)


def validity(certificate: Certificate, on: date | None = None) -> Validity:
    """What a certificate is worth on a day (today if left out). Revoked and given back beat replaced."""
    award: Standing = standing(certificate.award, on or clock.today())
    newer = getattr(certificate, "replaced_by", None)
    status = award.status
    if newer is not None and status not in (AwardStatus.REVOKED, AwardStatus.WITHDRAWN):
        status = AwardStatus.REPLACED
    return Validity(certificate, status, award.last_day, newer.issued_at.date() if newer else None)


def certificates_for(learner: User) -> QuerySet[Certificate]:
    """Somebody's certificates that no newer one replaced, the newest first, ready for `validity`."""
    return with_standing(Certificate.objects.filter(award__learner=learner, replaced_by=None))


def best_certificate(learner: User) -> Validity | None:
    """The newest of somebody's certificates that is valid today, else the newest. One query where there is none, else
    three."""
    if not Certificate.objects.filter(award__learner=learner).exists():
        return None
    found = [validity(one) for one in certificates_for(learner)]
    return next((one for one in found if one.status == AwardStatus.VALID), found[0] if found else None)


def without_pdf() -> QuerySet[Certificate]:
    """Certificates whose PDF is still to be made; those whose holder's name was removed get none."""
    return (
        Certificate.objects.exclude(status=Certificate.Status.STORED)
        .exclude(snapshot__name="")
        .filter(award__learner__erased_at=None)
        .order_by("pk")
    )


def file_troubles() -> Iterator[str]:
    """Stored PDFs that are gone or are not what was stored, in words for the log. For the nightly check."""
    for certificate in Certificate.objects.filter(status=Certificate.Status.STORED).exclude(pdf="").iterator():
        if not certificate.pdf.storage.exists(str(certificate.pdf.name)):
            yield f"the PDF of certificate {certificate.serial} is missing"
        elif file_hash(certificate) != certificate.sha256:
            yield f"the PDF of certificate {certificate.serial} is not the one that was stored"


def file_hash(certificate: Certificate) -> str:
    """SHA-256 of the stored file."""
    with certificate.pdf.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
