"""Where a skill can be practised is not all ours to know: whoever teaches it says so here, at `ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class NextLink:
    """Something to do about a skill: its local address, its title, and a word on what it is, e.g. "Lesson"."""

    url: str
    title: str
    kind: str


# Takes codes of competencies and the learner's primary key; leaves out what it does not know.
Resolver = Callable[[Iterable[str], int], dict[str, list[NextLink]]]

_RESOLVERS: list[Resolver] = []


def register_practice_resolver(resolver: Resolver) -> None:
    """Add a way from competencies to something to do about them. They are listed in the order of registration."""
    if resolver not in _RESOLVERS:
        _RESOLVERS.append(resolver)


def practice_links(codes: Iterable[str], learner_id: int) -> dict[str, list[NextLink]]:
    """Code → what to do about it; asks nobody when there is nothing to look up."""
    wanted = sorted(set(codes))
    found: dict[str, list[NextLink]] = {code: [] for code in wanted}
    for resolver in _RESOLVERS if wanted else ():
        for code, links in resolver(wanted, learner_id).items():
            found[code].extend(links)
    return found
