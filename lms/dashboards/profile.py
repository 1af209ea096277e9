"""One person's skills over their occasions, with the evidence behind every point."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.competencies.choices import RecordKind
from assessments.competencies.models import CompetencyRecord, Goal
from assessments.observations.choices import Occasion, RatingStatus, SeatRole
from assessments.observations.models import Observation, RatingSheet
from assessments.observations.queries import JUDGING
from assessments.quizzes.models import QuizAttempt
from assessments.scenarios.models import ScenarioAttempt
from certificates.documents.models import Certificate
from certificates.programmes.choices import RequirementKind
from certificates.programmes.queries import RequirementState, requirement_states, version_asking_for
from courses.enrolment.queries import enrolments_for
from lms.dashboards.heatmap import GAP_BELOW, Link, Skill, scale_in_force, where_taught
from lms.people.models import User

MOST_SOURCES = 8


class Line(NamedTuple):
    """One standing line of evidence, as read for this page."""

    competency: int
    kind: str
    met: bool | None
    level: int | None
    harm: bool
    occasion: str
    source: str
    source_uuid: uuid.UUID
    observed_at: dt.datetime
    rater: str | None


@dataclass(frozen=True)
class Point:
    """One skill at one occasion: what observers said last, and what the person said themselves (None: nothing)."""

    occasion: str
    level: int | None
    own: int | None


@dataclass(frozen=True)
class SkillRow:
    """A skill with its points. `level` is the newest one, `knowledge` whether a check showed that it is known."""

    skill: Skill
    points: tuple[Point, ...]
    level: int | None
    harm: bool
    ratings: int
    knowledge: bool | None


@dataclass(frozen=True)
class Source:
    """One thing that evidence came from, with a link to it where the viewer may follow one."""

    title: str
    url: str
    at: dt.datetime
    skills: tuple[str, ...]
    harm: bool
    raters: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A certificate that no newer one replaced. Whether it is valid, the check of its serial says."""

    title: str
    serial: str
    url: str


@dataclass
class Profile:
    """Everything on the page. `occasions` are those at which the person was rated, or rated themselves."""

    person: User
    occasions: list[str] = field(default_factory=list)
    rows: list[SkillRow] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    more_sources: int = 0
    goals: list[Goal] = field(default_factory=list)
    asked: list[RequirementState] = field(default_factory=list)
    gaps: list[tuple[Skill, list[Link], list[Link]]] = field(default_factory=list)
    certificates: list[Paper] = field(default_factory=list)

    @property
    def rated(self) -> int:
        return sum(row.level is not None or row.harm for row in self.rows)

    @property
    def skilled(self) -> int:
        return sum((row.level or 0) >= GAP_BELOW and not row.harm for row in self.rows)


def profile_of(person: User, *, own: bool = False, near: bool = True, all_sources: bool = False) -> Profile:
    """The profile of one person, for themselves (`own`) or for who looks after them; `near`: they may open role-plays.

    At most ten queries, however much evidence there is.
    """
    scale = scale_in_force()
    lines = _lines(person)
    said = _own_levels(person)
    rows = _rows(scale.skills, lines, said)
    sources = _sources(lines)
    shown = sources if all_sources else sources[:MOST_SOURCES]
    page = Profile(
        person=person,
        occasions=_occasions(rows),
        rows=rows,
        names=scale.names,
        sources=_described(shown, {skill.pk: skill.code for skill in scale.skills}, own=own, near=near),
        more_sources=len(sources) - len(shown),
        goals=list(Goal.objects.filter(learner=person).select_related("competency", "set_by")),
        asked=_asked(person),
        certificates=_certificates(person),
    )
    page.gaps = [
        (row.skill, *where_taught(row.skill)) for row in rows if row.harm or (row.level or GAP_BELOW) < GAP_BELOW
    ]
    return page


def _lines(person: User) -> list[Line]:
    """All standing evidence, oldest observation first. One query."""
    names = (
        "competency_id", "kind", "met", "level", "harm", "occasion", "source", "source_uuid", "observed_at",
        "rater__full_name",
    )  # fmt: skip
    rows = CompetencyRecord.objects.filter(learner=person, superseded_by=None).order_by("observed_at", "pk")
    return [Line(*row) for row in rows.values_list(*names)]


def _own_levels(person: User) -> dict[tuple[str, str], int]:
    """(occasion, code of the skill) → what the person gave themselves last. One query."""
    rows = RatingSheet.objects.filter(rating__seat__role=SeatRole.SELF, rating__seat__rater=person)
    found: dict[tuple[str, str], int] = {}
    place = "rating__seat__observation__sitting__occasion"
    for occasion, levels in rows.order_by("created", "pk").values_list(place, "levels"):
        found.update({(occasion, code): row["level"] for code, row in levels.items() if row["level"]})
    return found


def _rows(skills: tuple[Skill, ...], lines: list[Line], own: dict[tuple[str, str], int]) -> list[SkillRow]:
    observed: dict[int, list[Line]] = defaultdict(list)
    known: dict[int, bool | None] = {}
    for line in lines:
        if line.kind == RecordKind.OBSERVED:
            observed[line.competency].append(line)
        elif line.kind == RecordKind.KNOWLEDGE:
            known[line.competency] = line.met
    return [_row(skill, observed[skill.pk], known.get(skill.pk), own) for skill in skills]


def _row(skill: Skill, lines: list[Line], knowledge: bool | None, own: dict[tuple[str, str], int]) -> SkillRow:
    at = {line.occasion: 1 if line.harm else line.level for line in lines if line.level or line.harm}
    points = tuple(Point(str(one), at.get(str(one)), own.get((str(one), skill.code))) for one in Occasion)
    last = next((line for line in reversed(lines) if line.level or line.harm), None)
    level = None if last is None else 1 if last.harm else last.level
    return SkillRow(skill, points, level, bool(last and last.harm), len(lines), knowledge)


def _occasions(rows: list[SkillRow]) -> list[str]:
    used = {point.occasion for row in rows for point in row.points if point.level or point.own}
    return [str(one) for one in Occasion if str(one) in used]


def _sources(lines: list[Line]) -> list[list[Line]]:
    """Evidence by what it came from, the newest first."""
    groups: dict[tuple[str, uuid.UUID], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.source, line.source_uuid].append(line)
    return sorted(groups.values(), key=lambda group: group[0].observed_at, reverse=True)


def _described(groups: list[list[Line]], codes: dict[int, str], *, own: bool, near: bool) -> list[Source]:
    """Three queries, one for each kind of source that is there."""
    wanted: dict[str, list[uuid.UUID]] = defaultdict(list)
    for group in groups:
        wanted[group[0].source].append(group[0].source_uuid)
    seen_at = "assessments:my_observation" if own else "assessments:observation"
    seats = _seats_of(wanted["observation"])
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    for one, _title, name in seats:
        names[one] += [name] if name else []
    run_at = "assessments:role_play_debrief" if near else ""
    titles = {
        **{one: (title, reverse(seen_at, args=[one])) for one, title, _name in seats},
        **_titles(QuizAttempt, wanted["quiz_attempt"], "quiz__title", ""),
        **_titles(ScenarioAttempt, wanted["scenario_attempt"], "scenario__title", run_at),
    }
    return [_source(group, titles, codes, names) for group in groups]


def _seats_of(wanted: list[uuid.UUID]) -> list[tuple[uuid.UUID, str, str]]:
    """(observation, what was played, name) of each who rated or decided, in the order of their seats.

    The name is empty for seats of anybody else. One query; none where nothing is wanted.
    """
    if not wanted:
        return []
    fields = ("seats__role", "seats__rating__status", "seats__left_at", "seats__rater__full_name")
    rows = Observation.objects.filter(uuid__in=wanted).order_by("seats__pk")
    return [
        (one, title, name if _has_rated(role, status) and left_at is None else "")
        for one, title, role, status, left_at, name in rows.values_list(
            "uuid", "sitting__instrument_version__title", *fields
        )
    ]


def _has_rated(role: str | None, status: str | None) -> bool:
    return role == SeatRole.ADJUDICATOR or (role in JUDGING and status == RatingStatus.SUBMITTED)


def _titles(model: type, wanted: list[uuid.UUID], path: str, address: str) -> dict[uuid.UUID, tuple[str, str]]:
    if not wanted:
        return {}
    rows = model.objects.filter(uuid__in=wanted).values_list("uuid", path)  # type: ignore[attr-defined]
    return {one: (title, reverse(address, args=[one]) if address else "") for one, title in rows}


def _source(
    group: list[Line],
    titles: dict[uuid.UUID, tuple[str, str]],
    codes: dict[int, str],
    names: dict[uuid.UUID, list[str]],
) -> Source:
    first = group[0]
    title, url = titles.get(first.source_uuid, (_("Earlier evidence"), ""))
    skills = tuple(dict.fromkeys(codes[line.competency] for line in group if line.competency in codes))
    raters = tuple(dict.fromkeys(names.get(first.source_uuid) or [line.rater for line in group if line.rater]))
    return Source(title, url, first.observed_at, skills, any(line.harm for line in group), raters)


def _certificates(person: User) -> list[Paper]:
    """One query."""
    rows = Certificate.objects.filter(award__learner=person, replaced_by=None).order_by("-issued_at")
    rows_of = rows.values_list("uuid", "serial", "award__version__title")
    return [Paper(title, serial, reverse("certificates:download", args=[one])) for one, serial, title in rows_of]


def _asked(person: User) -> list[RequirementState]:
    """What the programme of the person's newest course still asks for; empty where no programme asks for it."""
    enrolment = enrolments_for(person).first()
    version = version_asking_for(enrolment.course_id) if enrolment else None
    if version is None:
        return []
    return [state for state in requirement_states(person, version, but=RequirementKind.COURSE) if not state.met]
