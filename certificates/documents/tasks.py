from django_tasks import task

from certificates.documents import services
from certificates.documents.models import Certificate


@task()
def make_pdf(certificate_id: int) -> None:
    """Make and store the PDF of a certificate, if it has none."""
    services.make_pdf(certificate=Certificate.objects.get(pk=certificate_id))
