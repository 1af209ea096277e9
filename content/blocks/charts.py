"""Where things stand in a chart of intervals. No Django, no HTML: numbers in, positions in percent out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TICKS_WANTED = 5
# Nice steps between ticks, times a power of ten.
STEPS = (1, 2, 2.5, 5, 10)
MAX_DECIMALS = 3
# Room at both ends, in percent of the width, so that dots and the words of the axis are not cut.
MARGIN = 6.0


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its interval, where these are known."""

    label: str
    estimate: float
    low: float | None = None
    high: float | None = None
    source: str = ""


@dataclass(frozen=True)
class Bar:
    """An interval in its place; `x…` are percent of the width. None where there is no interval."""

    interval: Interval
    x: float
    x_low: float | None
    x_high: float | None
    decimals: int


@dataclass(frozen=True)
class Tick:
    value: float
    x: float
    decimals: int
    zero: bool


@dataclass(frozen=True)
class Chart:
    """Intervals of one measure on one scale that always holds zero."""

    measure: str
    bars: list[Bar]
    ticks: list[Tick]
    zero: float


def decimals_of(value: float) -> int:
    """How many decimals a number was given with, at most three: 0.19 gives 2, 11.0 gives 0."""
    text = f"{value:.{MAX_DECIMALS}f}".rstrip("0").rstrip(".")
    return len(text.partition(".")[2])


def tick_step(low: float, high: float) -> float:
    """The step, one, two, two and a half or five times a power of ten, that gives about five ticks."""
    rough = (high - low) / TICKS_WANTED
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))


def chart(measure: str, intervals: Sequence[Interval]) -> Chart:
    """Lays the intervals out on a common scale from below the lowest to above the highest, zero included."""
    numbers = [0.0]
    for interval in intervals:
        numbers += [n for n in (interval.low, interval.estimate, interval.high) if n is not None]
    low, high = min(numbers), max(numbers)
    if low == high:
        high = low + 1
    step = tick_step(low, high)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    start, span = first * step, (last - first) * step

    def place(value: float) -> float:
        return round(MARGIN + (value - start) / span * (100 - 2 * MARGIN), 2)

    decimals = max(decimals_of(n) for n in numbers)
    return Chart(
        measure=measure,
        bars=[
            Bar(
                interval=interval,
                x=place(interval.estimate),
                x_low=None if interval.low is None else place(interval.low),
                x_high=None if interval.high is None else place(interval.high),
                decimals=decimals,
            )
            for interval in intervals
        ],
        ticks=[
            Tick(value=n * step, x=place(n * step), decimals=decimals_of(step), zero=n == 0)
            for n in range(first, last + 1)
        ],
        zero=place(0.0),
    )


def charts(rows: Sequence[tuple[str, Interval]]) -> list[Chart]:
    """One chart per measure, in the order in which the measures first occur: they share no scale."""
    by_measure: dict[str, list[Interval]] = {}
    for measure, interval in rows:
        by_measure.setdefault(measure, []).append(interval)
    return [chart(measure, intervals) for measure, intervals in by_measure.items()]
