"""Transcripts for calibration as they stand in files. Pure and total: any data gives a transcript, or what is wrong.

A transcript is a written performance; its reference says for each behaviour of the items what was to be seen, why, and
in which lines. Lines are counted from 1. Until two named reviewers have signed a reference it is the authors' own, so
a file can say nothing else.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from django.utils.translation import gettext as _

from assessments.competencies.levels import Mark

FACILITATOR = "Facilitator"
BY_AUTHORS = "by_authors"
MARKS: tuple[Mark, ...] = get_args(Mark)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLOCK = re.compile(r"([0-9]{2}):([0-5][0-9])")

FEWEST_ITEMS, MOST_ITEMS = 2, 4
MOST_LINES = 200
MOST_MINUTES = 60
LONGEST_CODE, LONGEST_NAME, LONGEST_TITLE, LONGEST_NOTE = 40, 60, 120, 300
LONGEST_WORDS, LONGEST_SETTING = 1_000, 3_000

HEAD = ("code", "title", "instrument", "items", "content_note", "minutes", "setting", "lines", "reference")
LINE = ("at", "who", "says", "does")
REFERENCE = ("status", "behaviours")
JUDGEMENT = ("mark", "why", "lines")

Path = tuple[str | int, ...]
# By code of a behaviour: its kind. By code of an instrument: the competencies that it rates.
Kinds = Mapping[str, str]
Rated = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class TranscriptProblem:
    """What is wrong, and the keys that lead there; places in lists are counted from 0, as a program does."""

    message: str
    path: Path = ()


@dataclass(frozen=True)
class Line:
    """What somebody says or does. `at`: seconds since the beginning."""

    at: int
    who: str
    says: str = ""
    does: str = ""


@dataclass(frozen=True)
class Judgement:
    """What the reference says about one behaviour, and in which lines (from 1) it shows."""

    mark: Mark
    why: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """`items`: competencies; `minutes`: what reading it takes; `behaviours`: every one of the items, by code."""

    code: str
    title: str
    instrument: str
    items: tuple[str, ...]
    content_note: str
    minutes: int
    setting: str
    lines: tuple[Line, ...]
    status: str
    behaviours: Mapping[str, Judgement]


def read_transcript(data: Any, kinds: Kinds, rated: Rated | None = None) -> Transcript | list[TranscriptProblem]:
    """`data` as a transcript, or everything that is wrong with it. `rated` None: no instrument to compare with."""
    reader = _Reader()
    found = reader.transcript(data, kinds, rated)
    return reader.problems or found


def competency_of(behaviour: str) -> str:
    """The competency that a behaviour's code begins with."""
    return behaviour.rpartition(".")[0]


class _Reader:
    """Gives some value of the right kind whatever comes; whether it may be used is for `problems` to say."""

    def __init__(self) -> None:
        self.problems: list[TranscriptProblem] = []

    def note(self, path: Path, message: str) -> None:
        self.problems.append(TranscriptProblem(message, path))

    def transcript(self, data: Any, kinds: Kinds, rated: Rated | None) -> Transcript:
        head = self.mapping(data, (), HEAD)
        items = self.items(head.get("items"), kinds)
        lines = self.lines(head.get("lines"))
        reference = self.mapping(head.get("reference"), ("reference",), REFERENCE)
        if reference.get("status") != BY_AUTHORS:
            text = _("The reference in a file is the authors’ (by_authors); reviewers sign it on the site.")
            self.note(("reference", "status"), text)
        return Transcript(
            code=self.slug(head.get("code"), ("code",)),
            title=self.text(head.get("title"), ("title",), LONGEST_TITLE),
            instrument=self.instrument(head.get("instrument"), items, rated),
            items=items,
            content_note=self.text(head.get("content_note", ""), ("content_note",), LONGEST_NOTE, blank=True),
            minutes=self.whole(head.get("minutes"), ("minutes",), MOST_MINUTES),
            setting=self.text(head.get("setting"), ("setting",), LONGEST_SETTING),
            lines=lines,
            status=BY_AUTHORS,
            behaviours=self.behaviours(
                reference.get("behaviours"), [c for c in kinds if competency_of(c) in items], lines
            ),
        )

    def items(self, data: Any, kinds: Kinds) -> tuple[str, ...]:
        known = {competency_of(code) for code in kinds}
        codes = self.sequence(data, ("items",))
        if not FEWEST_ITEMS <= len(codes) <= MOST_ITEMS:
            text = _("From %(fewest)d to %(most)d items are rated.") % {"fewest": FEWEST_ITEMS, "most": MOST_ITEMS}
            self.note(("items",), text)
        for place, code in enumerate(codes):
            if not isinstance(code, str) or code not in known:
                self.note(("items", place), _("%(code)s is not in the framework.") % {"code": code})
            elif code in codes[:place]:
                self.note(("items", place), _("%(code)s is there twice.") % {"code": code})
        return tuple(code for code in codes if isinstance(code, str))

    def instrument(self, data: Any, items: tuple[str, ...], rated: Rated | None) -> str:
        code = self.slug(data, ("instrument",))
        if not code or rated is None:
            return code
        if code not in rated:
            self.note(("instrument",), _("There is no instrument %(code)s.") % {"code": code})
            return code
        for place, item in enumerate(items):
            if item not in rated[code]:
                text = _("%(item)s is not rated by %(instrument)s.") % {"item": item, "instrument": code}
                self.note(("items", place), text)
        return code

    def lines(self, data: Any) -> tuple[Line, ...]:
        rows = self.sequence(data, ("lines",))
        if len(rows) > MOST_LINES:
            self.note(("lines",), _("At most %(most)d lines fit.") % {"most": MOST_LINES})
        lines = tuple(self.line(row, ("lines", place)) for place, row in enumerate(rows[:MOST_LINES]))
        if not any(line.who == FACILITATOR for line in lines):
            self.note(("lines",), _("Nobody is called “%(name)s”: there is nothing to rate.") % {"name": FACILITATOR})
        for place, (before, line) in enumerate(zip(lines, lines[1:], strict=False), 1):
            if line.at < before.at:
                self.note(("lines", place, "at"), _("This is earlier than the line before it."))
        return lines

    def line(self, data: Any, path: Path) -> Line:
        row = self.mapping(data, path, LINE)
        says = self.text(row.get("says", ""), (*path, "says"), LONGEST_WORDS, blank=True)
        does = self.text(row.get("does", ""), (*path, "does"), LONGEST_NOTE, blank=True)
        if not row.get("says") and not row.get("does"):
            self.note(path, _("Nothing is said or done here."))
        who = self.text(row.get("who"), (*path, "who"), LONGEST_NAME)
        return Line(self.clock(row.get("at"), (*path, "at")), who, says, does)

    def behaviours(self, data: Any, wanted: list[str], lines: tuple[Line, ...]) -> dict[str, Judgement]:
        path: Path = ("reference", "behaviours")
        given = self.mapping(data, path, None)
        for code in given:
            if code not in wanted:
                self.note((*path, code), _("%(code)s is no behaviour of the items.") % {"code": code})
        for code in wanted:
            if code not in given:
                self.note(path, _("%(code)s is missing.") % {"code": code})
        return {code: self.judgement(given[code], (*path, code), len(lines)) for code in wanted if code in given}

    def judgement(self, data: Any, path: Path, count: int) -> Judgement:
        row = self.mapping(data, path, JUDGEMENT)
        mark = row.get("mark")
        if mark not in MARKS:
            self.note((*path, "mark"), _("A mark is one of: %(marks)s.") % {"marks": ", ".join(MARKS)})
        numbers = self.sequence(row.get("lines", []), (*path, "lines"))
        for place, number in enumerate(numbers):
            if type(number) is not int or not 1 <= number <= count:
                self.note((*path, "lines", place), _("There is no line %(number)s.") % {"number": number})
        if mark == "obs" and not numbers:
            self.note((*path, "lines"), _("What was seen has to be seen in some line."))
        why = self.text(row.get("why"), (*path, "why"), LONGEST_WORDS)
        return Judgement(cast("Mark", mark), why, tuple(numbers))

    def mapping(self, data: Any, path: Path, keys: Collection[str] | None) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.note(path, _("A list of keys and values is wanted here."))
            return {}
        for key in data:
            if not isinstance(key, str) or (keys is not None and key not in keys):
                self.note((*path, str(key)), _("%(key)s is not known here.") % {"key": key})
        return {key: value for key, value in data.items() if isinstance(key, str)}

    def sequence(self, data: Any, path: Path) -> list[Any]:
        if isinstance(data, list | tuple):
            return list(data)
        self.note(path, _("This has to be a list."))
        return []

    def text(self, data: Any, path: Path, longest: int, *, blank: bool = False) -> str:
        if not isinstance(data, str):
            self.note(path, _("This has to be text."))
        elif not blank and not data.strip():
            self.note(path, _("This is empty."))
        elif len(data) > longest:
            text = _("%(count)d letters are too many; at most %(most)d fit.") % {"count": len(data), "most": longest}
            self.note(path, text)
        else:
            return data.strip()
        return ""

    def slug(self, data: Any, path: Path) -> str:
        if isinstance(data, str) and len(data) <= LONGEST_CODE and SLUG.fullmatch(data):
            return data
        self.note(path, _("A code is made of small letters, figures and single hyphens."))
        return ""

    def whole(self, data: Any, path: Path, most: int) -> int:
        if type(data) is int and 1 <= data <= most:
            return data
        self.note(path, _("This has to be a whole number from 1 to %(most)d.") % {"most": most})
        return 1

    def clock(self, data: Any, path: Path) -> int:
        found = CLOCK.fullmatch(data) if isinstance(data, str) else None
        if found:
            return int(found[1]) * 60 + int(found[2])
        self.note(path, _("A time is minutes and seconds in quotes, like “04:30”."))
        return 0
