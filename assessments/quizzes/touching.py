"""Which awards rest on a result is not ours to know: whoever makes awards says so here, at `ready()`."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Lost:
    """A result that would no longer be met: whose, knowledge of which competencies (primary keys), placed where."""

    learner_id: int
    competencies: frozenset[int]
    placement: uuid.UUID


@dataclass(frozen=True)
class TouchedAward:
    """An award in force that rests on such a result. `url` is the page on which people decide about it."""

    learner_id: int
    holder: str
    title: str
    url: str


Finder = Callable[[Sequence[Lost]], list[TouchedAward]]

_FINDERS: list[Finder] = []


def register_award_finder(finder: Finder) -> None:
    """Add somebody who knows awards. Nothing here ever changes one: they are listed, for people to decide."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def awards_touched(lost: Sequence[Lost]) -> list[TouchedAward]:
    """The awards that rest on what would be lost; asks nobody when nothing would be."""
    return [award for finder in _FINDERS for award in finder(lost)] if lost else []
