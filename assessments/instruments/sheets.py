"""A rating sheet as taps make it: what each tap says, what they add up to, the levels that follow. Pure.

A sheet is folded from taps. Each tap says one thing about one target, and for each target the tap with the highest
`(sequence, device, client_id)` counts: whatever comes twice, late or in another order, the sheet is the same. No clock
takes part, so that a phone that is a day off does no harm.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from assessments.competencies.levels import Mark, level

MARKS: tuple[Mark, ...] = ("obs", "not", "noopp")
Kind = Literal["mark", "note", "level", "harm", "touch"]
KINDS: tuple[Kind, ...] = ("mark", "note", "level", "harm", "touch")
LONGEST_WORDS = 1000
LONGEST_LINE = 300


@dataclass(frozen=True)
class Item:
    """One competency on a sheet. Behaviours by code, in the order of the framework."""

    code: str
    harm: tuple[str, ...]
    basic: tuple[str, ...]
    advanced: tuple[str, ...]
    safety: bool = False
    scripted_out: frozenset[str] = frozenset()

    @property
    def behaviours(self) -> tuple[str, ...]:
        return (*self.harm, *self.basic, *self.advanced)


@dataclass(frozen=True)
class Rules:
    """How ticks become a level: `level4` is "any", "all" or a number, `unrated_over` a share of basic behaviours.

    `partly`: skills that nobody touched may be left open, as long as something was said.
    """

    level4: str | int = "any"
    unrated_over: tuple[int, int] = (1, 3)
    partly: bool = False


@dataclass(frozen=True)
class Tap:
    """One thing said on a phone.

    `kind` and `data`: *mark* {behaviour, mark}; *note* {note: its id, seconds, behaviour or "", seen, meant} (an empty
    `seen` takes it back); *level* {competency, level 1–4 or None, reason} (None takes the override back); *harm*
    {behaviour, words}; *touch* {competency}: nothing to tick here, and looked at all the same.
    """

    client_id: str
    device: str
    sequence: int
    kind: Kind
    data: Mapping[str, Any]

    @property
    def target(self) -> str:
        names = {"mark": "behaviour", "harm": "behaviour", "level": "competency", "touch": "competency", "note": "note"}
        return f"{self.kind}:{self.data[names[self.kind]]}"

    @property
    def stamp(self) -> list[Any]:
        return [self.sequence, self.device, self.client_id]


@dataclass
class State:
    """What all taps add up to: per target the value that counts, and the stamp of the tap that said it."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    stamps: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "State":
        return cls(values=dict(data.get("values", {})), stamps=dict(data.get("stamps", {})))

    def to_json(self) -> dict[str, Any]:
        return {"values": self.values, "stamps": self.stamps}

    @property
    def sequence(self) -> int:
        """The highest number that any phone has used: the next tap takes one more."""
        return max((stamp[0] for stamp in self.stamps.values()), default=0)

    def _of(self, kind: Kind) -> dict[str, dict[str, Any]]:
        return {key.split(":", 1)[1]: value for key, value in self.values.items() if key.startswith(f"{kind}:")}

    @property
    def marks(self) -> dict[str, Mark]:
        """What was ticked, by code of the behaviour; untouched ones are left out."""
        return {code: cast("Mark", value["mark"]) for code, value in self._of("mark").items()}

    @property
    def overrides(self) -> dict[str, dict[str, Any]]:
        return {code: value for code, value in self._of("level").items() if value.get("level") is not None}

    @property
    def harm_words(self) -> dict[str, str]:
        return {code: value["words"] for code, value in self._of("harm").items() if value["words"].strip()}

    @property
    def touched(self) -> set[str]:
        return set(self._of("touch"))

    @property
    def notes(self) -> list[dict[str, Any]]:
        """Notes in the order of the stopwatch."""
        kept = [{"id": key, **value} for key, value in self._of("note").items() if value["seen"].strip()]
        return sorted(kept, key=lambda note: (note["seconds"], note["id"]))


class TapInvalid(ValueError):
    """The tap says nothing that this sheet knows; the text is for a log, not for a person."""


def read_tap(data: Any, items: Sequence[Item]) -> Tap:
    """A tap from what a phone sent: {client_id, device, sequence, kind, data}. Raises `TapInvalid`."""
    try:
        kind, sequence = data["kind"], int(data["sequence"])
        tap = Tap(str(data["client_id"]), str(data["device"]), sequence, kind, _read_data(kind, data["data"], items))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TapInvalid(str(error)) from error
    if sequence < 1:
        raise TapInvalid("sequence")
    return tap


def _read_data(kind: str, data: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    readers = {"mark": _read_mark, "note": _read_note, "level": _read_level, "harm": _read_harm, "touch": _read_touch}
    if kind not in readers:
        raise TapInvalid("kind")
    return readers[kind](data, items)


def _known_behaviour(code: Any, items: Sequence[Item]) -> str:
    if not any(code in item.behaviours for item in items):
        raise TapInvalid("behaviour")
    return str(code)


def _known_competency(code: Any, items: Sequence[Item]) -> str:
    if code not in [item.code for item in items]:
        raise TapInvalid("competency")
    return str(code)


def _read_mark(data: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    if data["mark"] not in MARKS:
        raise TapInvalid("mark")
    return {"behaviour": _known_behaviour(data["behaviour"], items), "mark": data["mark"]}


def _read_note(data: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    behaviour = _known_behaviour(data["behaviour"], items) if data.get("behaviour") else ""
    return {
        "note": str(data["note"])[:64],
        "seconds": max(0, int(data["seconds"])),
        "behaviour": behaviour,
        "seen": str(data["seen"])[:LONGEST_WORDS],
        "meant": str(data.get("meant", ""))[:LONGEST_WORDS],
    }


def _read_level(data: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    number = data["level"]
    if number is not None and number not in (1, 2, 3, 4):
        raise TapInvalid("level")
    return {
        "competency": _known_competency(data["competency"], items),
        "level": number,
        "reason": str(data.get("reason", ""))[:LONGEST_LINE],
    }


def _read_harm(data: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    return {"behaviour": _known_behaviour(data["behaviour"], items), "words": str(data["words"])[:LONGEST_LINE]}


def _read_touch(data: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    return {"competency": _known_competency(data["competency"], items)}


def fold(state: State, taps: Iterable[Tap]) -> State:
    """The state after these taps. Their order and how often each comes makes no difference."""
    after = State(dict(state.values), dict(state.stamps))
    for tap in taps:
        stamp = after.stamps.get(tap.target)
        if stamp is None or tap.stamp > stamp:
            after.values[tap.target] = dict(tap.data)
            after.stamps[tap.target] = tap.stamp
    return after


@dataclass(frozen=True)
class Rated:
    """What one item comes to. `level` counts; `computed` is what the rule says, `reason` why they differ."""

    computed: int | None
    level: int | None
    harms: tuple[str, ...]
    reason: str = ""
    touched: bool = True


def marks_of(item: Item, marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """A mark for every behaviour: untouched ones were not seen, scripted-out ones had no opportunity.

    What the script gives no room for stays without opportunity whatever is ticked, so that nobody gets a level by it; a
    harmful behaviour that was seen counts all the same.
    """
    out = item.scripted_out
    fixed = out.difference(item.harm)
    return {
        code: "noopp" if code in fixed else marks.get(code, "noopp" if code in out else "not")
        for code in item.behaviours
    }


def rate(item: Item, state: State, rules: Rules) -> Rated:
    """The level of one item. Harm always wins: while one is ticked, no override counts."""
    marks = marks_of(item, state.marks)
    harms = tuple(code for code in item.harm if marks[code] == "obs")
    computed = level(
        [marks[code] for code in item.harm],
        [marks[code] for code in item.basic],
        [marks[code] for code in item.advanced],
        rules.level4,
        rules.unrated_over,
    )
    override = state.overrides.get(item.code)
    touched = item.code in state.touched or any(code in state.marks for code in item.behaviours)
    if override is None or harms:
        return Rated(computed, computed, harms, touched=touched)
    return Rated(computed, override["level"], harms, reason=override["reason"], touched=touched)


@dataclass(frozen=True)
class Missing:
    """What stands between a sheet and handing it in. `what`: *untouched*, *harm_words* or *reason*; `code`: of whom."""

    what: Literal["untouched", "harm_words", "reason"]
    code: str


def missing(items: Sequence[Item], state: State, rules: Rules) -> list[Missing]:
    """What has to be done first, in the order of the sheet."""
    found: list[Missing] = []
    may_be_open = rules.partly and any(rate(item, state, rules).touched for item in items)
    for item in items:
        rated = rate(item, state, rules)
        if not rated.touched and not may_be_open:
            found.append(Missing("untouched", item.code))
        found.extend(Missing("harm_words", code) for code in rated.harms if code not in state.harm_words)
        override = state.overrides.get(item.code)
        if override and not rated.harms and override["level"] != rated.computed and not override["reason"].strip():
            found.append(Missing("reason", item.code))
    return found
