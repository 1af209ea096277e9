from django.db.models import Prefetch, QuerySet

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


def competencies_in(version: FrameworkVersion) -> QuerySet[CompetencyVersion]:
    """All competencies of a version with domain and behaviours, in order; two queries however many there are."""
    behaviours = Prefetch("behaviours", queryset=BehaviourVersion.objects.order_by("order"))
    return (
        CompetencyVersion.objects.filter(version=version)
        .select_related("competency", "domain")
        .prefetch_related(behaviours)
        .order_by("domain__order", "order")
    )


def standing_records(learner: User) -> QuerySet[CompetencyRecord]:
    """A person's evidence without what was superseded, oldest observation first."""
    return CompetencyRecord.objects.filter(learner=learner, superseded_by=None).order_by("observed_at", "pk")


def knowledge_met(learner: User) -> set[int]:
    """Primary keys of the competencies whose newest standing knowledge record says met."""
    rows = standing_records(learner).filter(kind=RecordKind.KNOWLEDGE).values_list("competency_id", "met")
    return {competency for competency, met in dict(rows).items() if met}


def observed_levels(learner: User) -> dict[int, int]:
    """Competency primary key → level (1–4) of the newest observation, by when it was observed."""
    rows = standing_records(learner).filter(kind=RecordKind.OBSERVED).values_list("competency_id", "level")
    return {competency: level for competency, level in rows if level is not None}
