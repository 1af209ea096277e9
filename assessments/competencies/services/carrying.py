"""Evidence goes over to the next version, person by person. Rows are added; none is changed."""

from collections.abc import Iterator

from django.db import transaction

from assessments.competencies import queries
from assessments.competencies.drafts import VersionMapping
from assessments.competencies.models import Competency, CompetencyRecord, CompetencyVersion
from assessments.competencies.services import record_competency
from assessments.competencies.succession import Carry, carried
from lms.people.models import User

SOURCE = queries.MIGRATION


def carry_over(*, mapping: VersionMapping) -> int:
    """Carry everybody's evidence over; the number of lines that were added.

    Each person is a transaction of their own, so that it can be stopped and begun again: what is there already is
    not added twice. Nothing happens where it was decided not to.
    """
    if not mapping.carry:
        return 0
    parts = queries.parts_by_key(mapping)
    wanted = {key for target, olds in parts.items() if olds != (target,) for key in olds}
    people = User.objects.filter(erased_at=None, pk__in=queries.learners_with_evidence(wanted)).order_by("pk")
    return sum(carry_person(mapping=mapping, learner=person) for person in people.iterator())


@transaction.atomic
def carry_person(*, mapping: VersionMapping, learner: User) -> int:
    """Carry one person's evidence over; the number of lines that were added. Again, it adds none.

    What counts is what was observed before the new version came into force. Each line says when that was, who saw it,
    and from which line it comes (`source_uuid`).
    """
    User.objects.select_for_update().get(pk=learner.pk)
    parts = queries.parts_by_key(mapping)
    before = queries.standing_records(learner).filter(observed_at__lte=mapping.created)
    carries = carried(before, parts, mapping.rule.get("needs", ""))
    if not carries:
        return 0
    targets = Competency.objects.in_bulk({carry.target for carry in carries})
    words = {one.competency_id: one for one in mapping.new.competencies.filter(competency__in=targets)}
    there = set(
        CompetencyRecord.objects.filter(source=SOURCE, learner=learner).values_list(
            "source_uuid", "competency_id", "kind"
        )
    )
    new = [one for one in carries if (one.record.uuid, one.target, one.record.kind) not in there]
    for carry in new:
        _add(mapping, carry, targets[carry.target], words.get(carry.target))
    return len(new)


def _add(mapping: VersionMapping, carry: Carry, target: Competency, words: CompetencyVersion | None) -> None:
    old = carry.record
    record_competency(
        learner=old.learner,
        competency=target,
        competency_version=words,
        kind=old.kind,
        met=carry.met,
        level=carry.level,
        harm=carry.harm,
        occasion=old.occasion,
        vignette=old.vignette,
        source=SOURCE,
        source_uuid=old.uuid,
        rater=old.rater,
        ratings=old.ratings,
        observed_at=carry.observed_at,
        actor=mapping.decided_by,
    )


def mappings_to_carry(*, version: str = "") -> Iterator[VersionMapping]:
    """Decided to carry, oldest first; of one version by its name, if one is given."""
    rows = VersionMapping.objects.filter(carry=True).select_related("old", "new", "decided_by")
    yield from (rows.filter(new__version=version) if version else rows).order_by("created", "pk")
