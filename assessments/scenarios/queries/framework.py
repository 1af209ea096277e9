"""What the framework in force says of behaviours and competencies."""

from collections.abc import Collection

from assessments.competencies.models import BehaviourVersion, CompetencyVersion
from assessments.competencies.queries import current_version


def behaviours_in_force() -> dict[str, tuple[str, str]]:
    """Code of every behaviour in force → its kind and its words; empty before a framework is published. Two queries."""
    version = current_version()
    if version is None:
        return {}
    rows = BehaviourVersion.objects.filter(competency_version__version=version).order_by("code")
    return {code: (kind, text) for code, kind, text in rows.values_list("code", "kind", "text")}


def competency_titles(codes: Collection[str]) -> dict[str, str]:
    """Code → title in the framework in force, of these; two queries, none for no codes."""
    version = current_version() if codes else None
    if version is None:
        return {}
    rows = CompetencyVersion.objects.filter(version=version, competency__code__in=codes)
    return dict(rows.values_list("competency__code", "title"))
