"""The framework at the desk: its versions, in and out."""

from assessments.competencies.viewsets.versions import CompetencyVersionViewSet, FrameworkVersionViewSet

__all__ = ["CompetencyVersionViewSet", "FrameworkVersionViewSet"]
