"""From an award to its certificate (same transaction), from a certificate to its PDF (a task, on commit)."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from certificates.awards.models import Award
from certificates.documents import services, tasks
from certificates.documents.models import Certificate
from certificates.signals import award_granted, certificate_drawn_up


@receiver(award_granted)
def issue_after_grant(sender: type[Award], award: Award, **kwargs: Any) -> None:
    services.issue_certificate(award=award)


@receiver(certificate_drawn_up)
def enqueue_pdf(sender: type[Certificate], certificate: Certificate, **kwargs: Any) -> None:
    transaction.on_commit(partial(tasks.make_pdf.enqueue, certificate.pk), robust=True)
