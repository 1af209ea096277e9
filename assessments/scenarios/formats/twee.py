"""A scenario from Twee 3, as Twine and its relatives write it. See docs/authoring.md for what stands where.

The passages are put into the form of our own YAML and checked as that. Nothing of a story format is carried out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.fields import A_KEY
from assessments.scenarios.formats.story import SETTINGS, Story, read_story
from assessments.scenarios.formats.twee_body import OF_CHOICE, OF_NODE, Body, Way, add_route, lay_marks, read_body
from assessments.scenarios.formats.twee_names import ENDING, LEFT_OUT, OURS, STAR, TAGS, WITH_CHOICES
from assessments.scenarios.formats.twee_text import Passage, read_object, read_passages
from lms.common.texts.located import Mapping, Sequence, on_line
from lms.common.texts.schema import Place

Data = dict[str, Any]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Twee:
    """A file while it is read. `keys`: the key of the node that a passage of this name becomes."""

    place: Place
    notes: Place
    passages: list[Passage] = field(default_factory=list)
    title: str = ""
    data: Data = field(default_factory=dict)
    data_line: int = 1
    keys: dict[str, str] = field(default_factory=dict)


def parse_twee(text: str, place: Place, notes: Place, *, name: str = "") -> Story | None:
    """The scenario in a text. `name` is that of the file, for one that says nothing of itself.

    What can't be read is said at `place`, and None given; what is left out or guessed is said at `notes`.
    """
    before = len(place.problems)
    twee = Twee(place, notes)
    _sort(read_passages(text, place, notes), twee)
    if not twee.passages:
        place.at(1).say(_("There are no passages in this file: lines that begin with “:: Name”."))
    if len(place.problems) > before:
        return None
    twee.keys = name_nodes(passage.name for passage in twee.passages)
    nodes = Sequence([_node(read_body(passage, notes), twee) for passage in twee.passages])
    nodes.lines = [passage.line for passage in twee.passages]
    story = _story(twee, nodes, name)
    return read_story(story, place) if len(place.problems) == before else None


def _sort(passages: list[Passage], twee: Twee) -> None:
    """Set apart what is no moment of the story."""
    lines: dict[str, int] = {}
    for passage in passages:
        if passage.name in lines:
            words = _("A passage “%(name)s” is there already, on line %(first)s.")
            twee.place.at(passage.line).say(words, name=passage.name, first=lines[passage.name])
        lines.setdefault(passage.name, passage.line)
        if passage.name == "StoryTitle":
            twee.title = " ".join(" ".join(passage.content).split())
        elif passage.name == "StoryData":
            _read_data(passage, twee)
        elif passage.name in LEFT_OUT or {"script", "stylesheet"} & set(passage.tags):
            twee.notes.at(passage.line).say(
                _("“%(name)s” belongs to a story format and is left out."), name=passage.name
            )
        else:
            twee.passages.append(passage)


def _read_data(passage: Passage, twee: Twee) -> None:
    data = read_object("\n".join(passage.content))
    if data is None:
        twee.place.at(passage.line).say(_("What stands under StoryData is not JSON."))
        return
    twee.data, twee.data_line = data, passage.line


def name_nodes(names: Iterable[str]) -> dict[str, str]:
    """Keys for passages: their own name where it can be one, else made from it, each once."""
    wanted = list(names)
    keys = {name: name for name in wanted if A_KEY.fullmatch(name)}
    taken = set(keys.values())
    for number, name in enumerate(wanted, start=1):
        if name not in keys:
            stem = slugify(name)[:50].strip("-") or f"passage-{number}"
            spare = (stem, *(f"{stem}-{more}" for more in range(2, len(wanted) + 3)))
            keys[name] = next(key for key in spare if key not in taken)
            taken.add(keys[name])
    return keys


def _story(twee: Twee, nodes: Sequence, name: str) -> Mapping:
    """All of it as the mapping that our YAML gives."""
    ours = twee.data.get(OURS)
    given = ours if isinstance(ours, dict) else {}
    title = twee.title or name
    guessed = (
        {}
        if given
        else {
            "id": slugify(title)[:60].strip("-") or "story",
            "title": title[:120] or _("A story"),
            "summary": _("Brought in from a file, not yet described."),
            "number": 1,
            "minutes": SETTINGS["minutes"],
        }
    )
    if not given:
        twee.notes.at(1).say(_("The file does not say what the story is about: describe it after bringing it in."))
    story: Mapping = on_line({**guessed, **given, "start": _start(twee)}, twee.data_line)
    story["nodes"], story.lines["nodes"] = nodes, 1
    return story


def _start(twee: Twee) -> str:
    start = twee.data.get("start")
    names = [passage.name for passage in twee.passages]
    if start in (None, ""):
        guess = "" if OURS in twee.data else "Start" if "Start" in names else names[0]
        return twee.keys.get(guess, "")
    if start not in names:
        words = _("The story starts at “%(name)s”, but there is no such passage.")
        twee.place.at(twee.data_line).say(words, name=start)
    return twee.keys.get(str(start), "")


def _node(body: Body, twee: Twee) -> Mapping:
    passage = body.passage
    node = Mapping({"key": twee.keys[passage.name], "kind": _kind(body), "text": body.text})
    node.line = passage.line
    if node["key"] != passage.name:
        node["title"] = passage.name
    lay_marks(node, body.marks, OF_NODE, twee.place)
    for tag in passage.tags:
        if tag == STAR:
            node["star"] = True
        if tag.startswith(f"{ENDING}-"):
            node["quality"] = tag.removeprefix(f"{ENDING}-")
    if node["kind"] in WITH_CHOICES:
        _lay_choices(node, body, twee)
    else:
        _lay_way_on(node, body, twee)
    _name_targets(node, twee)
    return node


def _kind(body: Body) -> str:
    for tag in body.passage.tags:
        if tag in NodeKind.values:
            return tag
        if tag.startswith(f"{ENDING}-"):
            return NodeKind.ENDING.value
    if not body.ways:
        return NodeKind.ENDING.value
    return NodeKind.NARRATION.value if len(body.ways) == 1 else NodeKind.CHOICE.value


def _lay_way_on(node: Mapping, body: Body, twee: Twee) -> None:
    for number, way in enumerate(body.ways):
        if number:
            words = _("Only the first link counts where the story goes on by itself; “%(words)s” is left out.")
            twee.notes.at(way.line).say(words, words=way.link.words)
            continue
        if way.alone and way.link.words not in {way.link.target, ""}:
            words = _("The words “%(words)s” are left out: the story goes on by itself here.")
            twee.notes.at(way.line).say(words, words=way.link.words)
        lay_marks(node, way.marks, OF_NODE, twee.place)
        if way.link.target:
            add_route(node, way.link.target, way.line)


def _lay_choices(node: Mapping, body: Body, twee: Twee) -> None:
    choices = [_choice(way, number, twee) for number, way in enumerate(body.ways)]
    node["choices"] = Sequence(choices)
    node["choices"].lines = [way.line for way in body.ways]


def _choice(way: Way, number: int, twee: Twee) -> Mapping:
    choice = Mapping({"key": LETTERS[number] if number < len(LETTERS) else f"c{number + 1}", "text": way.link.words})
    choice.line = way.line
    lay_marks(choice, way.marks, OF_CHOICE, twee.place)
    if way.link.target:
        add_route(choice, way.link.target, way.line)
    if "tag" not in choice:
        tags = [tag for one in twee.passages if one.name == way.link.target for tag in one.tags if tag in TAGS]
        choice["tag"] = tags[0] if tags else Tag.NEUTRAL.value
        if not tags:
            words = _("It is not said whether “%(words)s” helps or harms: it comes in as “works partly”.")
            twee.notes.at(way.line).say(words, words=way.link.words)
    _name_targets(choice, twee)
    return choice


def _name_targets(item: Mapping, twee: Twee) -> None:
    """Keys instead of the names of passages."""
    for route in [*item.get("routes", []), *([item] if "late" in item else [])]:
        part = "late" if route is item else "to"
        if route[part] not in twee.keys:
            twee.place.at(route.line_of(part)).say(_("There is no passage “%(name)s”."), name=route[part])
        route[part] = twee.keys.get(route[part], "")
