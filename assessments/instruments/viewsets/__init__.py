"""Observation kits in Wagtail."""

from assessments.instruments.viewsets.kits import InstrumentViewSet, buttons_for

__all__ = ["InstrumentViewSet", "buttons_for"]
