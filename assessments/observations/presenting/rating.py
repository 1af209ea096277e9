"""A rater's own sheets as their pages show them: plain values, nothing that another rater said."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.competencies.choices import BehaviourKind
from assessments.instruments.sheets import Missing, Rated, Rules, State, marks_of, rate
from assessments.observations.choices import ASIDE, TAPS_WHILE, ObservationStatus, RatingStatus, SeatRole
from assessments.observations.models import Seat
from assessments.observations.queries import SheetItem, behaviours_of, level_names, rules_of


@dataclass(frozen=True)
class Row:
    """One behaviour: what it is, and how it is ticked. `fixed`: the script gives it no room."""

    code: str
    text: str
    full: str
    mark: str
    words: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class ShownItem:
    """One competency of a sheet."""

    code: str
    title: str
    number: int
    basic: list[Row]
    advanced: list[Row]
    harmful: list[Row]
    rated: Rated
    override: dict[str, Any]
    looked_at: bool

    @property
    def rows(self) -> list[Row]:
        return [*self.basic, *self.advanced, *self.harmful]

    @property
    def override_level(self) -> str:
        return str(self.override.get("level", ""))


@dataclass
class ShownSheet:
    """One trainee's sheet on the page of a rater."""

    seat: Seat
    items: list[ShownItem]
    notes: list[dict[str, Any]]
    data: dict[str, Any]
    kit: dict[str, Any]
    names: dict[str, str]
    name: str = ""

    @property
    def many(self) -> int:
        return len(self.items)

    @property
    def data_id(self) -> str:
        return f"data-{self.seat.uuid}"

    @property
    def names_id(self) -> str:
        return f"names-{self.seat.uuid}"


def shown_sheet(seat: Seat, state: State, *, named: bool) -> ShownSheet:
    """The sheet with what is ticked so far. Without `named` nothing on it says whose it is: a phone may keep that."""
    rows = behaviours_of(seat.observation)
    version = seat.observation.sitting.instrument_version
    rules = rules_of(version)
    items = [_item(row, place, state, rules) for place, row in enumerate(rows, start=1)]
    names = behaviour_names(seat)
    return ShownSheet(
        seat=seat,
        items=items,
        notes=[
            {**note, "at": watch(note["seconds"]), "about": names.get(note["behaviour"], "")} for note in state.notes
        ],
        data=_data(seat, rows, rules, state),
        kit=version.kit,
        names=names,
        name=who(seat) if named else "",
    )


def behaviour_names(seat: Seat) -> dict[str, str]:
    """Code of a behaviour → its words on a phone."""
    return {line.code: line.short for row in behaviours_of(seat.observation) for line in row.behaviours}


def watch(seconds: int) -> str:
    """Seconds as a stopwatch shows them, e.g. 06:32."""
    return f"{seconds // 60:02}:{seconds % 60:02}"


def who(seat: Seat) -> str:
    """Whom this sheet is about, as its rater calls them."""
    return _("You") if seat.role == SeatRole.SELF else seat.observation.learner.full_name


def _item(row: SheetItem, number: int, state: State, rules: Rules) -> ShownItem:
    marks = marks_of(row.item, state.marks)
    shown: dict[str, list[Row]] = {kind: [] for kind in BehaviourKind.values}
    for line in row.behaviours:
        fixed = line.code in row.item.scripted_out and line.kind != BehaviourKind.HARMFUL
        words = state.harm_words.get(line.code, "")
        shown[line.kind].append(Row(line.code, line.short, line.text, marks[line.code], words, fixed))
    return ShownItem(
        code=row.item.code,
        title=row.title,
        number=number,
        basic=shown[BehaviourKind.BASIC],
        advanced=shown[BehaviourKind.ADVANCED],
        harmful=shown[BehaviourKind.HARMFUL],
        rated=rate(row.item, state, rules),
        override=state.overrides.get(row.item.code, {}),
        looked_at=row.item.code in state.touched,
    )


def _data(seat: Seat, rows: Sequence[SheetItem], rules: Rules, state: State) -> dict[str, Any]:
    """What the script works with: items by code, rules, where to send, and what the server has. No names."""
    items = [{**asdict(row.item), "scripted_out": sorted(row.item.scripted_out)} for row in rows]
    return {
        "seat": str(seat.uuid),
        "sitting": str(seat.observation.sitting.uuid),
        "items": items,
        "levels": level_names(seat.observation.sitting.instrument_version.framework_version.uuid),
        "rules": {"level4": rules.level4, "unrated_over": list(rules.unrated_over), "partly": seat.role in ASIDE},
        "routes": routes(seat),
        "state": state.to_json(),
    }


def routes(seat: Seat) -> dict[str, str]:
    """Where a phone sends and asks, and the page to go back to."""
    names = ("state", "taps", "submit", "change", "stop")
    sending = {name: reverse(f"assessments:sheet_{name}", args=[seat.uuid]) for name in names}
    pages = {name: reverse(f"assessments:{name}", args=[seat.uuid]) for name in ("seat", "sheet")}
    return {**sending, **pages}


def ids(seat: Seat) -> dict[str, str]:
    """Under which the page of a closed sheet holds the words and addresses for taps that came too late."""
    return {"names_id": f"names-{seat.uuid}", "routes_id": f"routes-{seat.uuid}"}


def missing_words(found: Sequence[Missing]) -> list[dict[str, str]]:
    """What stands between a sheet and handing it in, said, with the field to go to."""
    said = {
        "untouched": _("%(code)s: nothing is ticked. Was nothing of it seen? Then say so there."),
        "harm_words": _("%(code)s: say in a line what you saw."),
        "reason": _("%(code)s: say why your level is another one."),
    }
    target = {"untouched": "seen", "harm_words": "harm", "reason": "reason"}
    return [
        {
            "what": row.what,
            "code": row.code,
            "field": f"{target[row.what]}-{row.code}",
            "words": said[row.what] % {"code": row.code},
        }
        for row in found
    ]


@dataclass(frozen=True)
class SeatLine:
    """One seat in the list of somebody who rates. `open`: there is something to do now."""

    seat: Seat
    title: str
    who: str
    state: str
    open: bool


def seat_line(seat: Seat) -> SeatLine:
    sitting = seat.observation.sitting
    rating = getattr(seat, "rating", None)
    handed_in = rating is not None and rating.status == RatingStatus.SUBMITTED
    open_now = not handed_in and can_tap(seat)
    return SeatLine(
        seat, sitting.instrument_version.title, who(seat), _state(seat, handed_in, rating is not None), open_now
    )


def can_tap(seat: Seat) -> bool:
    """Whether the observation stands so that this seat may still be rated from."""
    return ObservationStatus(seat.observation.status) in TAPS_WHILE[SeatRole(seat.role)]


def _state(seat: Seat, handed_in: bool, begun: bool) -> str:
    status = seat.observation.status
    if status == ObservationStatus.STOPPED:
        return _("Stopped, nothing is rated")
    if status in (ObservationStatus.CANCELLED, ObservationStatus.ABSENT):
        return str(ObservationStatus(status).label)
    if handed_in:
        return _("Handed in")
    if not can_tap(seat):
        return _("Closed without your sheet")
    return _("Begun") if begun else _("To be rated")
