"""Sections and pages of an attempt, worked out from its version: nothing of it is stored. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of a quiz, from question `first` to `last` (both from 1). `title` and `words` (HTML) may be empty."""

    number: int
    title: str
    words: str
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Page:
    """A page of an attempt, from question `first` to `last`; `number` counts from 1."""

    number: int
    first: int
    last: int

    def has(self, position: int) -> bool:
        return self.first <= position <= self.last


@dataclass(frozen=True)
class Book:
    """How a version is laid out. `forward`: a page once left can't be opened again."""

    sections: list[Section]
    pages: list[Page]
    forward: bool

    @property
    def total(self) -> int:
        return self.sections[-1].last if self.sections else 0

    @property
    def has_parts(self) -> bool:
        """Whether there are sections to speak of: more than one, or one with a title or words."""
        return len(self.sections) > 1 or any(one.title or one.words for one in self.sections)

    def page_of(self, position: int) -> Page | None:
        return next((page for page in self.pages if page.has(position)), None)

    def page(self, number: int) -> Page | None:
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None

    def section_of(self, position: int) -> Section | None:
        return next((one for one in self.sections if one.first <= position <= one.last), None)


def size_of(line: dict[str, Any]) -> int:
    """How many questions a stored line of a blueprint gives."""
    return max(line["count"], line["safety_critical"])


def section_lines(settings: dict[str, Any]) -> list[int]:
    """How many lines of the blueprint each section has; empty where there are no sections."""
    return [section["lines"] for section in settings.get("sections", ())]


def book_of(settings: dict[str, Any], blueprint: Sequence[dict[str, Any]]) -> Book:
    """Sections and pages of a version. A page never holds questions of two sections, unless all stand on one page."""
    sections = _sections(settings, blueprint)
    layout = settings["layout"]
    if layout == "all":
        pages = [Page(1, 1, sections[-1].last)] if sections else []
    else:
        pages = _pages(sections, settings.get("per_page", 1) if layout == "some" else 1)
    return Book(sections, pages, forward=settings.get("navigation") == "forward")


def _sections(settings: dict[str, Any], blueprint: Sequence[dict[str, Any]]) -> list[Section]:
    described = settings.get("sections") or [{"title": "", "words": "", "lines": len(blueprint)}]
    sections: list[Section] = []
    begin, first = 0, 1
    for one in described:
        size = sum(size_of(line) for line in blueprint[begin : begin + one["lines"]])
        begin += one["lines"]
        if size:
            sections.append(Section(len(sections) + 1, one["title"], one["words"], first, first + size - 1))
            first += size
    return sections


def _pages(sections: Sequence[Section], most: int) -> list[Page]:
    pages: list[Page] = []
    for section in sections:
        for first in range(section.first, section.last + 1, most):
            pages.append(Page(len(pages) + 1, first, min(first + most - 1, section.last)))
    return pages
