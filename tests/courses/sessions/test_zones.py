import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.sessions.zones import HourTwice, NoSuchHour, moment_of

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")


def test_an_hour_is_meant_in_its_zone() -> None:
    moment = moment_of(dt.date(2027, 7, 1), dt.time(18, 0), "Asia/Kathmandu")
    assert moment == dt.datetime(2027, 7, 1, 12, 15, tzinfo=dt.UTC)


def test_an_hour_that_clocks_skip_is_refused() -> None:
    with pytest.raises(NoSuchHour):
        moment_of(dt.date(2027, 3, 28), dt.time(2, 30), "Europe/Berlin")
    assert moment_of(dt.date(2027, 3, 28), dt.time(3, 0), "Europe/Berlin").hour == 1


def test_an_hour_that_clocks_show_twice_is_refused() -> None:
    with pytest.raises(HourTwice):
        moment_of(dt.date(2027, 10, 31), dt.time(2, 30), "Europe/Berlin")
    assert moment_of(dt.date(2027, 10, 31), dt.time(2, 30), "UTC").hour == 2


@given(st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_what_is_taken_is_what_clocks_show(day: dt.date, time: dt.time, zone: str) -> None:
    try:
        moment = moment_of(day, time, zone)
    except (NoSuchHour, HourTwice):
        return
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == dt.datetime.combine(day, time)
