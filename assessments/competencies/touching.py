"""What programmes ask of a competency is not ours to know: whoever has programmes says so here, at `ready()`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assessments.competencies.models import CompetencyRecord


@dataclass(frozen=True)
class Asked:
    """One thing that a programme in force asks for.

    `met`: whether these standing records of one person, oldest first, are enough, if it were asked of the competency
    with that primary key. `holders`: primary keys of those who hold the programme's award now.
    """

    programme: str
    words: str
    competency_id: int
    met: Callable[[Sequence[CompetencyRecord], int], bool]
    holders: frozenset[int]


Finder = Callable[[Collection[int]], list[Asked]]

_FINDERS: list[Finder] = []


def register_requirement_finder(finder: Finder) -> None:
    """Add somebody who knows programmes. Called with primary keys of competencies, in a fixed number of queries."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def asked_of(competencies: Collection[int]) -> list[Asked]:
    """All that is asked of these competencies."""
    return [one for finder in _FINDERS for one in finder(competencies)] if competencies else []
