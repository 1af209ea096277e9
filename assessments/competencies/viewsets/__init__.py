"""The framework at the desk: its versions, in and out, and what it covers."""

from assessments.competencies.viewsets.coverage import CoverageViewSet
from assessments.competencies.viewsets.versions import CompetencyVersionViewSet, FrameworkVersionViewSet

__all__ = ["CompetencyVersionViewSet", "CoverageViewSet", "FrameworkVersionViewSet"]
