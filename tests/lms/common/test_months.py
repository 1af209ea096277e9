"""Months of the calendar."""

from datetime import UTC, date, datetime

import pytest

from lms.common.months import add_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), 3, datetime(2027, 2, 28, 23, 59, tzinfo=UTC)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
