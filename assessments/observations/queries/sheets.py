"""What a sheet asks, and what has been handed in."""

import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Prefetch, Q, QuerySet

from assessments.competencies.models import BehaviourVersion, Level
from assessments.instruments.models import InstrumentItem, InstrumentVersion
from assessments.instruments.queries import item_of
from assessments.instruments.sheets import Item, Rules
from assessments.observations.choices import ASIDE, COUNTED
from assessments.observations.models import Observation, RatingSheet, Seat
from lms.people.models import User


@dataclass(frozen=True)
class Behaviour:
    """One row of a sheet: `short` fits a phone (60 characters), `text` is the framework's own."""

    code: str
    kind: str
    short: str
    text: str


@dataclass(frozen=True)
class SheetItem:
    """One competency of a sheet with its words; `item` is what the rule works on."""

    item: Item
    title: str
    behaviours: tuple[Behaviour, ...]


@lru_cache(maxsize=64)
def _sheet(version: uuid.UUID) -> tuple[SheetItem, ...]:
    """The whole sheet of a version. Remembered per process: versions never change."""
    behaviours = Prefetch("competency_version__behaviours", queryset=BehaviourVersion.objects.order_by("order"))
    rows = InstrumentItem.objects.filter(version__uuid=version).select_related("competency_version__competency")
    return tuple(_sheet_item(row) for row in rows.order_by("order").prefetch_related(behaviours))


def _sheet_item(row: InstrumentItem) -> SheetItem:
    words = row.competency_version
    behaviours = tuple(
        Behaviour(line.code, line.kind, row.short.get(line.code) or line.text, line.text)
        for line in words.behaviours.all()
    )
    return SheetItem(item_of(words, row.scripted_out), words.title, behaviours)


@lru_cache(maxsize=64)
def level_names(framework_version: uuid.UUID) -> dict[int, str]:
    """Number → name of each level of a framework version. Remembered per process: versions never change."""
    return dict(Level.objects.filter(version__uuid=framework_version).values_list("number", "name"))


def behaviours_of(observation: Observation) -> list[SheetItem]:
    """The competencies that are rated in an observation, with their words. `sitting` has to be there already."""
    whole = _sheet(observation.sitting.instrument_version.uuid)
    return [row for row in whole if not observation.items or row.item.code in observation.items]


def items_of(observation: Observation) -> list[Item]:
    """What the rule works on, in the order of the sheet."""
    return [row.item for row in behaviours_of(observation)]


def rules_of(version: InstrumentVersion) -> Rules:
    """How ticks become levels by this version: its own `level4_requires`, else the framework's."""
    level4 = version.kit.get("level4_requires") or version.framework_version.level4_requires
    part, whole = version.kit.get("unrated_when_missing_more_than", (1, 3))
    return Rules(level4=level4, unrated_over=(int(part), int(whole)))


def seats_to_rate(user: User) -> QuerySet[Seat]:
    """Somebody's seats with all that a sheet needs, but those that they left; what ended without them they are told."""
    return _with_kit(Seat.objects.filter(Q(left_at=None) | ~Q(left_why=""), rater_id=user.pk))


def _with_kit(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    return seats.select_related("observation__sitting__instrument_version__framework_version", "observation__learner")


def seats_in_sitting(seat: Seat) -> list[Seat]:
    """The seats from which the same person rates in the same sitting, this one among them, by name. One query."""
    rows = _with_kit(Seat.objects.filter(rater_id=seat.rater_id, left_at=None))
    rows = rows.filter(observation__sitting_id=seat.observation.sitting_id, role=seat.role)
    return list(rows.order_by("observation__learner__full_name", "pk"))


def latest_sheets(observation: Observation) -> list[RatingSheet]:
    """The newest sheet of each seat that has handed in, in the order of the seats. One query."""
    rows = RatingSheet.objects.filter(rating__seat__observation=observation, rating__seat__left_at=None)
    newest: dict[int, RatingSheet] = {}
    for sheet in rows.select_related("rating__seat").order_by("rating__seat", "number"):
        newest[sheet.rating_id] = sheet
    return list(newest.values())


def sheets_without_asides(observation: Observation) -> list[RatingSheet]:
    """The newest sheet of each seat but those of actors and peers, whose feedback stands apart. One query."""
    return [sheet for sheet in latest_sheets(observation) if sheet.rating.seat.role not in ASIDE]


def counted_sheets(observation: Observation) -> list[RatingSheet]:
    """The newest sheet of each rater, without those of the trainee, of actors and of who came later. One query."""
    return [sheet for sheet in latest_sheets(observation) if sheet.rating.seat.role in COUNTED]
