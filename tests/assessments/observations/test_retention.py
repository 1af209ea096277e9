"""Until when a recording is kept."""

import datetime as dt

from assessments.observations.retention import deletion_day

ADDED = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def day(finals):
    return (deletion_day(ADDED, finals, keep_days=90, longest_days=180) - ADDED).days


def after(days):
    return ADDED + dt.timedelta(days=days)


def test_so_long_after_the_last_result_is_final():
    assert day([after(10)]) == 100
    assert day([after(10), after(30)]) == 120


def test_never_longer_than_the_longest_however_late_a_result_is():
    assert day([after(120)]) == 180
    assert day([after(10), None]) == 180
    assert day([None]) == 180


def test_at_once_where_nothing_comes_of_it():
    assert day([]) == 0
