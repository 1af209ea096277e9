from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from assessments.competencies import queries as competencies
from assessments.competencies.aggregation import read_rule
from assessments.competencies.choices import RecordKind
from assessments.competencies.models import CompetencyRecord
from certificates.programmes import wording
from certificates.programmes.choices import RequirementKind
from certificates.programmes.models import ProgrammeVersion, Requirement
from certificates.programmes.rules import Facts, Rule, is_met, missing, standing_for
from content.site.edition import remembered
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress import queries as progress
from lms.common import clock
from lms.people.models import User


@dataclass(frozen=True)
class RequirementState:
    """One thing a programme asks for and where somebody stands with it, in words.

    `url` leads to where it can be worked on, if anywhere; `children` are the branches of a fork; `since` is
    when knowledge that is met was shown.
    """

    requirement: Requirement
    label: "str | Promise"
    met: bool
    sentence: "str | Promise"
    url: str
    children: tuple["RequirementState", ...] = ()
    since: datetime | None = None


def current_versions() -> QuerySet[ProgrammeVersion]:
    """The version in force of every programme, with its programme."""
    published = ProgrammeVersion.objects.filter(published_at__isnull=False, retired_at=None)
    return published.select_related("programme").order_by("programme__title", "-published_at")


def current_version(code: str) -> ProgrammeVersion | None:
    """The version in force of the programme with this code."""
    return current_versions().filter(programme__code=code).first()


def version_asking_for(course: int) -> ProgrammeVersion | None:
    """The version in force that asks for a course (primary key). One query; none once it is remembered."""

    def read() -> tuple[ProgrammeVersion | None]:
        return (current_versions().filter(requirements__course=course).distinct().first(),)

    found = remembered(("programme", course), read)  # In a tuple, since None is not remembered.
    return found[0] if found else None


def versions_for(learner: User) -> QuerySet[ProgrammeVersion]:
    """The versions somebody may be awarded, the newest of each programme first.

    Those in force, and retired ones if the person began one of their courses before the version was retired: the
    rules under which somebody set out hold until they arrive.
    """
    began = Requirement.objects.filter(
        version=OuterRef("pk"),
        course__enrolments__learner=learner,
        course__enrolments__started_at__lt=OuterRef("retired_at"),
    )
    usable = ProgrammeVersion.objects.filter(published_at__isnull=False).filter(Q(retired_at=None) | Exists(began))
    return usable.select_related("programme").order_by("programme_id", "-published_at", "-pk")


def closest_version(learner: User, current: ProgrammeVersion) -> ProgrammeVersion:
    """Of the versions of a programme that count for somebody, the one with the least missing; the newest of equals."""
    versions = list(versions_for(learner).filter(programme=current.programme_id))
    if len(versions) < 2:
        return current
    rules, facts = rules_of(versions), facts_for(learner)
    return min(versions, key=lambda version: len(list(missing(rules[version.pk], facts))))


def rules_of(versions: Iterable[ProgrammeVersion]) -> dict[int, Rule]:
    """Version primary key → its whole rule. One query, however many versions."""
    wanted = [version.pk for version in versions]
    rows: dict[int, list[Requirement]] = defaultdict(list)
    for row in Requirement.objects.filter(version__in=wanted).order_by("order", "pk"):
        rows[row.version_id].append(row)
    return {pk: Rule(RequirementKind.ALL, children=_branches(rows[pk], None)) for pk in wanted}


def _branches(rows: list[Requirement], parent: int | None) -> tuple[Rule, ...]:
    return tuple(leaf_of(row, _branches(rows, row.pk)) for row in rows if row.parent_id == parent)


def leaf_of(row: Requirement, children: tuple[Rule, ...] = ()) -> Rule:
    """One row as a rule, with what hangs below it."""
    evidence = read_rule(row.evidence) if row.evidence else None
    return Rule(row.kind, row.course_id or row.competency_id, row.level, children, row.pk, evidence)


def is_met_by(rule: Rule, competency: int, records: Iterable[CompetencyRecord]) -> bool:
    """Whether these standing records of one person, oldest first, meet what a leaf asks, were it of `competency`."""
    return is_met(replace(rule, key=competency), _facts_from((), records))


def facts_for(learner: User) -> Facts:
    """What the rules need to know about somebody. Two queries."""
    return _facts_from(progress.completed_course_ids(learner), competencies.standing_records(learner))


def _facts_from(courses: Iterable[int], records: Iterable[CompetencyRecord]) -> Facts:
    records = list(records)
    standing = competencies.standing_in(records)
    return Facts(
        courses=frozenset(courses),
        knowledge=standing.knowledge_met,
        observed=standing.levels,
        harm=standing.harm,
        points=competencies.points_in(records),
        now=clock.now(),
    )


def requirement_states(
    learner: User, version: ProgrammeVersion, *, but: RequirementKind | None = None
) -> list[RequirementState]:
    """What a version asks for, in order, each with where `learner` stands; `but` leaves out a kind at the top."""
    rows = _requirements(version)
    left_out = {row.pk for row in rows if row.parent_id is None and row.kind == but}
    return _Describer(learner, [row for row in rows if row.pk not in left_out]).states(None)


def _requirements(version: ProgrammeVersion) -> list[Requirement]:
    """What a version asks for, with course and competency. One query; none once it is remembered."""

    def read() -> list[Requirement]:
        return list(version.requirements.select_related("course", "competency").order_by("order", "pk"))

    return remembered(("requirements", version.pk), read) or []


def requirement_labels(version: ProgrammeVersion) -> list[RequirementState]:
    """What a version asks for, in order, for somebody who is not signed in: without any state."""
    return _Describer(None, _requirements(version)).states(None)


class _Describer:
    """Turns requirement rows into states; loads what the sentences need once."""

    def __init__(self, learner: User | None, rows: list[Requirement]) -> None:
        self.rows = {row.pk: row for row in rows}
        self.ordered = rows
        records: list[CompetencyRecord] = []
        courses: set[int] = set()
        kinds = {row.kind for row in rows}
        if learner and kinds & {RequirementKind.KNOWLEDGE, RequirementKind.OBSERVED}:
            records = list(competencies.standing_records(learner))
        if learner and RequirementKind.COURSE in kinds:
            courses = progress.completed_course_ids(learner)
        self.facts = _facts_from(courses, records)
        self.enrolments = _newest_enrolments(learner, rows) if learner else {}
        self.records: dict[tuple[int | None, str], CompetencyRecord] = {
            (record.competency_id, record.kind): record for record in records
        }
        self.learner = learner

    def states(self, parent: int | None) -> list[RequirementState]:
        return [self._state(rule) for rule in _branches(self.ordered, parent)]

    def _state(self, rule: Rule) -> RequirementState:
        row = self.rows[rule.pk or 0]
        met = is_met(rule, self.facts)
        children = tuple(self._state(child) for child in rule.children)
        sentence = self._sentence(row, rule, met, children) if self.learner else ""
        since = self._since(row) if met else None
        return RequirementState(row, wording.label(row), met, sentence, wording.url(row), children, since)

    def _since(self, row: Requirement) -> datetime | None:
        record = self.records.get((row.competency_id, RecordKind.KNOWLEDGE))
        return record.observed_at if record and row.kind == RequirementKind.KNOWLEDGE else None

    def _sentence(
        self, row: Requirement, rule: Rule, met: bool, children: tuple[RequirementState, ...]
    ) -> "str | Promise":
        if row.kind == RequirementKind.COURSE:
            enrolment = self.enrolments.get(row.course_id or 0)
            return wording.course(
                met, enrolment, *progress.lessons_done(enrolment) if enrolment and not met else (0, 0)
            )
        if row.kind == RequirementKind.KNOWLEDGE:
            return wording.knowledge(met, self.records.get((row.competency_id, RecordKind.KNOWLEDGE)))
        if row.kind == RequirementKind.OBSERVED:
            record = self.records.get((row.competency_id, RecordKind.OBSERVED))
            lacking = standing_for(rule, self.facts) if rule.evidence and not met and record is not None else None
            return wording.observed(met, record, row.level or 0, lacking)
        return wording.fork(row.kind, met, sum(child.met for child in children), len(children))


def _newest_enrolments(learner: User, rows: list[Requirement]) -> dict[int, Enrolment]:
    """Course primary key → the newest enrolment, a completed one before any other. One query."""
    found: dict[int, Enrolment] = {}
    courses = [row.course_id for row in rows if row.course_id]
    if not courses:
        return found
    enrolments = Enrolment.objects.filter(learner=learner, course__in=courses).select_related("course")
    for enrolment in enrolments.order_by("cycle"):
        known = found.get(enrolment.course_id)
        if known is None or known.status != EnrolmentStatus.COMPLETED:
            found[enrolment.course_id] = enrolment
    return found
