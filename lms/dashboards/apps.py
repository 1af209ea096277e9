from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "lms.dashboards"
    label = "dashboards"
    verbose_name = _("Dashboards")

    def ready(self) -> None:
        from assessments.competencies.models import FrameworkVersion
        from assessments.scenarios.models import Scenario
        from content.site.edition import watch

        # What the heat-map remembers: the skills in force, and where each is taught.
        watch(FrameworkVersion, Scenario)
