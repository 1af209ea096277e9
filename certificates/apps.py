from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    label = "certificates"
    verbose_name = _("Certification")

    def ready(self) -> None:
        from assessments.competencies.touching import register_requirement_finder
        from assessments.quizzes.touching import register_award_finder
        from certificates.awards import receivers as award_receivers  # noqa: F401
        from certificates.awards.asked import asked_of_competencies
        from certificates.awards.touched import awards_resting_on
        from certificates.documents import receivers as document_receivers  # noqa: F401
        from certificates.programmes.models import Programme, ProgrammeVersion, Requirement
        from content.site.edition import watch

        register_award_finder(awards_resting_on)
        register_requirement_finder(asked_of_competencies)
        # What a programme asks for is remembered, as pages are.
        watch(Programme, ProgrammeVersion, Requirement)
