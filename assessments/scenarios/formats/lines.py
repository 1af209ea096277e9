"""On which line of its file a part of a story stands."""

from collections.abc import Iterable, Mapping
from typing import Any

# A short form stands on the line where the long one would.
SHORT = {"routes": "to"}


class Lines:
    """Lines of a story that was read from YAML; a mapping without lines is all on line 1."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def of(self, where: str) -> int:
        """The line of “nodes.n1.choices.a.tag”, or of the nearest part around it that is there."""
        line, found = int(getattr(self.data, "line", 1)), self.data
        for name in where.split(".") if where else []:
            below = _below(found, name)
            if below is None:
                break
            line, found = below
        return line

    def of_choice(self, node: str, choice: str = "") -> int:
        """The line of a node, or of a choice in it; of the list of nodes for one that has no name."""
        if not node:
            return 1
        return self.of(f"nodes.{node}.choices.{choice}" if choice else f"nodes.{node}")


def _below(found: Any, name: str) -> tuple[int, Any] | None:
    if isinstance(found, Mapping):
        key = name if name in found else SHORT.get(name, name)
        return (found.line_of(key) if hasattr(found, "line_of") else 1, found[key]) if key in found else None
    if isinstance(found, list):
        position = _position(found, name)
        if position is None:
            return None
        return (found.line_of(position) if hasattr(found, "line_of") else 1, found[position])
    return None


def _position(items: Iterable[Any], name: str) -> int | None:
    """Where in a list something stands: by its key, else by its number, from 1."""
    rows = list(items)
    keys = [one.get("key") if isinstance(one, Mapping) else None for one in rows]
    if name in keys:
        return keys.index(name)
    return int(name) - 1 if name.isdecimal() and 0 < int(name) <= len(rows) else None
