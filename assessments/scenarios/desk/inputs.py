"""Fields of the desk's forms as plain values: what stands in them, what is said about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from assessments.scenarios.desk.markup import Option, check_list, option_list

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Input:
    """`kind`: line, area, number, select, check, pick (a line with the suggestions of `list_id`), several (checks)."""

    name: str
    label: str
    kind: str = "line"
    value: str = ""
    options: tuple[Option, ...] = ()
    list_id: str = ""
    help: str = ""
    errors: tuple[str, ...] = ()
    rows: int = 2

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"

    @property
    def offered(self) -> SafeString:
        """The options as HTML."""
        if self.kind == "several":
            return check_list(self.name, self.id, self.options)
        return option_list(self.options)

    @property
    def described_by(self) -> str:
        parts = [f"{self.id}-help" if self.help else "", f"{self.id}-error" if self.errors else ""]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Condition:
    """`words` sum it up; `is_open` where something is in it."""

    joined: Input
    rows: tuple[tuple[Input, ...], ...]
    words: str
    is_open: bool
    errors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.joined.name.removesuffix('.joined')}.clauses"


@dataclass(frozen=True)
class Row:
    inputs: tuple[Input, ...]
    when: Condition | None = None
    is_blank: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """The last row is always empty: what is written there is one more."""

    name: str
    legend: str
    add: str
    rows: tuple[Row, ...]
    help: str = ""
    errors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"

    @property
    def is_empty(self) -> bool:
        return all(row.is_blank for row in self.rows)


@dataclass
class Complaints:
    """Problems of the data and findings of the lint, by the name of the field they stand at."""

    by_place: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def add(self, place: str, message: str) -> None:
        messages = self.by_place.setdefault(place, [])
        if message not in messages:
            messages.append(message)

    def at(self, place: str) -> tuple[str, ...]:
        self.taken.add(place)
        return tuple(self.by_place.get(place, ()))

    @property
    def left(self) -> list[str]:
        """What no field of the form took: said above it."""
        return [one for place, messages in self.by_place.items() if place not in self.taken for one in messages]


def options(pairs: Pairs, chosen: str, *, blank: str | None = None) -> tuple[Option, ...]:
    """Options of a select; what is chosen stays there even if it is none of them."""
    found = [(str(value), str(label)) for value, label in pairs]
    if chosen and chosen not in dict(found):
        found.append((chosen, chosen))
    first = [] if blank is None else [("", blank)]
    return tuple(Option(value, label, value == chosen) for value, label in [*first, *found])


def grouped(pairs: Mapping[str, str], chosen: Iterable[str]) -> tuple[Option, ...]:
    held = set(chosen)
    known = tuple(Option(value, label, value in held) for value, label in pairs.items())
    return known + tuple(Option(value, value, True) for value in held if value not in pairs)
