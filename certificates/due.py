"""What certification does by itself: make PDFs that are missing, and look whether everything holds together."""

import logging

from certificates.awards.queries import ledger_troubles
from certificates.documents.queries import file_troubles, without_pdf
from certificates.documents.services import make_pdf
from lms.common import pdf
from lms.common.due import register

log = logging.getLogger(__name__)


def make_missing_pdfs() -> None:
    """Certificates whose PDF could not be made; nothing to do on a machine that cannot make any."""
    if pdf.trouble():
        return
    for certificate in without_pdf().iterator(chunk_size=100):
        make_pdf(certificate=certificate)


def check_certification() -> int:
    """Write into the log what does not hold together; returns how much that is."""
    troubles = [*ledger_troubles(), *file_troubles()]
    for trouble in troubles:
        log.error("Certification: %s", trouble)
    return len(troubles)


register("certificate-pdfs", make_missing_pdfs)
register("certification-check", check_certification)
