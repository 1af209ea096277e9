"""Scenarios in Wagtail."""

from assessments.scenarios.viewsets.scenarios import ScenarioViewSet, buttons_for

__all__ = ["ScenarioViewSet", "buttons_for"]
