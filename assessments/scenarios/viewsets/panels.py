"""The story in the form of a scenario: where it is written, and what keeps it from being published."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from assessments.scenarios import queries, services
from assessments.scenarios.desk.page import finding_lines
from assessments.scenarios.models import ScenarioDraft
from assessments.scenarios.viewsets.screen import NAMES, findings_words


class StoryPanel(Panel):
    """A link to the desk, and each finding with a link to its moment."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "assessments/admin/desk/story_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            scenario = self.instance
            if not scenario.pk:
                return context | {"is_new": True}
            # What saving takes over, see `form.ScenarioForm`.
            draft = ScenarioDraft.objects.filter(scenario_id=scenario.pk).first()
            graph = draft.graph if draft else scenario.graph
            findings = finding_lines(services.check_scenario(scenario=scenario, graph=graph), graph)
            errors = sum(line.is_error for line in findings)
            return context | {
                "desk_url": reverse(f"{NAMES}:desk", args=[scenario.pk]),
                "findings": findings,
                "words": findings_words(errors, len(findings) - errors),
                "review": review_words(scenario),
            }


def review_words(scenario: Any) -> str:
    """Who reviewed the safety content of what is published."""
    version = queries.current_version(scenario) if scenario.safety_critical else None
    if version is None:
        return ""
    names = ", ".join(one.name for one in queries.signed_on(version).safety)
    return (
        _("Safety content reviewed by %(names)s.") % {"names": names}
        if names
        else _("Safety content not reviewed yet.")
    )
