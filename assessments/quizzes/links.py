"""Where a lesson to read again stands is not ours to know: whoever places quizzes says so here, at `ready()`."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class LessonLink:
    """A lesson to read again: its local address and its title."""

    url: str
    title: str


# Takes lesson slugs (a question's `reread`) and the attempt's placement; leaves out what it does not know.
Resolver = Callable[[Iterable[str], uuid.UUID], dict[str, LessonLink]]

_RESOLVERS: list[Resolver] = []


def register_reread_resolver(resolver: Resolver) -> None:
    """Add a way from lesson slugs to links. A later one fills in what earlier ones did not know."""
    if resolver not in _RESOLVERS:
        _RESOLVERS.append(resolver)


def reread_links(slugs: Iterable[str], placement: uuid.UUID) -> dict[str, LessonLink]:
    """Slug → link for every slug that somebody knows; no query when there is nothing to look up."""
    wanted = {slug for slug in slugs if slug}
    found: dict[str, LessonLink] = {}
    for resolver in _RESOLVERS:
        missing = wanted - found.keys()
        if missing:
            found.update(resolver(sorted(missing), placement))
    return found
