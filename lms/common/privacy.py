"""The registry of personal data. Each app declares in its `privacy.py`; `lms.privacy` exports and erases over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

Erasure = Literal["delete", "pseudonymise", "keep"]


@dataclass(frozen=True)
class PersonalData:
    """What one model holds about a person.

    `model` is "app_label.Model"; `user_field` the look-up from it to the user (e.g. "attempt__learner").
    `fields` are exported, in this order. `erase`: *delete* the rows, *pseudonymise* (keep the row, blank
    `blank` fields; the user row itself is pseudonymised), or *keep* as it is, with the reason in `retention`.
    `told_when` narrows what is exported (look-ups): what the person is not told yet, e.g. a result before its release.
    `other_user_fields` are further references to users (e.g. who recorded it) that this declaration answers for.
    """

    model: str
    user_field: str
    holds: "str | Promise"
    purpose: "str | Promise"
    retention: "str | Promise"
    fields: tuple[str, ...]
    erase: Erasure
    blank: dict[str, Any] = field(default_factory=dict)
    other_user_fields: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    on_erase: Callable[[Any], None] | None = None
    told_when: dict[str, Any] = field(default_factory=dict)


_REGISTRY: dict[str, PersonalData] = {}


def register(*declarations: PersonalData) -> None:
    """Add declarations; a model is declared once."""
    for declaration in declarations:
        if declaration.model.lower() in _REGISTRY:
            message = f"{declaration.model} is declared twice"
            raise ValueError(message)
        _REGISTRY[declaration.model.lower()] = declaration


def declarations() -> Iterator[PersonalData]:
    """All declarations, in the order they were made (lower apps first)."""
    yield from _REGISTRY.values()


def declaration_for(model_label: str) -> PersonalData | None:
    return _REGISTRY.get(model_label.lower())
