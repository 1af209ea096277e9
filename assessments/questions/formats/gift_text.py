"""The letters of GIFT: escapes, and a file cut into its questions. No database.

Written from Moodle's description of the format (docs.moodle.org, "GIFT format").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What a backslash takes its meaning from. Each stands for itself in the file and for a noncharacter while we read.
ESCAPED = {char: chr(0xFDD0 + place) for place, char in enumerate("\\:#={}~")}
NEWLINE = chr(0xFDD0 + len(ESCAPED))
NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")


@dataclass
class Block:
    """One question's text, escapes hidden, with the line it begins on and what the comments before it say."""

    line: int
    text: str
    category: str = ""
    code: str = ""
    tags: list[str] = field(default_factory=list)


def hide(text: str) -> str:
    """Escaped characters become noncharacters, so that what is left means something."""
    text = NONCHARACTERS.sub("", text)
    return re.sub(r"\\([\\:#={}~n])", lambda found: ESCAPED.get(found[1], NEWLINE), text)


def show(text: str) -> str:
    """The text as its writer meant it."""
    for char, stand_in in ESCAPED.items():
        text = text.replace(stand_in, char)
    return text.replace(NEWLINE, "\n")


def escape_gift(text: str) -> str:
    """Text that means itself in GIFT, on one line."""
    return re.sub(r"([\\:#={}~])", r"\\\1", text).replace("\n", "\\n")


def blocks(text: str) -> Iterator[Block]:
    """The questions of a file, cut at empty lines, in order."""
    category = ""
    code, tags = "", []
    lines: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip()
        if bare.startswith("//"):
            code = next(iter(_bracketed("id", bare)), code)
            tags += _bracketed("tag", bare)
        elif bare.upper().startswith("$CATEGORY:") and not lines:
            category = bare.partition(":")[2].strip()
        elif bare:
            first = first or number
            lines.append(line)
        elif lines:
            yield Block(first, hide("\n".join(lines)).strip(), category, code, tags)
            lines, first, code, tags = [], 0, "", []


def _bracketed(name: str, comment: str) -> list[str]:
    """What stands in `[id:…]` or `[tag:…]` of a comment; a bracket inside is written \\]."""
    found = re.findall(rf"\[{name}:((?:\\\]|[^\]])*)\]", comment)
    return [one.replace("\\]", "]").strip() for one in found if one.strip()]
