"""Lists inside a block, as a file writes them: Wagtail wraps every item in its type and its own id."""

from typing import Any


def without_wrapping(value: Any) -> Any:
    """The stored value with plain lists: [{"type": "item", "value": x, "id": …}] becomes [x], however deep."""
    if isinstance(value, dict):
        return {name: without_wrapping(one) for name, one in value.items()}
    if isinstance(value, list):
        return [without_wrapping(one["value"] if _is_wrapped(one) else one) for one in value]
    return value


def _is_wrapped(one: Any) -> bool:
    return isinstance(one, dict) and one.get("type") == "item" and "value" in one
