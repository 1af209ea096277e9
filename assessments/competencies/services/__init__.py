import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.competencies import queries
from assessments.competencies.choices import RecordKind
from assessments.competencies.describing import describe
from assessments.competencies.errors import GoalRefused, ImportRefused, RecordInvalid, VersionTaken
from assessments.competencies.formats.normal import line, normal
from assessments.competencies.models import (
    BehaviourVersion,
    Competency,
    CompetencyRecord,
    CompetencyVersion,
    Domain,
    Framework,
    FrameworkVersion,
    Goal,
    Level,
)
from assessments.competencies.planning import LONGEST_VERSION, Plan, plan_import
from assessments.signals import competency_recorded
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User


@transaction.atomic
def record_competency(
    *,
    learner: User,
    competency: Competency,
    kind: str,
    source: str,
    source_uuid: uuid.UUID,
    observed_at: datetime,
    met: bool | None = None,
    level: int | None = None,
    harm: bool = False,
    rater: User | None = None,
    ratings: Sequence[Mapping[str, Any]] = (),
    competency_version: CompetencyVersion | None = None,
    occasion: str = "",
    vignette: str = "",
    supersedes: CompetencyRecord | None = None,
    actor: User | None = None,
) -> CompetencyRecord:
    """Add one line of evidence and tell who listens (`competency_recorded`), in the caller's transaction.

    Called again for the same source, competency and kind, it gives back the row that is there and says nothing.
    A correction passes the row it `supersedes`. `level` (1–4) only with kind *observed*; `observed_at` is when it
    happened; `ratings`: what each of several raters gave. Without `competency_version` the words in force now are
    noted. `actor`: who decided it, where that is not the `rater`. Raises `RecordInvalid`.
    """
    _refuse_senseless(kind, met, level)
    stored = _stored(competency, kind, source, source_uuid, supersedes)
    if stored:
        return stored
    record = CompetencyRecord(
        learner=learner,
        competency=competency,
        competency_version=competency_version or queries.current_words(competency),
        kind=kind,
        met=met,
        level=level,
        harm=harm,
        occasion=occasion,
        vignette=vignette,
        source=source,
        source_uuid=source_uuid,
        rater=rater,
        ratings=list(ratings),
        observed_at=observed_at,
        supersedes=supersedes,
    )
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        stored = _stored(competency, kind, source, source_uuid, supersedes)
        if stored is None:
            raise
        return stored
    facts = {"competency": competency.code, "kind": kind}
    audit.record("competency.record", record, actor=actor or rater, data=facts)
    competency_recorded.send(sender=CompetencyRecord, record=record)
    return record


def _refuse_senseless(kind: str, met: bool | None, level: int | None) -> None:
    if level is not None and kind != RecordKind.OBSERVED:
        raise RecordInvalid(_("Only what somebody watched carries a level."))
    if level is not None and not 1 <= level <= 4:
        raise RecordInvalid(_("A level is a number from 1 to 4."))
    if kind == RecordKind.KNOWLEDGE and met is None:
        raise RecordInvalid(_("A record of knowledge says met or not yet."))


def _stored(
    competency: Competency, kind: str, source: str, source_uuid: uuid.UUID, supersedes: CompetencyRecord | None
) -> CompetencyRecord | None:
    if supersedes is not None:
        return CompetencyRecord.objects.filter(supersedes=supersedes).first()
    return CompetencyRecord.objects.filter(
        competency=competency, kind=kind, source=source, source_uuid=source_uuid, supersedes=None
    ).first()


@transaction.atomic
def publish_framework(*, data: dict[str, Any], actor: User | None = None) -> FrameworkVersion:
    """Publish a framework from its file's data (see the pack's framework.yaml) as a new version.

    The same data again, however it is written down, gives back the version that is there. Raises
    `VersionTaken` when this version number is published with other words, since what has been judged against never
    changes.
    """
    digest = content_hash(data)
    framework, _created = Framework.objects.select_for_update().get_or_create(
        code=data["code"], defaults={"title": data["title"]}
    )
    stored = framework.versions.filter(version=str(data["version"])).first()
    if stored:
        if stored.content_hash == digest or normal(data) == normal(describe(stored)):
            return stored
        raise VersionTaken(
            _("Version %(version)s of the framework is published already, with other words. Raise the version.")
            % {"version": data["version"]}
        )
    if framework.title != data["title"]:
        framework.title = data["title"]
        framework.save(update_fields=["title", "updated"])
    version = FrameworkVersion.objects.create(
        framework=framework,
        version=str(data["version"]),
        title=data["title"],
        published_at=clock.now(),
        level4_requires=str(data.get("level4_requires", "any")),
        informed_by=data.get("informed_by", []),
        content_hash=digest,
    )
    _add_parts(version, data)
    audit.record("framework.publish", version, actor=actor, data={"version": version.version})
    return version


@transaction.atomic
def import_framework(
    *, data: bytes, format_name: str, version: str, expected: str = "", actor: User | None = None
) -> tuple[FrameworkVersion, bool]:
    """Publish the framework that a file holds under this name of a version; the second value says whether it is new.

    What is in force in the same words, under whatever name, is given back and nothing is written. Raises
    `ImportRefused` while the file has a problem, for a name without a place, and where the plan is not `expected`
    (`Plan.digest`) any more; `VersionTaken` for other words under a name that is taken.
    """
    lock_frameworks()
    return publish_plan(
        plan=plan_import(data=data, format_name=format_name), name=version, expected=expected, actor=actor
    )


def lock_frameworks() -> None:
    """Whoever publishes at the same time waits here, and then finds what is in force by then."""
    list(Framework.objects.select_for_update().order_by("pk"))


@transaction.atomic
def publish_plan(*, plan: Plan, name: str, expected: str, actor: User | None) -> tuple[FrameworkVersion, bool]:
    """Publish what a plan holds, made after `lock_frameworks`. Gives and raises what `import_framework` does."""
    name = line(name)
    if not 0 < len(name) <= LONGEST_VERSION:
        raise ImportRefused(_("The name of a version has 1 to %(n)s characters.") % {"n": LONGEST_VERSION})
    if expected and plan.digest != expected:
        raise ImportRefused(_("The framework in force has changed since you looked. Look again at what would happen."))
    if plan.data is None or plan.stops:
        raise ImportRefused(_("Nothing was published: it has problems. Mend them first."))
    if plan.same and plan.standing is not None:
        return plan.standing, False
    known = FrameworkVersion.objects.filter(framework__code=plan.data["code"], version=name).exists()
    return publish_framework(data={**plan.data, "version": name}, actor=actor), not known


def _add_parts(version: FrameworkVersion, data: dict[str, Any]) -> None:
    Level.objects.bulk_create(
        Level(version=version, number=row["number"], name=row["name"], description=row["description"], mark=row["mark"])
        for row in data["levels"]
    )
    order = 0
    for place, row in enumerate(data["domains"]):
        domain = Domain.objects.create(version=version, code=row["code"], title=row["title"], order=place)
        for competency in row["competencies"]:
            _add_competency(version, domain, competency, order)
            order += 1


def _add_competency(version: FrameworkVersion, domain: Domain, row: dict[str, Any], order: int) -> None:
    critical = bool(row.get("safety_critical", False))
    competency, _created = Competency.objects.update_or_create(
        code=row["code"], defaults={"title": row["title"], "safety_critical": critical, "order": order}
    )
    words = CompetencyVersion.objects.create(
        version=version,
        competency=competency,
        domain=domain,
        title=row["title"],
        description=row.get("description", ""),
        safety_critical=critical,
        method=row["method"],
        informed_by=row.get("informed_by", []),
        crosswalk=row.get("crosswalk", {}),
        order=order,
    )
    BehaviourVersion.objects.bulk_create(
        BehaviourVersion(competency_version=words, code=item["code"], kind=item["kind"], text=item["text"], order=place)
        for place, item in enumerate(row["behaviours"])
    )


@transaction.atomic
def set_goal(
    *,
    learner: User,
    text: str,
    actor: User,
    competency: Competency | None = None,
    due: date | None = None,
    key: uuid.UUID | None = None,
) -> Goal:
    """Set something that somebody works at next. The same `key` again gives back the goal that is there.

    Raises `GoalRefused` without words, or for a day that has passed.
    """
    stored = Goal.objects.filter(uuid=key, learner=learner).first() if key else None
    if stored:
        return stored
    words = text.strip()
    if not words:
        raise GoalRefused(_("Say in a sentence what you will do, so that somebody could see it."))
    if due is not None and due < clock.today():
        raise GoalRefused(_("That day has passed. Choose today or a later one."))
    goal = Goal(learner=learner, competency=competency, text=words, due=due, set_by=actor)
    goal.uuid = key or goal.uuid
    goal.full_clean(validate_unique=False, validate_constraints=False)
    goal.save(force_insert=True)
    audit.record("goal.set", goal, actor=actor)
    return goal


@transaction.atomic
def reach_goal(*, goal: Goal, actor: User) -> Goal:
    """Note that a goal was reached; again, it changes nothing."""
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    if goal.reached_at is None:
        goal.reached_at = clock.now()
        goal.save(update_fields=["reached_at", "updated"])
        audit.record("goal.reach", goal, actor=actor)
    return goal
