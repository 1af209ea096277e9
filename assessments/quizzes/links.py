"""Where a lesson to read again stands is not ours to know: whoever places quizzes says so here, at `ready()`."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


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


# Takes lesson slugs, the attempt's placement, the learner's primary key and a moment; gives the slugs opened since.
Reader = Callable[[Iterable[str], uuid.UUID, int, datetime], set[str]]

_READERS: list[Reader] = []


def register_reread_reader(reader: Reader) -> None:
    """Add somebody who knows which lessons a learner has opened since a moment."""
    if reader not in _READERS:
        _READERS.append(reader)


def lessons_read_since(slugs: Iterable[str], placement: uuid.UUID, learner_id: int, since: datetime) -> set[str]:
    """Which of these lessons the learner has opened since; no query when there is nothing to look up."""
    wanted = set(slugs)
    found: set[str] = set()
    for reader in _READERS if wanted else ():
        found |= reader(sorted(wanted), placement, learner_id, since)
    return found
