"""What keys a mapping of a pack may hold, and what may stand under each."""

import difflib
import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.common.texts.located import Mapping, Sequence
from lms.common.texts.problems import Problems

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
CODE = re.compile(r"^[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*$")
DECIMAL = re.compile(r"^-?[0-9]+(?:\.[0-9]+)?$")
MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
URL = re.compile(r"^https?://[^\s/]+\.[^\s]+$")


@dataclass(frozen=True)
class Field:
    """`kind`: text, slug, code, url, month, day, integer, decimal, flag, choice, anything, list (of `of`),
    mapping (`keys`).

    `longest` counts letters of a text or entries of a list. `blank` lets a text be "" or null.
    """

    kind: str = "text"
    needed: bool = True
    blank: bool = False
    longest: int = 20_000
    low: int = 0
    high: int = 1_000
    choices: tuple[str, ...] = ()
    of: "Field | None" = None
    keys: "dict[str, Field]" = field(default_factory=dict)


Spec = AnyMapping[str, Field]


@dataclass(frozen=True)
class Place:
    """Where in which file something stands, and who collects what is wrong with it."""

    file: str
    line: int
    problems: Problems

    def at(self, line: int) -> "Place":
        return Place(self.file, line, self.problems)

    def say(self, message: "str | Promise", **values: Any) -> None:
        self.problems.add(self.file, self.line, message, **values)


def check_mapping(data: Any, spec: Spec, place: Place) -> bool:
    """Whether `data` is a mapping as `spec` wants it; says at `place` and below what is not."""
    before = len(place.problems)
    if not isinstance(data, Mapping):
        place.say(_("a list of keys and values is wanted here"))
        return False
    for key in data:
        if key not in spec:
            _unknown(key, spec, place.at(data.line_of(key)))
    for key, wanted in spec.items():
        if key in data:
            _check(key, data[key], wanted, place.at(data.line_of(key)))
        elif wanted.needed:
            place.at(data.line).say(_("%(key)s is missing"), key=key)
    return len(place.problems) == before


def _unknown(key: str, spec: Spec, place: Place) -> None:
    near = difflib.get_close_matches(key, spec, n=1)
    if near:
        place.say(_("%(key)s is not known here; is it meant to be %(near)s?"), key=key, near=near[0])
    else:
        place.say(_("%(key)s is not known here; there are: %(keys)s"), key=key, keys=", ".join(spec))


def _check(key: str, value: Any, wanted: Field, place: Place) -> None:
    if value is None or value == "":
        if not wanted.blank:
            place.say(_("%(key)s is empty"), key=key)
        return
    CHECKS[wanted.kind](key, value, wanted, place)


def _text(key: str, value: Any, wanted: Field, place: Place) -> None:
    if not isinstance(value, str):
        place.say(_("%(key)s must be text: put it in quotes"), key=key)
    elif len(value) > wanted.longest:
        place.say(
            _("%(key)s has %(count)s letters; at most %(most)s fit"), key=key, count=len(value), most=wanted.longest
        )


def _pattern(pattern: re.Pattern[str], message: "str | Promise") -> Any:
    def check(key: str, value: Any, wanted: Field, place: Place) -> None:
        _text(key, value, wanted, place)
        if isinstance(value, str) and not pattern.match(value):
            place.say(message, key=key, value=value)

    return check


def _day(key: str, value: Any, wanted: Field, place: Place) -> None:
    if type(value) is not date:
        place.say(_("%(key)s must be a day like 2027-11-23"), key=key)


def _integer(key: str, value: Any, wanted: Field, place: Place) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        place.say(_("%(key)s must be a whole number"), key=key)
    elif not wanted.low <= value <= wanted.high:
        place.say(_("%(key)s must lie between %(low)s and %(high)s"), key=key, low=wanted.low, high=wanted.high)


def _decimal(key: str, value: Any, wanted: Field, place: Place) -> None:
    """In quotes, as text: YAML's own numbers are binary and lose digits."""
    if isinstance(value, str) and DECIMAL.match(value):
        _text(key, value, wanted, place)
    else:
        place.say(_('%(key)s must be a number in quotes, like "7.5"'), key=key)


def _flag(key: str, value: Any, wanted: Field, place: Place) -> None:
    if not isinstance(value, bool):
        place.say(_("%(key)s must be true or false"), key=key)


def _choice(key: str, value: Any, wanted: Field, place: Place) -> None:
    if value not in wanted.choices:
        choices = ", ".join(wanted.choices)
        place.say(_("%(key)s can't be %(value)s; there are: %(choices)s"), key=key, value=value, choices=choices)


def _list(key: str, value: Any, wanted: Field, place: Place) -> None:
    if not isinstance(value, Sequence):
        place.say(_("%(key)s must be a list"), key=key)
        return
    if len(value) > wanted.longest:
        place.say(_("%(key)s has more than %(most)s entries"), key=key, most=wanted.longest)
    for position, entry in enumerate(value):
        if wanted.of:
            _check(key, entry, wanted.of, place.at(value.line_of(position)))


def _mapping(key: str, value: Any, wanted: Field, place: Place) -> None:
    check_mapping(value, wanted.keys, place)


def _anything(key: str, value: Any, wanted: Field, place: Place) -> None:
    return None


CHECKS = {
    "text": _text,
    "slug": _pattern(SLUG, _("%(key)s may hold small letters, figures and single hyphens, not “%(value)s”")),
    "code": _pattern(CODE, _("%(key)s may hold letters, figures, hyphens and dots, not “%(value)s”")),
    "url": _pattern(URL, _("%(key)s is not a web address: %(value)s")),
    "month": _pattern(MONTH, _('%(key)s must be a month like "2026-11", in quotes')),
    "day": _day,
    "integer": _integer,
    "decimal": _decimal,
    "flag": _flag,
    "choice": _choice,
    "list": _list,
    "mapping": _mapping,
    "anything": _anything,
}
