"""How often somebody may ask, counted in the cache: enough to check a whole class, too little for guessing."""

from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most `times` within `seconds`, counted from the first."""

    name: str
    times: int
    seconds: int


LOOKUPS = Limit("verify-lookup", 60, 600)
NAMES_BY_ADDRESS = Limit("verify-name-address", 10, 600)
NAMES_BY_CERTIFICATE = Limit("verify-name-certificate", 60, 86_400)


def allows(limit: Limit, key: str) -> bool:
    """Count one more and say whether it is still within the limit."""
    name = f"{limit.name}:{key}"
    if cache.add(name, 1, timeout=limit.seconds):
        return True
    try:
        return cache.incr(name) <= limit.times
    except ValueError:
        # It ran out between the two calls: this one is the first of the next round.
        return True
