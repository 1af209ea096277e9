"""A cohort that was observed four times, one person with a long record, and raters who rated thousands together."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Model

from assessments.calibration.models import CalibrationRun
from assessments.competencies.choices import RecordKind
from assessments.competencies.models import CompetencyRecord, CompetencyVersion, FrameworkVersion
from assessments.competencies.queries import current_version
from assessments.competencies.services import publish_framework
from assessments.instruments.filling import fill_kit
from assessments.instruments.models import Instrument, InstrumentVersion
from assessments.instruments.services import publish_instrument
from assessments.observations.choices import ObservationStatus, Occasion, RatingStatus, SittingStatus
from assessments.observations.models import Observation, Rating, RatingSheet, Seat, Sitting
from courses.catalogue.models import CoursePage
from courses.enrolment.models import Cohort, Enrolment
from lms.common import clock
from lms.packs.bench.exams import index_page
from lms.packs.bench.school import bench_organisation, make_people, publish
from lms.people.choices import Role
from lms.people.models import User

PACK = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator"
CODE, KIT = "bench-observing", "orp-1"
BATCH = 2000


@dataclass(frozen=True)
class Stage:
    """What all measurements share: the kit, the skills of its framework, who runs the programme, who rates."""

    kit: InstrumentVersion
    skills: list[CompetencyVersion]
    manager: User
    raters: tuple[User, User]


def build() -> Stage:
    """The framework and a kit of the facilitator pack, where they are not there yet, and three people."""
    framework = current_version() or publish_framework(data=_read("framework.yaml"))
    kit = _kit_in_force() or publish_instrument(kit=fill_kit(_read(f"instruments/{KIT}.yaml")))
    manager, *raters = make_people([f"{CODE}-{who}" for who in ("manager", "rater-1", "rater-2")])
    manager.groups.add(Group.objects.get(name=Role.PROGRAMME_MANAGER))
    for rater in raters:
        rater.groups.add(Group.objects.get(name=Role.SUPERVISOR))
        # Certified, whatever rules another part of the bench has brought in force.
        CalibrationRun.objects.create(
            rater=rater, rule={}, started_at=clock.now(), finished_at=clock.now(), passed=True
        )
    return Stage(kit, _skills(framework), manager, (raters[0], raters[1]))


def _read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((PACK / name).read_text()))


def _kit_in_force() -> InstrumentVersion | None:
    found = Instrument.objects.filter(code=KIT).first()
    return found.versions.order_by("-number").first() if found else None


def _skills(framework: FrameworkVersion) -> list[CompetencyVersion]:
    return list(CompetencyVersion.objects.filter(version=framework).select_related("competency").order_by("pk"))


def lay_cohort(stage: Stage, people: int) -> Cohort:
    """So many trainees of one cohort, each with a level of every skill at every occasion."""
    course = CoursePage(title="Bench observing", slug=CODE, code=CODE, summary="Measured, not taught.")
    publish(index_page(), course)
    cohort = Cohort.objects.create(name="Bench observing", course=course, organisation=bench_organisation())
    learners = make_people(f"{CODE}-{n}" for n in range(people))
    Enrolment.objects.bulk_create(
        Enrolment(learner=one, course=course, cohort=cohort, started_at=clock.now()) for one in learners
    )
    chance, now = Random(1), clock.now()  # noqa: S311
    _insert(
        CompetencyRecord,
        (
            _record(stage, learner, skill, now - timedelta(days=90 - 20 * place), str(occasion), chance)
            for learner in learners
            for place, occasion in enumerate(Occasion)
            for skill in stage.skills
        ),
    )
    return cohort


def lay_long_record(stage: Stage, lines: int) -> User:
    """One trainee with so many lines of evidence, spread over all skills and occasions."""
    (learner,) = make_people([f"{CODE}-veteran"])
    chance, now, occasions = Random(2), clock.now(), list(Occasion)  # noqa: S311
    _insert(
        CompetencyRecord,
        (
            _record(
                stage,
                learner,
                stage.skills[n % len(stage.skills)],
                now - timedelta(hours=lines - n),
                str(occasions[n * len(occasions) // lines]),
                chance,
            )
            for n in range(lines)
        ),
    )
    return learner


def _record(
    stage: Stage, learner: User, skill: CompetencyVersion, at: datetime, occasion: str, chance: Random
) -> CompetencyRecord:
    level = chance.choice((1, 2, 2, 3, 3, 3, 4))
    return CompetencyRecord(
        learner=learner,
        competency_id=skill.competency_id,
        competency_version=skill,
        kind=RecordKind.OBSERVED,
        level=level,
        harm=level == 1,
        occasion=occasion,
        vignette=f"{KIT}:{chance.choice('AB')}",
        source="observation",
        source_uuid=uuid.UUID(int=chance.getrandbits(128)),
        rater=stage.raters[0],
        observed_at=at,
    )


def lay_seats(stage: Stage, names: Iterable[str], *, items: list[str] | None = None) -> list[Seat]:
    """A role-play of each of these trainees, with two seats that nobody has begun; gives the first seat of each."""
    return [seats[0] for seats in _lay_pairs(stage, make_people(names), items=items or [])]


def lay_double_ratings(stage: Stage, number: int) -> None:
    """So many role-plays that both raters rated; they agree about three times of four."""
    chance = Random(3)  # noqa: S311
    learners = make_people(f"{CODE}-double-{n}" for n in range(min(number, 200)))
    codes = [
        row.competency_version.competency.code
        for row in stage.kit.items.select_related("competency_version__competency")
    ]
    pairs = _lay_pairs(stage, [learners[n % len(learners)] for n in range(number)], status=ObservationStatus.RELEASED)
    _insert(Rating, (_rating(seat) for pair in pairs for seat in pair))
    ratings = dict(Rating.objects.filter(seat__in=[s.pk for p in pairs for s in p]).values_list("seat_id", "pk"))

    def sheets() -> Iterator[RatingSheet]:
        for pair in pairs:
            levels = [chance.choice((1, 2, 3, 3, 4)) for _code in codes]
            for seat in pair:
                said = [level if chance.random() < 0.85 else max(1, level - 1) for level in levels]
                yield _sheet(ratings[seat.pk], seat, dict(zip(codes, said, strict=True)))

    _insert(RatingSheet, sheets())


def _lay_pairs(
    stage: Stage, learners: list[User], *, items: list[str] | None = None, status: str = ObservationStatus.PLANNED
) -> list[tuple[Seat, Seat]]:
    now = clock.now()
    done = {"released_at": now} if status == ObservationStatus.RELEASED else {}
    sittings = _insert(
        Sitting,
        (
            Sitting(
                instrument_version=stage.kit,
                variant="A",
                starts_at=now - timedelta(hours=1),
                held_at=now - timedelta(hours=1),
                status=SittingStatus.HELD,
                arranged_by=stage.manager,
            )
            for _learner in learners
        ),
    )
    observations = _insert(
        Observation,
        (
            Observation(sitting=sitting, learner=learner, items=items or [], status=status, **done)
            for sitting, learner in zip(sittings, learners, strict=True)
        ),
    )
    seats = _insert(Seat, (Seat(observation=row, rater=rater) for row in observations for rater in stage.raters))
    return list(zip(seats[::2], seats[1::2], strict=True))


def _rating(seat: Seat) -> Rating:
    now = clock.now()
    return Rating(seat=seat, status=RatingStatus.SUBMITTED, started_at=now, submitted_at=now)


def _sheet(rating: int, seat: Seat, levels: dict[str, int]) -> RatingSheet:
    told = {code: {"computed": level, "level": level, "reason": ""} for code, level in levels.items()}
    harms = {f"{code}.H1": "Said so." for code, level in levels.items() if level == 1}
    return RatingSheet(rating_id=rating, marks={}, levels=told, harms=harms, submitted_by_id=seat.rater_id)


def _insert(model: type[Any], rows: Iterator[Any]) -> list[Any]:
    found: list[Model] = []
    while batch := list(islice(rows, BATCH)):
        found += model._base_manager.bulk_create(batch)
    return found
