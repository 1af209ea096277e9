import datetime as dt

import pytest

from assessments.quizzes.tries import Tries, tries_now

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(hours=24)


@pytest.mark.parametrize(
    ("used", "per_round", "pause", "later", "expected"),
    [
        (0, 2, 24, dt.timedelta(), Tries(2)),
        (1, 2, 24, dt.timedelta(), Tries(1)),
        (2, 2, 24, dt.timedelta(hours=23), Tries(0, NOON + DAY)),
        (2, 2, 24, DAY, Tries(2)),
        (3, 2, 24, dt.timedelta(), Tries(1)),
        (2, 3, 24, dt.timedelta(), Tries(1)),
        (2, 2, 0, DAY * 30, Tries(0)),
    ],
)
def test_tries_come_in_rounds_with_a_pause_between(used, per_round, pause, later, expected):
    got = tries_now(used=used, per_round=per_round, pause_hours=pause, last_finished=NOON, now=NOON + later)
    assert got == expected
