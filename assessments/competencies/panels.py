"""What waits, on the first page of the desk."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from assessments.competencies import presenting_drafts, queries
from assessments.competencies.access import may_publish
from assessments.competencies.choices import DraftState


class WaitingFrameworksPanel(Component):
    """Drafts of the framework that wait for a clinical reviewer. Nothing for anybody else."""

    name = "waiting_frameworks"
    template_name = "assessments/competencies/drafts/panel.html"
    order = 120

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user: Any = self.request.user
        if not may_publish(user):
            return {"drafts": []}
        waiting = queries.open_drafts().filter(state=DraftState.WAITING)
        return {"drafts": [presenting_drafts.headline(draft) for draft in waiting]}
