"""What a run shows of each competency, in words. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _


class Counted(Protocol):
    """A line of `tallying.Debrief`."""

    code: str
    helpful: int
    partly: int
    harmful: int


@dataclass(frozen=True)
class TallyLine:
    """A competency, and how often what was done for it helped, worked partly or did harm."""

    code: str
    title: str
    words: str


def tally_lines(lines: Iterable[Counted], titles: Mapping[str, str]) -> list[TallyLine]:
    """One line per competency; only its code where the framework in force leaves it out."""
    return [TallyLine(one.code, titles.get(one.code, ""), _words(one)) for one in lines]


def _words(one: Counted) -> str:
    parts = [
        _("%(n)d × helpful") % {"n": one.helpful} if one.helpful else "",
        _("%(n)d × worked partly") % {"n": one.partly} if one.partly else "",
        _("%(n)d × harmful") % {"n": one.harmful} if one.harmful else "",
    ]
    return " · ".join(part for part in parts if part)
