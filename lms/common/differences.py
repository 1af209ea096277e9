"""Two states of something people write, field by field: what came, what went, what is worded otherwise. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Piece:
    """Words of a field: `mark` is del or ins, empty for what stayed."""

    words: str
    mark: str = ""


@dataclass(frozen=True)
class Field:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    key: str
    title: str
    change: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Section:
    heading: str
    differences: tuple[Difference, ...]


def fields_of(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Field]:
    """Every field that differs; both are label → words."""
    for label in [*new, *(label for label in old if label not in new)]:
        before, after = old.get(label, ""), new.get(label, "")
        if before != after:
            yield Field(label, tuple(pieces(before, after)))


def pieces(old: str, new: str) -> Iterator[Piece]:
    """The words of both, marked where they differ."""
    before, after = old.split(), new.split()
    for name, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            yield Piece(" ".join(before[a:b]))
            continue
        if a < b:
            yield Piece(" ".join(before[a:b]), "del")
        if c < d:
            yield Piece(" ".join(after[c:d]), "ins")
