"""What an award is worth on a day, worked out from its events. Pure: no database, no clock."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from certificates.awards.choices import AwardStatus, EventKind

# What ends an award for good. The first of these that stands among the events wins, whatever came later.
FINAL = (
    (EventKind.REVOKED, AwardStatus.REVOKED),
    (EventKind.WITHDRAWN, AwardStatus.WITHDRAWN),
    (EventKind.REPLACED, AwardStatus.REPLACED),
)


class Event(Protocol):
    """What this module reads of an `AwardEvent`."""

    kind: str
    data: dict[str, Any]


def status(events: Iterable[Event], valid_until: date | None, on: date) -> AwardStatus:
    """The status of an award on a day.

    `events` in the order they happened; `valid_until` is the last day it counts (None: for good). Revoked beats
    given back beats replaced, whatever else happened. A suspension holds until it is reinstated, also past the last
    day. Otherwise the date decides; the last day itself still counts.
    """
    events = list(events)
    kinds = {event.kind for event in events}
    for kind, final in FINAL:
        if kind in kinds:
            return final
    if is_suspended(events):
        return AwardStatus.SUSPENDED
    until = last_day(events, valid_until)
    return AwardStatus.EXPIRED if until is not None and on > until else AwardStatus.VALID


def is_suspended(events: Iterable[Event]) -> bool:
    """Whether the newest of suspended and reinstated is a suspension."""
    suspended = False
    for event in events:
        if event.kind in (EventKind.SUSPENDED, EventKind.REINSTATED):
            suspended = event.kind == EventKind.SUSPENDED
    return suspended


def last_day(events: Iterable[Event], valid_until: date | None) -> date | None:
    """The last day an award counts, after extensions (`data["valid_until"]` of each, an ISO date)."""
    for event in events:
        if event.kind == EventKind.EXTENDED:
            valid_until = date.fromisoformat(event.data["valid_until"])
    return valid_until
