"""What the desk says on its first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from content.site.models import CrisisLine
from content.site.queries import stale_lines, untried_lines
from lms.common import clock


class CrisisLinesPanel(Component):
    """Crisis lines at which somebody should look: too old, or never tried. Only for those who may change them."""

    name = "crisis_lines"
    template_name = "content/site/crisis_panel.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user: Any = self.request.user
        allowed = user.has_perm("content.change_crisisline")
        return {
            "stale": stale_lines(clock.today()) if allowed else [],
            "untried": untried_lines() if allowed else 0,
            "lines_url": reverse(CrisisLine.snippet_viewset.get_url_name("list")) if allowed else "",
        }
