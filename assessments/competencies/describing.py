"""A published version as plain data, in the form of a pack's `framework.yaml`."""

from typing import Any

from assessments.competencies.models import CompetencyVersion, FrameworkVersion
from assessments.competencies.queries import competencies_in


def describe(version: FrameworkVersion) -> dict[str, Any]:
    """Everything that a version says. A fixed number of queries."""
    words = list(competencies_in(version))
    return {
        "code": version.framework.code,
        "title": version.title,
        "version": version.version,
        "level4_requires": version.level4_requires,
        "informed_by": version.informed_by,
        "levels": list(version.levels.values("number", "name", "mark", "description")),
        "domains": [
            {
                "code": domain.code,
                "title": domain.title,
                "competencies": [_competency(one) for one in words if one.domain_id == domain.pk],
            }
            for domain in version.domains.all()
        ],
    }


def _competency(words: CompetencyVersion) -> dict[str, Any]:
    return {
        "code": words.competency.code,
        "title": words.title,
        "description": words.description,
        "safety_critical": words.safety_critical,
        "method": words.method,
        "informed_by": words.informed_by,
        "crosswalk": words.crosswalk,
        "behaviours": [{"code": one.code, "kind": one.kind, "text": one.text} for one in words.behaviours.all()],
    }
