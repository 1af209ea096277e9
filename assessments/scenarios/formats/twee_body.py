"""What stands in a passage: words, links, and marks of ours (lines of “%% key: value”)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assessments.scenarios.formats.twee_names import EACH, FLAGS, LISTS, WORDS
from assessments.scenarios.formats.twee_text import LINK, NOTE, Link, Passage, read_value, split_link
from lms.common.texts.located import Mapping, Sequence
from lms.common.texts.schema import Place

MACRO = re.compile(r"<<\s*/?[\w-]{1,40}|\([\w-]{1,40}:")


@dataclass(frozen=True)
class Mark:
    key: str
    value: str
    line: int


@dataclass
class Way:
    """A link, with the marks below it. `alone`: nothing else stands on its line."""

    link: Link
    line: int
    alone: bool = True
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Body:
    passage: Passage
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)


def read_body(passage: Passage, notes: Place) -> Body:
    """The parts of a passage. Commands of a story format stay words, and are said at `notes`."""
    body, words = Body(passage), []
    for line, text in passage.numbered():
        mark = NOTE.fullmatch(text)
        if mark:
            marks = body.ways[-1].marks if body.ways else body.marks
            marks.append(Mark(mark["key"], mark["value"], line))
            continue
        rest = LINK.sub("", text)
        ways = [Way(split_link(link), line, alone=not rest.strip()) for link in LINK.finditer(text)]
        body.ways += ways
        _mind(rest, ways, notes.at(line))
        if rest.strip() or not ways:
            words.append(LINK.sub(lambda link: split_link(link).words, text))
    body.text = "\n".join(words).strip()
    return body


def _mind(rest: str, ways: list[Way], notes: Place) -> None:
    """Say what is not carried out."""
    for macro in MACRO.finditer(rest):
        notes.say(_("“%(macro)s” is a command of a story format: it stays a word."), macro=macro[0])
    if "[[" in rest:
        notes.say(_("There is a link here that can’t be read; it stays words."))
    for way in ways:
        if way.link.sets:
            notes.say(_("What the link “%(words)s” sets is left out."), words=way.link.words)


def lay_marks(item: Mapping, marks: list[Mark], known: frozenset[str], place: Place) -> None:
    """Put the marks into a node or a choice. What is unknown, or twice there, is a problem."""
    last: Mapping | None = None
    for mark in marks:
        here = place.at(mark.line)
        if mark.key == "if":
            if last is None:
                here.say(_("“if” stands below a route or a telling."))
            else:
                last["when"], last.lines["when"] = read_value(mark.value), mark.line
        elif mark.key not in known:
            here.say(_("“%(key)s” is not known here; there are: %(keys)s"), key=mark.key, keys=", ".join(sorted(known)))
        elif mark.key in item.lines and mark.key in SINGLE:
            here.say(_("%(key)s stands here twice"), key=mark.key)
        else:
            last = _lay(item, mark)


def _lay(item: Mapping, mark: Mark) -> Mapping | None:
    """One mark; gives what an “if” below it belongs to."""
    value = read_value(mark.value)
    if mark.key in EACH:
        name, part = EACH[mark.key]
        return _append(item, name, _one(part, value, mark.line), mark.line)
    if mark.key == "effect":
        subject, _blank, change = value.partition(" ")
        _append(item, "effects", _one(subject, FLAG.get(change.strip(), change.strip()), mark.line), mark.line)
    elif mark.key == "look_for":
        _append(item, "look_for", value, mark.line)
    else:
        item[mark.key], item.lines[mark.key] = SINGLE[mark.key](value), mark.line
    return None


def _one(name: str, value: Any, line: int) -> Mapping:
    found = Mapping({name: value})
    found.line, found.lines = line, {name: line}
    return found


def _append(item: Mapping, name: str, value: Any, line: int) -> Any:
    rows = item.setdefault(name, Sequence())
    item.lines.setdefault(name, line)
    rows.append(value)
    rows.lines.append(line)
    return value


def add_route(item: Mapping, to: str, line: int) -> None:
    _append(item, "routes", _one("to", to, line), line)


FLAG = {"yes": True, "no": False, "true": True, "false": False}
SINGLE: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(WORDS, str),
    **dict.fromkeys(LISTS, str.split),
    # What is no flag or number stays a word, and is told when the story is checked.
    **dict.fromkeys(FLAGS, lambda value: FLAG.get(value, value)),
    "seconds": lambda value: int(value) if value.isdecimal() and len(value) < 9 else value,
}
OF_NODE = frozenset(
    {"title", "member", "text", "model", "late", "seconds", "repairs", "effect", "look_for", "route", "telling"}
)
OF_CHOICE = frozenset(
    {"key", "tag", "text", "happened", "why", "behaviours", "effect", "route", "when", "repairs", "next_line"} | FLAGS
)
