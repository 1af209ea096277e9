from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail.signals import published

from assessments.competencies.coverage import Kind, register_coverage
from assessments.scenarios.models import Scenario, ScenarioSignature, ScenarioVersion
from assessments.scenarios.queries.coverage import touched_competencies
from assessments.scenarios.services import publish_version
from content.site.edition import watch

# Lessons that were remembered hold the scenario that stands in them, and what its newest version says of itself.
watch(Scenario, ScenarioVersion, ScenarioSignature)

register_coverage(Kind("scenarios", _("Scenarios"), _("no scenario"), touched_competencies, 30))


@receiver(published, sender=Scenario)
def freeze_scenario(*, instance: Scenario, revision: Revision, **kwargs: Any) -> None:
    """Publishing in Wagtail freezes what a new run goes by. The desk's form asks `check_scenario` before."""
    publish_version(scenario=instance, actor=revision.user)
