from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.site.status import FRESH_FOR, Trust, line_status

DAY = date(2026, 11, 1)
dates = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 1, 1))
maybe = st.none() | dates


@pytest.mark.parametrize(
    ("source_checked", "last_verified", "verify_by", "after", "trust"),
    [
        (None, None, None, 0, Trust.UNCHECKED),
        (None, None, DAY, 900, Trust.UNCHECKED),
        (DAY, None, None, 0, Trust.SOURCE_ONLY),
        (DAY, None, None, 180, Trust.SOURCE_ONLY),
        (DAY, None, None, 181, Trust.STALE),
        (None, DAY, None, 180, Trust.VERIFIED),
        (None, DAY, None, 181, Trust.STALE),
        (None, DAY, DAY + timedelta(30), 30, Trust.VERIFIED),
        (None, DAY, DAY + timedelta(30), 31, Trust.STALE),
        (None, DAY, DAY + timedelta(900), 181, Trust.STALE),
    ],
)
def test_line_status_by_what_was_done_and_how_long_ago(source_checked, last_verified, verify_by, after, trust):
    status = line_status(
        source_checked=source_checked,
        last_verified=last_verified,
        verify_by=verify_by,
        today=DAY + timedelta(after),
    )
    assert status.trust is trust


@given(source_checked=maybe, last_verified=maybe, verify_by=maybe, today=dates)
def test_line_status_never_trusts_a_line_for_longer_than_it_is_fresh(source_checked, last_verified, verify_by, today):
    status = line_status(source_checked=source_checked, last_verified=last_verified, verify_by=verify_by, today=today)
    if status.can_be_relied_on:
        assert last_verified is not None
        assert today - last_verified <= FRESH_FOR
        assert verify_by is None or today <= verify_by
