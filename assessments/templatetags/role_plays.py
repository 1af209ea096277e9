"""What the preview of a draft on the desk needs: Wagtail hands its template the scenario alone."""

from typing import Any

from django import template

from assessments.scenarios.presenting.previews import preview_of

register = template.Library()


@register.simple_tag
def role_play_preview(scenario: Any) -> dict[str, Any]:
    """Card and first moment of a scenario as it stands. No query."""
    return preview_of(scenario)
