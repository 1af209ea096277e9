from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from assessments.scenarios.models import Scenario, ScenarioSignature, ScenarioVersion
from assessments.scenarios.services import publish_version
from content.site.edition import watch

# Lessons that were remembered hold the scenario that stands in them, and what its newest version says of itself.
watch(Scenario, ScenarioVersion, ScenarioSignature)


@receiver(published, sender=Scenario)
def freeze_scenario(*, instance: Scenario, revision: Revision, **kwargs: Any) -> None:
    """Publishing in Wagtail freezes what a new run goes by. The desk's form asks `check_scenario` before."""
    publish_version(scenario=instance, actor=revision.user)
