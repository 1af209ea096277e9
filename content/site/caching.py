"""What every page shows is read once and kept until an editor changes it."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

BRANDING = "content.branding"
CRISIS = "content.crisis"
# Processes that share no cache (several workers without Redis) see each other's changes after this time.
SECONDS = 300

Kept = TypeVar("Kept")


def kept(key: str, read: Callable[[], Kept]) -> Kept:
    """The kept value, or what `read` gives, which is then kept."""
    value: Kept | None = cache.get(key)
    if value is None:
        value = read()
        cache.set(key, value, SECONDS)
    return value


def forget() -> None:
    """Drop everything kept here; the next page reads it again."""
    cache.delete_many([BRANDING, CRISIS])
