"""What the desk of a kit shows beside the form that is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments.checking import KitProblem
from assessments.instruments.choices import InstrumentKind
from assessments.instruments.editing import PROMPTS, Json, prompt_key

HEADINGS = {
    "basics": lambda: _("Title and setting"),
    "rules": lambda: _("Rules"),
    "brief": lambda: _("The trainee’s brief"),
    "notes": lambda: _("Notes for the observers"),
    "items": lambda: _("What is rated"),
    "actors": lambda: _("Actors"),
    "variants": lambda: _("Variants"),
}
PLAIN = ("basics", "rules", "brief", "notes")


def address(path: Sequence[str]) -> str:
    """The part's place on the page of its kit."""
    names = ("part", "entry", "prompt")
    return "?" + urlencode({name: value for name, value in zip(names, path, strict=False) if value}) + "#panel"


@dataclass(frozen=True)
class Link:
    """A way to a part. `note` stands beside it."""

    words: str
    url: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Links to the entries of a list; `add` leads to one more."""

    heading: str
    links: Sequence[Link]
    add: Link | None = None
    note: str = ""


@dataclass(frozen=True)
class ProblemLine:
    message: str
    url: str
    stops: bool


def problem_lines(problems: Iterable[KitProblem]) -> list[ProblemLine]:
    """What stops publishing first."""
    lines = [ProblemLine(one.message, address(one.path), one.stops) for one in problems]
    return sorted(lines, key=lambda line: not line.stops)


def problem_words(problems: Sequence[Any]) -> str:
    """How many there are, in words; of problems or of their lines."""
    stops = sum(one.stops for one in problems)
    hints = len(problems) - stops
    parts = []
    if stops:
        text = ngettext("%(n)d problem before it can be published", "%(n)d problems before it can be published", stops)
        parts.append(text % {"n": stops})
    if hints:
        parts.append(ngettext("%(n)d hint", "%(n)d hints", hints) % {"n": hints})
    return ", ".join(parts) or _("No problems, no hints")


def sections_of(kit: Json, path: Sequence[str], titles: Mapping[str, str]) -> list[Section]:
    """All parts of a kit, in the order in which an author thinks of them. `titles`: of the competencies, by code."""
    open_at = tuple(path)
    plain = Section("", [_link((part,), HEADINGS[part](), open_at) for part in PLAIN])
    items = [
        _link(("items", one["competency"]), one["competency"], open_at, _item(one, titles)) for one in kit["items"]
    ]
    sections = [plain, Section(HEADINGS["items"](), items, _add(("items", ""), _("Add a competency"), open_at))]
    if kit.get("kind") != InstrumentKind.ROLE_PLAY:
        return sections
    actors = [_link(("actors", one["name"]), one["name"], open_at) for one in kit["actors"]]
    sections.append(Section(HEADINGS["actors"](), actors, _add(("actors", ""), _("Add an actor"), open_at)))
    sections += [_variant(variant, open_at) for variant in kit["variants"]]
    sections.append(Section("", [], _add(("variants", ""), _("Add a variant"), open_at)))
    return sections


def _variant(variant: Json, open_at: tuple[str, ...]) -> Section:
    code = variant["code"]
    head = _link(("variants", code), _("Name of the variant"), open_at, variant.get("title", ""))
    prompts = [
        _link(
            (PROMPTS, code, prompt_key(one)),
            _("min %(minute)s · %(who)s") % {"minute": one.get("minute", 0), "who": one.get("actor", "")},
            open_at,
            one.get("cue", ""),
        )
        for one in variant.get(PROMPTS, ())
    ]
    add = _add((PROMPTS, code, ""), _("Add a prompt to %(variant)s") % {"variant": code}, open_at)
    return Section(_("Variant %(code)s") % {"code": code}, [head, *prompts], add)


def _link(path: tuple[str, ...], words: str, open_at: tuple[str, ...], note: str = "") -> Link:
    return Link(words, address(path), path == open_at, note)


def _add(path: tuple[str, ...], words: str, open_at: tuple[str, ...]) -> Link:
    return Link(words, address(path), path == open_at)


def _item(item: Json, titles: Mapping[str, str]) -> str:
    """Its title, and how many of its behaviours the script gives no room."""
    count = len(item.get("scripted_out", ()))
    room = ngettext("%(n)d without room", "%(n)d without room", count) % {"n": count} if count else ""
    return " · ".join(part for part in (titles.get(item["competency"], ""), room) if part)


def heading_of(path: Sequence[str], titles: Mapping[str, str]) -> str:
    """What the open form is about."""
    head, name = path[0], path[1] if len(path) > 1 else ""
    new = {
        "items": _("One more competency"),
        "actors": _("One more actor"),
        "variants": _("One more variant"),
    }
    if head == PROMPTS:
        text = _("Prompt of variant %(name)s") if path[2] else _("One more prompt of variant %(name)s")
        return text % {"name": name}
    if name:
        known = f"{name} {titles.get(name, '')}".strip() if head == "items" else name
        return _("Variant %(code)s") % {"code": name} if head == "variants" else known
    return new.get(head) or HEADINGS[head]()


def standing_of(instrument: Any) -> str:
    """Where a kit stands, in words; `newest_kit` and `newest_number` as in `queries.instruments_at_desk`."""
    if instrument.retired_at:
        return _("Retired")
    if instrument.newest_number is None:
        return _("Draft")
    if instrument.newest_kit != instrument.kit:
        return _("In force, with a newer draft")
    return _("In force")


def review_of(instrument: Any) -> str:
    """Whether it waits for a reviewer, and whether one signed what is in force."""
    if instrument.review_asked_at:
        day = date_format(localtime(instrument.review_asked_at), "SHORT_DATE_FORMAT")
        return _("Sent to review on %(day)s") % {"day": day}
    return _("Reviewed") if instrument.is_signed else _("Not reviewed by a named reviewer")


def names_of(signatures: Iterable[Any]) -> str:
    """Who signed, in words; a name that was erased is told as that."""
    return ", ".join(one.name or _("a former reviewer") for one in signatures)
