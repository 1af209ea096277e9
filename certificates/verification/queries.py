from certificates.documents.models import Certificate
from certificates.documents.queries import Validity, validity, with_standing


def find(serial: str) -> Validity | None:
    """What the certificate with this serial is worth today; None if there is none. Two queries, one if there is none.

    An empty serial (what was typed has not the form of one) is looked up like any other, so that the answer to
    nonsense takes as long as the answer to a well-formed code.
    """
    certificate = with_standing(Certificate.objects.filter(serial=serial)).first()
    return validity(certificate) if certificate else None
