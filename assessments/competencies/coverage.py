"""What touches each competency. Who has things that do says so at `ready()`: this knows no questions and no lessons."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

Pairs = Iterable[tuple[int, Hashable]]


@dataclass(frozen=True)
class Kind:
    """One sort of thing, e.g. questions.

    `pairs`: (primary key of a competency, what stands for the thing) of all that is in use, in a fixed number of
    queries. A thing that touches two competencies comes twice, with the same second value. `order`: its column.
    `missing`: what is said where none of them touches a competency; None where that is no gap of its own.
    """

    name: str
    label: Promise
    missing: Promise | None
    pairs: Callable[[], Pairs]
    order: int


Touched = dict[str, dict[int, set[Hashable]]]
_KINDS: dict[str, Kind] = {}


def register_coverage(kind: Kind) -> None:
    """Add a column. The same name again takes its place."""
    _KINDS[kind.name] = kind


def kinds() -> list[Kind]:
    """All columns, in order."""
    return sorted(_KINDS.values(), key=lambda kind: (kind.order, kind.name))


def what_touches() -> Touched:
    """Things by name of their kind and primary key of the competency. As many queries as the kinds need."""
    found: Touched = {}
    for kind in kinds():
        by_competency = found.setdefault(kind.name, {})
        for competency, thing in kind.pairs():
            by_competency.setdefault(competency, set()).add(thing)
    return found
