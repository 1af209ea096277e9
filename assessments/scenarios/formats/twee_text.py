"""The notation of Twee 3: passages with a name, tags and lines. What the lines mean is for `twee`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.common.texts.schema import Place

# A name ends where tags or data begin; what stands behind a backslash is a letter like any other.
HEAD = re.compile(r"(?P<name>(?:\\.|[^\\\[\]{}])*)(?P<tags>\[(?:\\.|[^\\\]])*\])?\s*(?P<data>\{.*\})?\s*")
ESCAPED = re.compile(r"\\(.)")
SPECIAL = re.compile(r"([\\\[\]{}])")
LINK = re.compile(r"\[\[(?P<link>[^\[\]]{0,1000})\](?:\[(?P<sets>[^\[\]]{0,1000})\])?\]")
# How often lists and mappings may stand in each other.
DEEPEST = 20
NOTE = re.compile(r"%%\s*(?P<key>[a-z_]{1,20})\s*:\s?(?P<value>.*)")


@dataclass(frozen=True)
class Passage:
    """`line` is that of its head; its first line of content is the next."""

    name: str
    tags: tuple[str, ...]
    line: int
    content: tuple[str, ...]

    def numbered(self) -> Iterator[tuple[int, str]]:
        yield from enumerate(self.content, start=self.line + 1)


@dataclass(frozen=True)
class Link:
    """`sets` is what a story format would do on following it."""

    words: str
    target: str
    sets: str = ""


def read_passages(text: str, place: Place, notes: Place) -> list[Passage]:
    """The passages of a text in their order. At `place` stands what can't be read, at `notes` what is left out."""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if line.startswith("::")]
    if any(line.strip() for line in lines[: heads[0] if heads else 0]):
        notes.at(1).say(_("Words before the first passage are left out."))
    passages = []
    for start, end in pairwise([*heads, len(lines)]):
        head = _head(lines[start].removeprefix("::").strip(), start + 1, place)
        content = [line.removeprefix("\\") if line.startswith("\\::") else line for line in lines[start + 1 : end]]
        if head:
            passages.append(Passage(*head, tuple(_without_blank_end(content))))
    return passages


def _head(words: str, number: int, place: Place) -> tuple[str, tuple[str, ...], int] | None:
    match = HEAD.fullmatch(words)
    name = _plain(match["name"]) if match else ""
    if not match or not name:
        place.at(number).say(_("A passage begins with “:: Name” or “:: Name [tags]”; this one does not."))
        return None
    tags = tuple(_plain(tag) for tag in (match["tags"] or "[]")[1:-1].split())
    if match["data"] and read_object(match["data"]) is None:
        place.at(number).say(_("What stands in braces behind “%(name)s” is not JSON."), name=name)
    return name, tags, number


def read_object(text: str) -> dict[str, Any] | None:
    """The JSON object in a text, or None. Nothing of ours is nested deeply, and what is could be meant to harm."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not is_deeper(found, DEEPEST) else None


def is_deeper(value: Any, most: int) -> bool:
    """Whether lists and mappings stand in each other more than `most` times."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return most < 0 or any(is_deeper(part, most - 1) for part in parts)


def _plain(text: str) -> str:
    return ESCAPED.sub(r"\1", text.strip())


def _without_blank_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def write_head(name: str, tags: list[str], data: dict[str, Any] | None = None) -> str:
    """The first line of a passage."""
    parts = ["::", SPECIAL.sub(r"\\\1", name)]
    if tags:
        parts.append(f"[{' '.join(SPECIAL.sub(_escape, tag) for tag in tags)}]")
    if data:
        parts.append(json.dumps(data, ensure_ascii=False))
    return " ".join(parts)


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[1]}"


def split_link(match: re.Match[str]) -> Link:
    """[[words->target]], [[target<-words]], [[words|target]] or [[target]]."""
    inner = match["link"]
    sets = match["sets"] or ""
    if "->" in inner:
        words, _arrow, target = inner.rpartition("->")
    elif "<-" in inner:
        target, _arrow, words = inner.partition("<-")
    elif "|" in inner:
        words, _bar, target = inner.rpartition("|")
    else:
        words = target = inner
    return Link(words.strip(), target.strip(), sets)


def read_value(text: str) -> str:
    """What stands behind “%% key:”: words as they are, or in JSON where they hold what a line can't."""
    if text.startswith('"'):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return text.strip()
        return found if isinstance(found, str) else text.strip()
    return text.strip()


def write_value(text: str) -> str:
    """The opposite: `read_value(write_value(text)) == text`."""
    plain = text == text.strip() and text and text[0] != '"' and all(letter >= " " for letter in text)
    return text if plain else json.dumps(text, ensure_ascii=False)
