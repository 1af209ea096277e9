"""What an accommodation can be for alone, e.g. one quiz. What there is, apps above say at `ready()`."""

from collections.abc import Callable, Collection
from uuid import UUID

# Gives {uuid: name} of what can be chosen now (`None`), or of these, whether they can still be chosen or not.
Scopes = Callable[[Collection[UUID] | None], dict[UUID, str]]

_SCOPES: list[Scopes] = []


def register_scopes(scopes: Scopes) -> None:
    """Add things that an accommodation can be for."""
    if scopes not in _SCOPES:
        _SCOPES.append(scopes)


def scopes_to_choose() -> dict[UUID, str]:
    """Everything an accommodation can be for alone: {uuid: name}."""
    return {uuid: name for scopes in _SCOPES for uuid, name in scopes(None).items()}


def names_of(uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these; no query when there are none."""
    return {uuid: name for scopes in _SCOPES if uuids for uuid, name in scopes(uuids).items()}
