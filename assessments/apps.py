from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        from assessments.instruments import receivers as instrument_receivers  # noqa: F401
        from assessments.observations import receivers as observation_receivers  # noqa: F401

        # The question's receiver first: the quizzes of a bank then draw from the revision it made.
        from assessments.questions import receivers as question_receivers  # noqa: F401
        from assessments.quizzes import receivers as quiz_receivers  # noqa: F401
        from assessments.scenarios import receivers as scenario_receivers  # noqa: F401
