"""Sections, pages and supply, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quizzes.drawing import Entry, Line, count_fitting
from assessments.quizzes.paging import Book, Section
from assessments.quizzes.shortages import where_words


class Numbered(Protocol):
    """Whatever stands at a place of an attempt, counted from 1."""

    @property
    def number(self) -> int: ...


@dataclass(frozen=True)
class Group:
    """What stands in one section. `title` is empty where the quiz has no parts to speak of.

    `words` is HTML, and only there where the section's first question is among `items`.
    """

    title: str
    words: str
    items: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Supply:
    """One line of a blueprint for its editor: where, what it asks, how many it wants and how many there are."""

    where: str
    what: str
    wanted: int
    there: int
    enough: bool
    words: str


def section_title(book: Book, section: Section) -> str:
    """E.g. "Part 1 of 2 · Values"; empty where there are no parts to speak of."""
    if not book.has_parts:
        return ""
    facts = {"number": section.number, "total": len(book.sections), "title": section.title}
    if len(book.sections) == 1:
        return section.title
    return (
        _("Part %(number)d of %(total)d · %(title)s") if section.title else _("Part %(number)d of %(total)d")
    ) % facts


def in_sections(book: Book, items: Iterable[Numbered]) -> list[Group]:
    """Questions, or what stands for them, grouped by the section they stand in."""
    rows = list(items)
    groups = []
    for section in book.sections:
        mine = [row for row in rows if section.first <= row.number <= section.last]
        if mine:
            begins = mine[0].number == section.first
            groups.append(Group(section_title(book, section), section.words if begins else "", mine))
    # Whatever a version says: nothing that was asked is left out.
    rest = [row for row in rows if row.number > book.total]
    return [*groups, Group("", "", rest)] if rest else groups


def parts_words(book: Book) -> str:
    """The sections in words, e.g. "Values (three), Limits (five)"; empty without parts to speak of."""
    if len(book.sections) < 2:
        return ""
    return ", ".join(
        ngettext("%(title)s: %(n)d question", "%(title)s: %(n)d questions", one.size)
        % {"title": one.title or _("Part %(number)d") % {"number": one.number}, "n": one.size}
        for one in book.sections
    )


def forward_words(book: Book) -> str:
    """What going forward only means; empty where people move freely."""
    return _("Forward only: once you go on, a page can't be opened again") if book.forward else ""


def supply(
    lines: Sequence[Line], pool: Sequence[Entry], sections: Sequence[Mapping[str, Any]], what: Sequence[str]
) -> list[Supply]:
    """What a bank has for each line, taken by itself. `what`: each line in words."""
    return [
        _supply(line, pool, where_words(number, sections), words)
        for number, (line, words) in enumerate(zip(lines, what, strict=True), start=1)
    ]


def _supply(line: Line, pool: Sequence[Entry], where: str, what: str) -> Supply:
    there, critical = count_fitting(line, pool)
    words = ngettext("there is %(n)d", "there are %(n)d", there) % {"n": there}
    if line.safety_critical and line.question is None:
        facts = {"words": words, "m": critical, "k": line.safety_critical}
        words = _("%(words)s, %(m)d of them safety-critical (at least %(k)d wanted)") % facts
    enough = there >= line.size and (line.question is not None or critical >= line.safety_critical)
    return Supply(where, what, line.size, there, enough, words)
