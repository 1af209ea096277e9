"""Beside the list of questions in Wagtail: vignettes, and questions in and out."""

from assessments.questions.viewsets.vignettes import VignetteViewSet

__all__ = ["VignetteViewSet"]
