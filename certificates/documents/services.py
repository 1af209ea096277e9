import hashlib
import logging
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.models import Award, AwardEvent
from certificates.awards.queries import standing
from certificates.documents.errors import AlreadyReplaced, NameGone, NotInForce, ReasonMissing
from certificates.documents.models import Certificate
from certificates.documents.pdf import engine
from certificates.documents.serials import new_serial
from certificates.documents.snapshots import snapshot
from certificates.signals import certificate_drawn_up, certificate_issued
from lms.common import audit, clock
from lms.common.pdf import PdfUnavailable
from lms.people.models import User

log = logging.getLogger(__name__)
TRIES = 5
LONGEST_REASON = 500


@transaction.atomic
def issue_certificate(*, award: Award) -> Certificate:
    """Draw up the certificate of an award, or give back the one that is there. Idempotent.

    What stands on it is frozen now; the PDF is made afterwards (`make_pdf`). Sends `certificate_drawn_up`.
    """
    award = _lock(award)
    stored = award.certificates.filter(replaced_by=None).first()
    return stored or _draw_up(award)


@transaction.atomic
def reissue_certificate(*, certificate: Certificate, actor: User, reason: str) -> Certificate:
    """Draw up a new certificate, with a new serial, under the holder's name as it is now.

    The old one stays verifiable as replaced. Safe against a double submit: a certificate that was just replaced
    without any change since gives back its successor. Raises ReasonMissing, AlreadyReplaced, NotInForce, NameGone.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing
    award = _lock(certificate.award)
    successor = Certificate.objects.filter(replaces=certificate).first()
    if successor is not None:
        if Certificate.objects.filter(replaces=successor).exists():
            raise AlreadyReplaced
        return successor
    if award.learner.erased_at is not None:
        raise NameGone
    if standing(award).status != AwardStatus.VALID:
        raise NotInForce
    newer = _draw_up(award, replaces=certificate)
    AwardEvent.objects.create(
        award=award,
        kind=EventKind.REISSUED,
        at=newer.issued_at,
        actor=actor,
        reason=reason[:LONGEST_REASON],
        data={"serial": newer.serial, "replaces": certificate.serial},
    )
    audit.record("certificate.reissue", newer, actor=actor, data={"replaces": certificate.serial})
    return newer


def _lock(award: Award) -> Award:
    locked = Award.objects.select_for_update(of=("self",)).select_related("learner", "version", "programme")
    return locked.get(pk=award.pk)


def _draw_up(award: Award, replaces: Certificate | None = None) -> Certificate:
    now = clock.now()
    for _try in range(TRIES):
        serial = new_serial(now.year)
        try:
            with transaction.atomic():
                certificate = Certificate.objects.create(
                    award=award,
                    serial=serial,
                    snapshot=snapshot(award, serial),
                    issued_at=now,
                    replaces=replaces,
                )
        except IntegrityError:
            if not Certificate.objects.filter(serial=serial).exists():
                raise
            continue
        audit.record("certificate.issue", certificate, data={"award": str(award.uuid)})
        certificate_drawn_up.send(sender=Certificate, certificate=certificate)
        return certificate
    message = f"{TRIES} serials in a row were taken"
    raise RuntimeError(message)


def make_pdf(*, certificate: Certificate) -> Certificate:
    """Make and store the PDF of a certificate, once. Idempotent; sends `certificate_issued` when it is stored.

    What goes wrong is written into the certificate (status TROUBLE, with a sentence) and logged, never raised: the
    certificate is valid without its PDF. Rendering takes about a quarter of a second and holds no lock.
    """
    if certificate.status == Certificate.Status.STORED or not certificate.snapshot["name"]:
        return certificate
    try:
        content = engine.render(certificate.snapshot)
        return _store(certificate=certificate, content=content)
    except PdfUnavailable as refusal:
        log.warning("Certificate %s has no PDF yet: %s", certificate.serial, refusal.code)
        return _note_trouble(certificate=certificate, trouble=refusal.code)
    except Exception:
        log.exception("The PDF of certificate %s could not be made", certificate.serial)
        return _note_trouble(certificate=certificate, trouble="broken")


@transaction.atomic
def _store(*, certificate: Certificate, content: bytes) -> Certificate:
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    # Somebody else was faster, or the name was removed while we drew it.
    if locked.status == Certificate.Status.STORED or not locked.snapshot["name"]:
        return locked
    locked.pdf.save(f"{locked.uuid}.pdf", ContentFile(content), save=False)
    locked.sha256 = hashlib.sha256(content).hexdigest()
    locked.status, locked.trouble = Certificate.Status.STORED, ""
    locked.save(update_fields=["pdf", "sha256", "status", "trouble", "updated"])
    certificate_issued.send(sender=Certificate, certificate=locked)
    return locked


@transaction.atomic
def _note_trouble(*, certificate: Certificate, trouble: str) -> Certificate:
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.status != Certificate.Status.STORED:
        locked.status, locked.trouble = Certificate.Status.TROUBLE, trouble
        locked.save(update_fields=["status", "trouble", "updated"])
    return locked


@transaction.atomic
def remove_name(*, learner: User) -> int:
    """Take the name off somebody's certificates and delete the PDFs; returns how many there were. Idempotent.

    Serial, programme, dates and hash stay: whoever holds the paper can still ask whether it is valid.
    """
    rows = list(Certificate.objects.select_for_update().filter(award__learner=learner))
    for certificate in rows:
        _delete_file_on_commit(certificate.pdf)
        certificate.snapshot = {**certificate.snapshot, "name": ""}
        certificate.pdf = ""
        certificate.save(update_fields=["snapshot", "pdf", "updated"])
    return len(rows)


def _delete_file_on_commit(pdf: Any) -> None:
    """Files know no rollback: it goes when the rows that named it have gone."""
    if pdf:
        storage, name = pdf.storage, pdf.name
        transaction.on_commit(lambda: storage.delete(name))
