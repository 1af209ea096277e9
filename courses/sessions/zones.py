"""From a day and an hour on somebody's wall clock to a moment. Pure: no database, no clock."""

import datetime as dt
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """Clocks are put forward over this hour: nobody's clock shows it."""


class HourTwice(ValueError):
    """Clocks are put back over this hour: they show it twice, and it does not say which is meant."""


def moment_of(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """The moment, in UTC, at which clocks in `zone` show `time` on `day`. Raises NoSuchHour, HourTwice."""
    local = dt.datetime.combine(day, time, tzinfo=ZoneInfo(zone))
    first, second = (local.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    if first == second:
        return first
    if _shows(first, zone) != local.replace(tzinfo=None):
        raise NoSuchHour
    raise HourTwice


def _shows(moment: dt.datetime, zone: str) -> dt.datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
