"""Readers of single fields: each takes any JSON, notes what is wrong with it, and never raises."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar, cast

from django.utils.translation import gettext as _

from assessments.scenarios.errors import Problem

# Far above what any story needs: so that nothing read here can grow without end.
LONGEST_TEXT = 20_000
LONGEST_WORD = 60
MOST_ITEMS = 1_000
MOST_NODES = 10_000
MOST_CLAUSES = 10
LARGEST = 1_000_000
MOST_PROBLEMS = 100

KEY = r"[A-Za-z0-9_-]{1,60}"
A_KEY = re.compile(KEY)
A_SUBJECT = re.compile(rf"(?:(?:mood|seen)\.)?{KEY}")
A_HARM = re.compile(rf"{KEY}:{KEY}")
A_BEHAVIOUR = re.compile(r"[A-Za-z0-9_.-]{1,60}")
# Halves of pairs and control characters can't be stored or shown.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)

Check = Callable[[T, str, "Notes"], None]


class Notes:
    """What was found wrong. After a hundred problems it listens no more."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, where: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(where, message))


class Field(Protocol[R_co]):
    """Gives some value of its kind whatever comes; whether it may be used is for `notes` to say."""

    def __call__(self, data: Any, where: str, notes: Notes, /) -> R_co: ...


def text(data: Any, where: str, notes: Notes) -> str:
    if not isinstance(data, str):
        notes.add(where, _("This has to be a text."))
    elif len(data) > LONGEST_TEXT:
        notes.add(where, _("This text is longer than %(most)d characters.") % {"most": LONGEST_TEXT})
    elif UNSTORABLE.search(data):
        notes.add(where, _("This text holds characters that can’t be shown."))
    else:
        return data
    return ""


def matching(pattern: re.Pattern[str], message: Callable[[], str], *, empty: bool = False) -> Field[str]:
    def read(data: Any, where: str, notes: Notes) -> str:
        if isinstance(data, str) and (pattern.fullmatch(data) or (empty and not data)):
            return data
        notes.add(where, message())
        return ""

    return read


def not_a_key() -> str:
    return _("A name is made of letters a–z, digits, “-” and “_”, at most 60.")


key = matching(A_KEY, not_a_key)
key_or_nothing = matching(A_KEY, not_a_key, empty=True)
subject = matching(A_SUBJECT, lambda: _("This is not something that a story keeps: a variable, mood.… or seen.…"))
harm = matching(A_HARM, lambda: _("A choice is named with its node, as in “n1:a”."))
behaviour = matching(A_BEHAVIOUR, lambda: _("A behaviour has a code such as “SAFE-2.B1”."))


def flag(data: Any, where: str, notes: Notes) -> bool:
    if isinstance(data, bool):
        return data
    notes.add(where, _("This has to be true or false."))
    return False


def whole(least: int = -LARGEST, most: int = LARGEST) -> Field[int]:
    def read(data: Any, where: str, notes: Notes) -> int:
        if type(data) is int and least <= data <= most:
            return data
        notes.add(
            where, _("This has to be a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        )
        return least

    return read


def value(data: Any, where: str, notes: Notes) -> int | bool | str:
    """What a condition or an effect may hold: a whole number, true or false, or a word."""
    if isinstance(data, bool):
        return data
    if isinstance(data, str):
        if len(data) > LONGEST_WORD:
            notes.add(where, _("A word has at most %(most)d characters.") % {"most": LONGEST_WORD})
        return text(data, where, notes)
    return whole()(data, where, notes)


def one_of(words: Iterable[str]) -> Field[str]:
    known = [str(word) for word in words]

    def read(data: Any, where: str, notes: Notes) -> str:
        if isinstance(data, str) and data in known:
            return data
        notes.add(where, _("This has to be one of: %(words)s.") % {"words": ", ".join(word or "“”" for word in known)})
        return known[0]

    return read


def many(field: Field[T], *, most: int = MOST_ITEMS, keyed: bool = False) -> Field[tuple[T, ...]]:
    """A list; `keyed`: of items with a key each, which no two may share."""

    def read(data: Any, where: str, notes: Notes) -> tuple[T, ...]:
        if not isinstance(data, list | tuple):
            notes.add(where, _("This has to be a list."))
            return ()
        if len(data) > most:
            notes.add(where, _("This list has more than %(most)d parts.") % {"most": most})
            return ()
        items = tuple(field(one, place(where, name_of(one, number)), notes) for number, one in enumerate(data, 1))
        if keyed:
            note_twins(items, where, notes)
        return items

    return read


def place(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def name_of(data: Any, number: int) -> str:
    named = data.get("key") if isinstance(data, Mapping) else None
    return named if isinstance(named, str) and A_KEY.fullmatch(named) else str(number)


def note_twins(items: Iterable[Any], where: str, notes: Notes) -> None:
    met: set[str] = set()
    for one in items:
        if one.key and one.key in met:
            notes.add(place(where, one.key), _("Two have this name."))
        met.add(one.key)


def record(
    cls: type[T], fields: dict[str, Field[Any]], check: Callable[[T, str, Notes], None] | None = None
) -> Field[T]:
    """A mapping with the fields of a dataclass. `check` looks at one that is right by itself."""
    defaults = {one.name: default_of(one) for one in dataclasses.fields(cast("Any", cls))}
    needed = {name for name in fields if defaults[name] is dataclasses.MISSING}

    def read(data: Any, where: str, notes: Notes) -> T:
        before = len(notes.problems)
        if not isinstance(data, Mapping):
            notes.add(where, _("This has to be a mapping of names to values."))
            data, notes = {}, Notes()
        if unknown := data.keys() - fields.keys():
            for name in sorted(map(str, unknown))[:MOST_PROBLEMS]:
                notes.add(where, _("There is no “%(name)s” here.") % {"name": name[:LONGEST_WORD]})
        # Most of what a record may hold is left out: its class knows what that means.
        given = {name: read_field(name, data, where, notes) for name in fields if name in data or name in needed}
        made = cls(**given)
        if check and len(notes.problems) == before:
            check(made, where, notes)
        return made

    def read_field(name: str, data: Mapping[Any, Any], where: str, notes: Notes) -> Any:
        there = place(where, name)
        default = defaults[name]
        if name in data and not (data[name] is None and default is None):
            return fields[name](data[name], there, notes)
        if default is dataclasses.MISSING:
            notes.add(there, _("This is missing."))
            return fields[name](None, there, Notes())
        return default

    return read


def default_of(field: "dataclasses.Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
