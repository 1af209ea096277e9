"""Whom somebody teaches together is not ours to know: whoever does says so here, at `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from lms.people.models import User

# As many can be watched at once; more than that nobody can follow.
FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Group:
    """People who learn together, by primary key; `title` is what their supervisors call them."""

    key: UUID
    title: str
    people: frozenset[int]


# Takes whoever asks; gives the groups that they may look at.
Resolver = Callable[[User], list[Group]]

_RESOLVERS: list[Resolver] = []


def register_group_resolver(resolver: Resolver) -> None:
    """Add somebody who knows groups. They are listed in the order of registration."""
    if resolver not in _RESOLVERS:
        _RESOLVERS.append(resolver)


def groups_for(user: User) -> list[Group]:
    """The groups that `user` may look at and that somebody is in."""
    return [group for resolver in _RESOLVERS for group in resolver(user) if group.people]
