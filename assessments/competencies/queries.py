from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Prefetch, QuerySet, When

from assessments.competencies.aggregation import Point
from assessments.competencies.choices import DraftState, RecordKind
from assessments.competencies.drafts import FrameworkDraft, VersionMapping
from assessments.competencies.models import (
    BehaviourVersion,
    Competency,
    CompetencyRecord,
    CompetencyVersion,
    FrameworkVersion,
)
from lms.people.models import User

# What evidence that was carried over to a later version comes from: `source_uuid` is the line it rests on.
MIGRATION = "migration"


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
                raters=tuple(row["rater"] for row in record.ratings) or (str(record.rater_id or ""),),
                each=tuple(row["level"] for row in record.ratings if row["level"] is not None),
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


def codes_in(version: FrameworkVersion | None) -> list[str]:
    """The codes of all competencies of a version, in order. One query; none without a version."""
    if version is None:
        return []
    return list(words_in(version).values_list("competency__code", flat=True))


def used_behaviours(competency: str) -> list[str]:
    """Every code of a behaviour that this competency (by its code) ever had in a published version. One query."""
    rows = BehaviourVersion.objects.filter(competency_version__competency__code=competency)
    return list(rows.order_by("code").values_list("code", flat=True).distinct())


def parts_by_key(mapping: VersionMapping) -> dict[int, tuple[int, ...]]:
    """Primary key of each competency of the new version that has a past → those of its parts. One query."""
    parts: dict[str, dict[str, None]] = {}
    for row in mapping.rows:
        for code in row["new"]:
            parts.setdefault(code, {}).update(dict.fromkeys(row["old"]))
    keys = keys_of(dict.fromkeys([*parts, *(old for olds in parts.values() for old in olds)]))
    return {keys[code]: tuple(keys[old] for old in olds) for code, olds in parts.items() if olds}


def keys_of(codes: Iterable[str]) -> dict[str, int]:
    """Code → primary key of the competencies that there are. One query."""
    return dict(Competency.objects.filter(code__in=list(codes)).values_list("code", "pk"))


def evidence_on(competencies: Iterable[int]) -> QuerySet[CompetencyRecord]:
    """Standing observed records and knowledge of people who are here, oldest observation first."""
    kinds = (RecordKind.OBSERVED, RecordKind.KNOWLEDGE)
    rows = CompetencyRecord.objects.filter(competency__in=list(competencies), kind__in=kinds, superseded_by=None)
    return rows.filter(learner__erased_at=None).order_by("observed_at", "pk")


def learners_with_evidence(competencies: Iterable[int]) -> QuerySet[CompetencyRecord, int]:
    """Primary keys of the people of `evidence_on`, for a sub-query."""
    return evidence_on(competencies).order_by().values_list("learner", flat=True).distinct()


def open_drafts() -> QuerySet[FrameworkDraft]:
    """Those that are written or wait, with their people; what waits first, the longest waiting on top."""
    rows = FrameworkDraft.objects.filter(state__in=(DraftState.EDITING, DraftState.WAITING))
    people = rows.select_related("base__framework", "started_by", "sent_by", "answered_by")
    return people.order_by(Case(When(state=DraftState.WAITING, then=0), default=1), "sent_at", "created", "pk")


def version_with(sort: str, code: str) -> FrameworkVersion | None:
    """The newest published version that has this domain, competency or behaviour. One query."""
    paths = {"domain": "domains__code", "competency": "competencies__competency__code"}
    path = paths.get(sort, "competencies__behaviours__code")
    return FrameworkVersion.objects.filter(**{path: code}).order_by("-published_at", "-pk").first()


def titles_in(version: FrameworkVersion | None) -> list[tuple[str, str]]:
    """(code, title) of all competencies of a version, in order. One query; none without a version."""
    return list(words_in(version).values_list("competency__code", "title")) if version else []


def carried_to(version: FrameworkVersion) -> int:
    """How many lines of evidence were carried over to a version."""
    return CompetencyRecord.objects.filter(competency_version__version=version, source=MIGRATION).count()
