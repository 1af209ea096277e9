"""The body of a page: prose, and blocks fenced by lines of `:::`."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from lms.common.texts.problems import Problems

FENCE = re.compile(r"^:::(?P<rest>.*)$")
NAME = re.compile(r"^(?P<name>[a-z][a-z-]*)(?:\s+(?P<rest>.*))?$")
ATTRIBUTE = re.compile(r'(?P<key>[a-z_]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')
PROSE = "prose"


@dataclass(frozen=True)
class Rule:
    """How a block begins, and whether something stands in it.

    `head` is what follows the name: "title", "minutes" (title | minutes) or "attributes" (key=value, each
    needed or not). `bare` is the attribute whose value may stand alone right after the name.
    """

    head: str
    attributes: dict[str, bool] = field(default_factory=dict)
    body: bool = True
    bare: str = ""


RULES = {
    "safety": Rule("title"),
    "evidence": Rule("title"),
    "note": Rule("title"),
    "try-it": Rule("minutes"),
    "words": Rule("attributes", {"context": False}),
    "reflection": Rule("attributes", {"key": True, "required": False}),
    "quote": Rule("attributes", {"source": True, "url": False}),
    "table": Rule("attributes", {"caption": True, "row_headings": False}),
    "content-note": Rule("attributes", {"skip_to": False}),
    "template": Rule("title"),
    "interval": Rule(
        "attributes",
        {
            "label": True,
            "estimate": True,
            "low": False,
            "high": False,
            "measure": True,
            "source": False,
            "caption": False,
        },
        body=False,
    ),
    "drawing": Rule("attributes", {"key": True, "alt": False, "caption": False}, body=False),
    "quiz": Rule("attributes", {"code": True, "required": False}, body=False, bare="code"),
    "scenario": Rule("attributes", {"code": True, "required": False}, body=False, bare="code"),
    "lab": Rule("attributes", {"code": True, "required": False}, body=False, bare="code"),
    "download": Rule("attributes", {"resource": True, "title": False}, body=False),
}


@dataclass(frozen=True)
class Piece:
    """One part of a body. `line` is where it begins, `text_line` where its text does."""

    name: str
    text: str
    line: int
    text_line: int
    title: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def split_body(text: str, file: str, problems: Problems, *, first_line: int = 1) -> list[Piece]:
    """Take a body apart. Every fence that doesn't fit is a problem on its own line."""
    return _Splitter(file, problems).run(text, first_line)


class _Splitter:
    def __init__(self, file: str, problems: Problems) -> None:
        self.file, self.problems = file, problems
        self.pieces: list[Piece] = []
        self.lines: list[str] = []
        self.start = 0
        self.opened: tuple[int, str] | None = None

    def run(self, text: str, first_line: int) -> list[Piece]:
        self.start = first_line
        number = first_line - 1
        for number, line in enumerate(text.split("\n"), start=first_line):
            fence = FENCE.match(line.rstrip())
            if fence is None:
                self.lines.append(line)
            elif fence["rest"].strip():
                self._open(number, fence["rest"].strip())
            else:
                self._close(number)
        if self.opened:
            self.problems.add(self.file, self.opened[0], _("this block is never closed: end it with a line :::"))
        else:
            self._prose()
        return self.pieces

    def _open(self, number: int, head: str) -> None:
        if self.opened:
            self.problems.add(self.file, number, _("a block inside a block: close the one before with :::"))
        else:
            self._prose()
        self.opened, self.lines, self.start = (number, head), [], number + 1

    def _close(self, number: int) -> None:
        if not self.opened:
            self.problems.add(self.file, number, _("::: closes a block, but none is open"))
            return
        line, head = self.opened
        piece = read_head(head, self.file, line, self.problems)
        text = "\n".join(self.lines).strip("\n")
        if piece and self._fits(piece, text):
            text_line = self.start + _leading_blank(self.lines)
            self.pieces.append(Piece(piece.name, text, line, text_line, piece.title, piece.attributes))
        self.opened, self.lines, self.start = None, [], number + 1

    def _fits(self, piece: Piece, text: str) -> bool:
        wanted = RULES[piece.name].body
        if wanted and not text.strip():
            self.problems.add(self.file, piece.line, _("%(name)s is empty"), name=piece.name)
        elif not wanted and text.strip():
            self.problems.add(self.file, piece.line, _("nothing may stand inside %(name)s"), name=piece.name)
        return wanted == bool(text.strip())

    def _prose(self) -> None:
        text = "\n".join(self.lines).strip("\n")
        if text.strip():
            self.pieces.append(Piece(PROSE, text, self.start, self.start + _leading_blank(self.lines)))


def _leading_blank(lines: list[str]) -> int:
    return next((position for position, line in enumerate(lines) if line.strip()), 0)


def read_head(head: str, file: str, line: int, problems: Problems) -> Piece | None:
    """What stands after `:::`. None (and a problem) when it is not one of ours."""
    match = NAME.match(head)
    rule = RULES.get(match["name"]) if match else None
    if not match or not rule:
        names = ", ".join(sorted(RULES))
        problems.add(file, line, _("there is no block %(head)s; there are: %(names)s"), head=head, names=names)
        return None
    name, rest = match["name"], (match["rest"] or "").strip()
    if rule.bare and rest and "=" not in rest.split()[0]:
        rest = f"{rule.bare}={rest}"
    if rule.head == "attributes":
        attributes = _attributes(rest, rule, file, line, problems)
        return None if attributes is None else Piece(name, "", line, line, attributes=attributes)
    return _titled(name, rest, rule, file, line, problems)


def _titled(name: str, rest: str, rule: Rule, file: str, line: int, problems: Problems) -> Piece | None:
    title, bar, minutes = rest.rpartition("|") if rule.head == "minutes" else (rest, "", "")
    title, minutes = title.strip(), minutes.strip()
    if rule.head == "minutes" and not bar:
        title, minutes = rest, ""
    if not title:
        problems.add(file, line, _("%(name)s needs words after it"), name=name)
        return None
    if bar and not (minutes.isdecimal() and 0 < int(minutes) <= 240):
        problems.add(file, line, _("“%(text)s” is not a number of minutes"), text=minutes)
        return None
    return Piece(name, "", line, line, title=title, attributes={"minutes": minutes} if minutes else {})


def _attributes(rest: str, rule: Rule, file: str, line: int, problems: Problems) -> dict[str, str] | None:
    found: dict[str, str] = {}
    before = len(problems)
    for match in ATTRIBUTE.finditer(rest):
        key, value = match["key"], match["quoted"] if match["quoted"] is not None else match["bare"]
        if key not in rule.attributes:
            names = ", ".join(rule.attributes)
            problems.add(file, line, _("%(key)s is not known here; there are: %(names)s"), key=key, names=names)
        elif key in found:
            problems.add(file, line, _("%(key)s stands here twice"), key=key)
        found[key] = value.strip()
    left = ATTRIBUTE.sub("", rest).strip()
    if left:
        problems.add(file, line, _('“%(text)s” can\'t be read; write key=value or key="a value"'), text=left)
    for key, needed in rule.attributes.items():
        if needed and not found.get(key):
            problems.add(file, line, _("%(key)s is missing"), key=key)
    return found if len(problems) == before else None
