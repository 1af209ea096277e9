"""A scenario as Twee 3. Whatever links and tags can't say stands in lines of “%% key: value”."""

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.formats.story import story_from_graph
from assessments.scenarios.formats.twee_names import ENDING, OURS, STAR, WITH_CHOICES
from assessments.scenarios.formats.twee_text import write_head, write_value

Data = dict[str, Any]
NAMESPACE = uuid.UUID("7c0a3c52-54f8-4c0e-9d5b-6a2f6a0b1f11")
# What a link or a line of a passage means something else by.
NOT_IN_LINKS = ("[", "]", "->", "<-", "|", "\n")
NOT_IN_WORDS = ("[[", "<<")
# Twine lays passages out on a map: so many beside each other.
COLUMNS = 10
IN_HEAD = frozenset({"key", "kind", "text", "star", "quality", "choices", "routes", "to"})


def write_twee(code: str, settings: Mapping[str, Any], graph: Mapping[str, Any]) -> str:
    """The text of a Twee file; `parse_twee` gives the same story back."""
    story = story_from_graph(code, settings, graph)
    ours = {name: value for name, value in story.items() if name not in {"nodes", "start"}}
    data = {"ifid": str(uuid.uuid5(NAMESPACE, code)).upper(), "start": story.get("start", ""), OURS: ours}
    parts = ["\n".join([write_head("StoryTitle", []), " ".join(story["title"].split())])]
    parts.append("\n".join([write_head("StoryData", []), json.dumps(data, ensure_ascii=False, indent=2)]))
    parts += ["\n".join(_passage(node, number)) for number, node in enumerate(story["nodes"])]
    return "\n\n\n".join(parts) + "\n"


def _passage(node: Data, number: int) -> Iterator[str]:
    tags = [f"{ENDING}-{node['quality']}" if node.get("quality") else node["kind"]]
    if node["kind"] != NodeKind.ENDING and node.get("quality"):
        tags.insert(0, node["kind"])
    tags += [STAR] if node.get("star") else []
    row, column = divmod(number, COLUMNS)
    yield write_head(node["key"], tags, {"position": f"{100 + 200 * column},{100 + 200 * row}"})
    text = node.get("text", "")
    plain = _is_plain(text)
    if text and plain:
        yield text
        yield ""
    elif text:
        yield _mark("text", text)
    yield from _marks(node)
    if node["kind"] in WITH_CHOICES:
        yield from _routes(node, [])
        for choice in node.get("choices", []):
            yield from _choice(choice)
    else:
        target: list[str] = []
        yield from _routes(node, target)
        yield from (f"[[{one}]]" for one in target)


def _choice(choice: Data) -> Iterator[str]:
    target: list[str] = []
    routes = list(_routes(choice, target))
    words = choice["text"]
    in_link = bool(words) and words == words.strip() and not any(part in words for part in NOT_IN_LINKS)
    in_link = in_link and all(letter >= " " for letter in words) and len(words) < 900
    yield ""
    yield f"[[{words if in_link else choice['key']}->{''.join(target)}]]"
    yield _mark("key", choice["key"])
    yield _mark("tag", choice["tag"])
    if not in_link:
        yield _mark("text", words)
    yield from _marks({name: value for name, value in choice.items() if name != "tag"})
    yield from routes


def _marks(item: Data) -> Iterator[str]:
    """Everything that neither the head nor a link holds."""
    for name, value in item.items():
        if name in IN_HEAD:
            continue
        if name == "effects":
            rows = value if isinstance(value, list) else [value]
            yield from (_mark("effect", f"{subject} {_change(one)}") for row in rows for subject, one in row.items())
        elif name == "tellings":
            yield from _conditional("telling", "text", value)
        elif name == "look_for":
            yield from (_mark(name, one) for one in value)
        else:
            yield _mark(name, _flat(value))


def _routes(item: Data, target: list[str]) -> Iterator[str]:
    """The ways on; the last, if nothing has to hold for it, is left to the link."""
    routes = [{"to": item["to"]}] if "to" in item else list(item.get("routes", []))
    if routes and "when" not in routes[-1] and target == []:
        target.append(routes.pop()["to"])
    yield from _conditional("route", "to", routes)


def _conditional(mark: str, part: str, rows: list[Data]) -> Iterator[str]:
    for row in rows:
        yield _mark(mark, row[part])
        if "when" in row:
            yield _mark("if", row["when"])


def _mark(name: str, value: str) -> str:
    return f"%% {name}: {write_value(value)}"


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else str(value)


def _change(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:+d}" if isinstance(value, int) else str(value)


def _is_plain(text: str) -> bool:
    """Whether a passage says the same when the text stands in it as it is."""
    lines = text.split("\n")
    strange = any(line.startswith(("::", "%%", "\\")) for line in lines) or any(part in text for part in NOT_IN_WORDS)
    return text == text.strip() and not strange and all(letter >= " " or letter == "\n" for letter in text)
