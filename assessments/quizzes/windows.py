"""From when to when a quiz can be taken. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Window:
    """`opens` and `closes` are moments with a zone; None where there is no such end."""

    opens: datetime | None = None
    closes: datetime | None = None

    def before(self, now: datetime) -> bool:
        return self.opens is not None and now < self.opens

    def after(self, now: datetime) -> bool:
        return self.closes is not None and now >= self.closes


def window_of(settings: Mapping[str, Any], later: timedelta = timedelta(0)) -> Window:
    """The window in a version's settings (ISO 8601); `later`: how much longer it stays open for this learner."""
    opens, closes = settings.get("opens_at"), settings.get("closes_at")
    return Window(
        datetime.fromisoformat(opens) if opens else None,
        datetime.fromisoformat(closes) + later if closes else None,
    )
