"""What the desk says on its first page to those who review kits."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from assessments.instruments import queries
from assessments.instruments.viewsets.frame import NAMES


class WaitingKits(Component):
    """Kits that were sent to review, the longest waiting first. Only for those who may publish them."""

    name = "waiting_kits"
    template_name = "assessments/admin/kits/waiting_panel.html"
    order = 60

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user: Any = self.request.user
        waiting = queries.kits_waiting() if user.has_perm(queries.MAY_PUBLISH) else []
        rows = [(kit, reverse(f"{NAMES}:versions", args=[kit.pk])) for kit in waiting]
        return {"rows": rows}
