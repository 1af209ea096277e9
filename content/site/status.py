"""How far a crisis line may be relied on. No Django, no database: dates in, an answer out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FRESH_FOR = timedelta(days=180)


class Trust(StrEnum):
    VERIFIED = "verified"  # tried by a named person, not long ago
    STALE = "stale"  # tried once, or compared with a source once, but that is too long ago
    SOURCE_ONLY = "source_only"  # compared with a public source, never tried by us
    UNCHECKED = "unchecked"  # neither


@dataclass(frozen=True)
class LineStatus:
    """`due`: the day after which it counts as stale; None where nothing was ever checked."""

    trust: Trust
    due: date | None

    @property
    def can_be_relied_on(self) -> bool:
        return self.trust is Trust.VERIFIED

    @property
    def is_stale(self) -> bool:
        return self.trust is Trust.STALE


def line_status(
    *, source_checked: date | None, last_verified: date | None, verify_by: date | None, today: date
) -> LineStatus:
    """The status on `today`: stale after `verify_by`, and never later than 180 days after the last look at it."""
    looked_at = last_verified or source_checked
    if looked_at is None:
        return LineStatus(Trust.UNCHECKED, verify_by)
    due = min(looked_at + FRESH_FOR, verify_by or date.max)
    if today > due:
        return LineStatus(Trust.STALE, due)
    return LineStatus(Trust.VERIFIED if last_verified else Trust.SOURCE_ONLY, due)
