"""What programmes in force ask of competencies: told to whoever decides what takes the place of one."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.touching import Asked
from certificates.awards.choices import AwardStatus
from certificates.awards.models import Award
from certificates.awards.queries import standing, with_ledger
from certificates.programmes import wording
from certificates.programmes.choices import RequirementKind
from certificates.programmes.models import Requirement
from certificates.programmes.queries import current_versions, is_met_by, leaf_of

KINDS = (RequirementKind.KNOWLEDGE, RequirementKind.OBSERVED)


def asked_of_competencies(competencies: Collection[int]) -> list[Asked]:
    """Every requirement of a version in force on one of these. Four queries, however many."""
    rows = Requirement.objects.filter(kind__in=KINDS, competency__in=competencies, version__in=current_versions())
    found = list(rows.select_related("competency", "version__programme").order_by("version", "order", "pk"))
    holders = _holders({row.version.programme_id for row in found})
    return [_asked(row, frozenset(holders[row.version.programme_id])) for row in found]


def _asked(row: Requirement, holders: frozenset[int]) -> Asked:
    rule = leaf_of(row)

    def met(records: Sequence[CompetencyRecord], competency: int) -> bool:
        return is_met_by(rule, competency, records)

    return Asked(row.version.programme.title, str(wording.label(row)), row.competency_id or 0, met, holders)


def _holders(programmes: Collection[int]) -> dict[int, set[int]]:
    """Programme → who holds its award now."""
    found: dict[int, set[int]] = defaultdict(set)
    if programmes:
        for award in with_ledger(Award.objects.filter(programme__in=programmes)):
            if standing(award).status in {AwardStatus.VALID, AwardStatus.SUSPENDED}:
                found[award.programme_id].add(award.learner_id)
    return found
