import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.blocks.charts import MARGIN, Interval, chart, charts, decimals_of

numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda n: round(n, 3))
intervals = st.tuples(numbers, numbers, numbers).map(sorted).map(lambda n: Interval("x", n[1], n[0], n[2]))


@given(st.lists(intervals, min_size=1, max_size=6))
def test_chart_keeps_everything_on_the_scale_in_order(rows):
    drawn = chart("g", rows)
    assert MARGIN <= drawn.zero <= 100 - MARGIN
    for bar in drawn.bars:
        assert MARGIN - 0.01 <= bar.x_low <= bar.x <= bar.x_high <= 100 - MARGIN + 0.01
    assert [tick.x for tick in drawn.ticks] == sorted(tick.x for tick in drawn.ticks)
    assert sum(tick.zero for tick in drawn.ticks) == 1
    assert 2 <= len(drawn.ticks) <= 8


@pytest.mark.parametrize(("low", "high", "crosses"), [(0.11, 0.27, False), (-0.39, 0.71, True), (-0.5, -0.1, False)])
def test_chart_puts_zero_inside_only_an_interval_that_holds_it(low, high, crosses):
    drawn = chart("g", [Interval("x", (low + high) / 2, low, high)])
    bar = drawn.bars[0]
    assert (bar.x_low < drawn.zero < bar.x_high) is crosses


def test_chart_of_an_estimate_without_interval_has_only_its_dot():
    bar = chart("g", [Interval("x", 0.0)]).bars[0]
    assert (bar.x_low, bar.x_high) == (None, None)


def test_charts_gives_each_measure_its_own_scale_in_order():
    drawn = charts([("g", Interval("a", 0.2)), ("points", Interval("b", 16.7)), ("g", Interval("c", 0.1))])
    assert [(one.measure, [bar.interval.label for bar in one.bars]) for one in drawn] == [
        ("g", ["a", "c"]),
        ("points", ["b"]),
    ]


@pytest.mark.parametrize(("value", "decimals"), [(0.19, 2), (11.0, 0), (-0.5, 1), (0.1234, 3)])
def test_decimals_of_counts_what_was_given(value, decimals):
    assert decimals_of(value) == decimals
