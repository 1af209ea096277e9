"""Where things stand in the charts of the statistics. Pure: numbers in, percents of width and height out.

Percents, so that a chart fits any width and its words keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

# Room for the words of the axes, in percent.
LEFT, RIGHT, TOP, BOTTOM = 8.0, 4.0, 8.0, 13.0
# A field of points reaches from here to there at least, so that two charts look alike.
LOWEST, HIGHEST = -0.2, 0.8
STEP = 0.2
# More labels than this do not fit beside each other on a phone.
MOST_LABELS = 11


@dataclass(frozen=True)
class Dot:
    """A question in the field: its number in the table, and whether something about it stands out."""

    number: int
    x: float
    y: float
    marked: bool


@dataclass(frozen=True)
class Mark:
    """A line across the chart with its value."""

    at: float
    label: float
    zero: bool = False


@dataclass(frozen=True)
class Field:
    """Facility to the right, discrimination upwards."""

    dots: list[Dot]
    columns: list[Mark]
    rows: list[Mark]


@dataclass(frozen=True)
class Column:
    """A bar of the distribution; `label` is empty where there is no room for it. `met` from the pass mark on."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    n: int
    label: str
    met: bool


def across(share: float) -> float:
    """A share of the width between the margins, in percent of the whole."""
    return round(LEFT + share * (100 - LEFT - RIGHT), 2)


def upwards(share: float) -> float:
    """A share of the height between the margins, counted from below, in percent of the whole from above."""
    return round(100 - BOTTOM - share * (100 - TOP - BOTTOM), 2)


def field(points: Sequence[tuple[int, float, float, bool]]) -> Field:
    """Points (number, facility 0–1, discrimination −1–1, stands out) in a field that holds them all, zero included."""
    values = [LOWEST, HIGHEST, *(y for _number, _x, y, _marked in points)]
    low, high = floor(min(values) / STEP + 1e-9), ceil(max(values) / STEP - 1e-9)

    def place(value: float) -> float:
        return upwards((value / STEP - low) / (high - low))

    return Field(
        dots=[Dot(number, across(x), place(y), marked) for number, x, y, marked in points],
        columns=[Mark(across(n * STEP), round(n * STEP, 1)) for n in range(6)],
        rows=[Mark(place(n * STEP), round(n * STEP, 1), zero=n == 0) for n in range(low, high + 1)],
    )


def columns(bands: Sequence[tuple[float, int, str]], *, met_from: float | None) -> list[Column]:
    """Bars (lowest score, how many, label) side by side; the highest fills the height."""
    highest = max((n for _low, n, _label in bands), default=0) or 1
    width = 1 / max(len(bands), 1)
    every = ceil(len(bands) / MOST_LABELS)
    return [
        Column(
            x=across((place + 0.1) * width),
            y=upwards(n / highest),
            width=round(0.8 * width * (100 - LEFT - RIGHT), 2),
            height=round(n / highest * (100 - TOP - BOTTOM), 2),
            middle=across((place + 0.5) * width),
            above=round(upwards(n / highest) - 4, 2),
            n=n,
            label="" if place % every else label,
            met=met_from is not None and low >= met_from,
        )
        for place, (low, n, label) in enumerate(bands)
    ]
