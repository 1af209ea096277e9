from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from assessments.competencies.aggregation import Point
from assessments.competencies.choices import RecordKind
from assessments.competencies.models import (
    BehaviourVersion,
    Competency,
    CompetencyRecord,
    CompetencyVersion,
    FrameworkVersion,
)
from lms.people.models import User


def current_version() -> FrameworkVersion | None:
    """The framework version in force: the one published last. None before any is published."""
    return (
        FrameworkVersion.objects.filter(published_at__isnull=False)
        .select_related("framework")
        .order_by("-published_at", "-pk")
        .first()
    )


def current_words(competency: Competency) -> CompetencyVersion | None:
    """The words of a competency in the version in force (None where that version leaves it out)."""
    version = current_version()
    if version is None:
        return None
    return CompetencyVersion.objects.filter(version=version, competency=competency).first()


def words_in(version: FrameworkVersion) -> QuerySet[CompetencyVersion]:
    """All competencies of a version with their domain, in order; one query."""
    rows = CompetencyVersion.objects.filter(version=version).select_related("competency", "domain")
    return rows.order_by("domain__order", "order")


def competencies_in(version: FrameworkVersion) -> QuerySet[CompetencyVersion]:
    """All competencies of a version with domain and behaviours, in order; two queries however many there are."""
    behaviours = Prefetch("behaviours", queryset=BehaviourVersion.objects.order_by("order"))
    return words_in(version).prefetch_related(behaviours)


def standing_records(learner: User) -> QuerySet[CompetencyRecord]:
    """A person's evidence without what was superseded, oldest observation first."""
    return CompetencyRecord.objects.filter(learner=learner, superseded_by=None).order_by("observed_at", "pk")


def points_in(records: Iterable[CompetencyRecord]) -> dict[int, list[Point]]:
    """The observed ones of these records as points, by primary key of the competency. No query."""
    found: dict[int, list[Point]] = defaultdict(list)
    for record in records:
        if record.kind == RecordKind.OBSERVED:
            point = Point(
                observed_at=record.observed_at,
                level=record.level,
                harm=record.harm,
                rater=str(record.rater_id or ""),
                vignette=record.vignette,
                occasion=record.occasion,
                key=record.pk,
            )
            found[record.competency_id].append(point)
    return dict(found)


@dataclass(frozen=True)
class Standing:
    """What the newest standing evidence says, by primary key of the competency; `levels` are 1–4."""

    knowledge_met: frozenset[int]
    levels: dict[int, int]
    harm: frozenset[int]


def standing_in(records: Iterable[CompetencyRecord]) -> Standing:
    """What these standing records of one person say, oldest first: the newest of each competency counts. No query."""
    knowledge: dict[int, bool | None] = {}
    levels: dict[int, int] = {}
    harm: dict[int, bool] = {}
    for record in records:
        if record.kind == RecordKind.KNOWLEDGE:
            knowledge[record.competency_id] = record.met
        elif record.kind == RecordKind.OBSERVED:
            harm[record.competency_id] = record.harm
            if record.level is not None:
                levels[record.competency_id] = record.level
    return Standing(
        knowledge_met=frozenset(competency for competency, met in knowledge.items() if met),
        levels=levels,
        harm=frozenset(competency for competency, seen in harm.items() if seen),
    )


def standing_of(learner: User) -> Standing:
    """What somebody's newest standing evidence says. One query."""
    return standing_in(standing_records(learner))
