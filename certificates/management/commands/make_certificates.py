from typing import Any

from django.core.management.base import BaseCommand

from certificates.awards.models import Award
from certificates.documents.models import Certificate
from certificates.documents.queries import without_pdf
from certificates.documents.services import issue_certificate, make_pdf
from lms.common import pdf


class Command(BaseCommand):
    help = "Make the certificates and PDFs that are waiting or went wrong. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        for award in Award.objects.filter(certificates=None).order_by("pk"):
            issue_certificate(award=award)
        trouble = pdf.trouble()
        if trouble:
            self.stderr.write(str(trouble))
            return
        made = [make_pdf(certificate=certificate) for certificate in without_pdf().iterator(chunk_size=100)]
        stored = sum(certificate.status == Certificate.Status.STORED for certificate in made)
        self.stdout.write(f"{stored} PDFs made.")
        if stored < len(made):
            self.stderr.write(f"{len(made) - stored} could not be made; the log says why.")
