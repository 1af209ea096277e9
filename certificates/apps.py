from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    label = "certificates"
    verbose_name = _("Certification")

    def ready(self) -> None:
        from certificates.awards import receivers as award_receivers  # noqa: F401
        from certificates.documents import receivers as document_receivers  # noqa: F401
        from certificates.programmes.models import Programme, ProgrammeVersion, Requirement
        from content.site.edition import watch

        # What a programme asks for is remembered, as pages are.
        watch(Programme, ProgrammeVersion, Requirement)
