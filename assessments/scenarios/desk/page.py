"""The list of moments, the picture and the problems of a story, for its authors.

List and picture are put together here and not in a template: five hundred moments are told in a few milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.desk.drawing import BOX_HEIGHT, BOX_WIDTH, Drawing, Way, draw
from assessments.scenarios.desk.editing import Json
from assessments.scenarios.desk.naming import clip, title_of
from lms.common.markup import fill

ICONS: dict[str, str] = {
    NodeKind.NARRATION: "doc-full",
    NodeKind.SAY: "openquote",
    NodeKind.CHAT: "comment",
    NodeKind.CHOICE: "list-ul",
    NodeKind.LINE: "edit",
    NodeKind.CHECK: "circle-check",
    NodeKind.REFLECTION: "view",
    NodeKind.ENDING: "tick-inverse",
}
# Short, for the picture.
KIND_WORDS: dict[str, Any] = {
    NodeKind.NARRATION: gettext_lazy("happens"),
    NodeKind.SAY: gettext_lazy("says"),
    NodeKind.CHAT: gettext_lazy("chat"),
    NodeKind.CHOICE: gettext_lazy("choice"),
    NodeKind.LINE: gettext_lazy("own line"),
    NodeKind.CHECK: gettext_lazy("check"),
    NodeKind.REFLECTION: gettext_lazy("reflection"),
    NodeKind.ENDING: gettext_lazy("ending"),
}
BOX = (
    '<a href="?node={}#panel"{} class="is-{} is-shade-{}{}" transform="translate({} {})">'
    f'<rect width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
    '<text x="10" y="19">{}</text><text x="10" y="38">{}</text>{}</a>'
)
MARK = format_html('<text class="hs-mark" x="{}" y="19">▲</text>', BOX_WIDTH - 22)
CURRENT, NOT_CURRENT = mark_safe(' aria-current="true"'), mark_safe("")
ERROR = "error"
# From how many visits a moment takes the next shade.
SHADES = (1, 3, 6)
IN_BOX = 19


@dataclass(frozen=True)
class Moment:
    """A row of the list, a box of the picture. `kind_words`: its kind in the author's language, where it is known."""

    key: str
    kind: str
    title: str
    kind_words: str = ""
    star: bool = False
    is_start: bool = False
    errors: int = 0
    warnings: int = 0
    visits: int = 0

    @property
    def problems(self) -> str:
        parts = []
        if self.errors:
            parts.append(ngettext("%(n)d problem", "%(n)d problems", self.errors) % {"n": self.errors})
        if self.warnings:
            parts.append(ngettext("%(n)d hint", "%(n)d hints", self.warnings) % {"n": self.warnings})
        return ", ".join(parts)

    @property
    def visited(self) -> str:
        if not self.visits:
            return ""
        return ngettext("seen %(n)d time", "seen %(n)d times", self.visits) % {"n": self.visits}

    @property
    def shade(self) -> int:
        return sum(self.visits >= least for least in SHADES)

    @cached_property
    def words(self) -> str:
        """Its kind and marks, for the list and for the picture."""
        marks = [
            self.kind_words or str(KIND_WORDS.get(self.kind, self.kind)),
            "★" if self.star else "",
            _("start") if self.is_start else "",
        ]
        return " · ".join(mark for mark in marks if mark)


@dataclass(frozen=True)
class Tally:
    """How many findings there are at each moment, and in all."""

    errors: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)


def tally_of(findings: Iterable[Any]) -> Tally:
    errors: dict[str, int] = {}
    warnings: dict[str, int] = {}
    for one in findings:
        counts = errors if one.level == ERROR else warnings
        counts[one.node] = counts.get(one.node, 0) + 1
    return Tally(errors, warnings)


def moments_of(graph: Json, titles: Sequence[str], findings: Iterable[Any], visits: Mapping[str, int]) -> list[Moment]:
    """Every moment in the authors' order; `titles` in the same."""
    tally = tally_of(findings)
    # Translated once each, and not once for each moment.
    kinds = {kind: str(words) for kind, words in KIND_WORDS.items()}
    return [
        Moment(
            key=node["key"],
            kind=node.get("kind", ""),
            title=title,
            kind_words=kinds.get(node.get("kind", ""), ""),
            star=bool(node.get("star")),
            is_start=node["key"] == graph.get("start"),
            errors=tally.errors.get(node["key"], 0),
            warnings=tally.warnings.get(node["key"], 0),
            visits=visits.get(node["key"], 0),
        )
        for node, title in zip(graph.get("nodes", ()), titles, strict=True)
    ]


def ways_of(graph: Json) -> list[Way]:
    """From each moment to those it leads to, with the tag of the choice; in a check only right and wrong differ."""
    found = []
    for node in graph.get("nodes", ()):
        key = node["key"]
        found += [Way(key, route.get("to", "")) for route in node.get("routes", ())]
        for choice in node.get("choices", ()):
            found += [Way(key, route.get("to", ""), choice.get("tag", "")) for route in choice.get("routes", ())]
        if node.get("late"):
            found.append(Way(key, node["late"]))
    return found


def moment_list(moments: Sequence[Moment], current: str) -> SafeString:
    """One link for each."""
    rows = (
        (
            one.key,
            CURRENT if one.key == current else NOT_CURRENT,
            ICONS.get(one.kind, "placeholder"),
            one.key,
            one.words,
            one.title,
            _note("is-error" if one.errors else "is-hint", one.problems),
            _note(f"is-shade-{one.shade}", one.visited),
        )
        for one in moments
    )
    return fill(
        '<li><a href="?node={}#panel"{}><svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>'
        "<b>{}</b> <i>{}</i> <span>{}</span>{}{}</a></li>",
        rows,
    )


def _note(name: str, words: str) -> SafeString | str:
    return format_html(' <em class="{}">{}</em>', name, words) if words else ""


def picture_of(graph: Json) -> Drawing:
    return draw([node["key"] for node in graph.get("nodes", ())], graph.get("start", ""), ways_of(graph))


def picture(drawing: Drawing, moments: Sequence[Moment], current: str) -> SafeString:
    """The boxes and lines of the SVG."""
    named = {one.key: one for one in moments}
    lines = fill('<path class="is-{}" d="{}"/>', ((line.tag or "plain", line.path) for line in drawing.lines))
    boxes = fill(BOX, (_box(named[box.key], box.x, box.y, current) for box in drawing.boxes))
    return format_html('<g class="hs-ways">{}</g><g class="hs-boxes">{}</g>', lines, boxes)


def _box(one: Moment, x: int, y: int, current: str) -> tuple[object, ...]:
    return (
        one.key,
        CURRENT if one.key == current else NOT_CURRENT,
        one.kind,
        one.shade,
        " has-errors" if one.errors else "",
        x,
        y,
        f"{one.key} · {one.words}",
        clip(one.title, IN_BOX),
        MARK if one.errors else "",
    )


@dataclass(frozen=True)
class FindingLine:
    """A finding with where it leads: its moment, and the first words of its card where it is about one."""

    level: str
    message: str
    node: str
    where: str
    card: str = ""

    @property
    def is_error(self) -> bool:
        return self.level == ERROR


def finding_lines(findings: Sequence[Any], graph: Json) -> list[FindingLine]:
    """Errors first, each as the lint gave it."""
    named = {one.node for one in findings}
    nodes = {node["key"]: node for node in graph.get("nodes", ()) if node["key"] in named}
    titles = {key: title_of(node, graph, 40) for key, node in nodes.items()}
    lines = [
        FindingLine(
            level=one.level,
            message=str(one.message),
            node=one.node if one.node in nodes else "",
            where=titles.get(one.node, ""),
            card=_card_of(nodes.get(one.node), one.choice),
        )
        for one in findings
    ]
    return sorted(lines, key=lambda line: not line.is_error)


def _card_of(node: Json | None, choice: str) -> str:
    """The first words of a card; its key where it has none."""
    if node is None or not choice:
        return ""
    words = next((one.get("text", "") for one in node.get("choices", ()) if one.get("key") == choice), "")
    return Truncator(" ".join(words.split())).chars(40) or choice


def legend() -> list[tuple[str, str]]:
    return [*((tag.value, str(tag.label)) for tag in Tag), ("plain", _("goes on by itself"))]
