"""Means, spreads and correlations from sums of whole numbers. Pure.

Sums are exact, so that "no spread at all" is exactly nothing, and never a tiny number that a division blows up. What
can't be known is None: a spread of one, a correlation with something that never differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Exact = int | Fraction


@dataclass(frozen=True)
class Pairs:
    """Sums over pairs (x, y): how many, of x, of x², of y, of y², of xy."""

    n: int
    x: Exact
    xx: Exact
    y: Exact
    yy: Exact
    xy: Exact


def mean(n: int, total: Exact) -> float | None:
    """The mean of `n` values that add up to `total`."""
    return float(Fraction(total) / n) if n else None


def deviation(n: int, total: Exact, squares: Exact) -> float | None:
    """The sample's standard deviation (n − 1) from the sum of the values and of their squares."""
    return sqrt(float(Fraction(n * squares - total * total) / (n * (n - 1)))) if n > 1 else None


def correlation(pairs: Pairs) -> float | None:
    """Pearson's r, from −1 to 1; None for fewer than two pairs, or where one of both never differs."""
    spread_x = pairs.n * pairs.xx - pairs.x * pairs.x
    spread_y = pairs.n * pairs.yy - pairs.y * pairs.y
    if pairs.n < 2 or not spread_x or not spread_y:
        return None
    r = float(pairs.n * pairs.xy - pairs.x * pairs.y) / (sqrt(spread_x) * sqrt(spread_y))
    return max(-1.0, min(1.0, r))


def on_one_scale(parts: Mapping[int, Pairs]) -> Pairs:
    """Pairs whose y are sums of so many parts (the keys) together, each y as the mean of its parts."""
    rows = list(parts.items())
    if len(rows) == 1:
        return rows[0][1]
    return Pairs(
        n=sum(one.n for _size, one in rows),
        x=sum(one.x for _size, one in rows),
        xx=sum(one.xx for _size, one in rows),
        y=sum((Fraction(one.y, size) for size, one in rows), Fraction(0)),
        yy=sum((Fraction(one.yy, size * size) for size, one in rows), Fraction(0)),
        xy=sum((Fraction(one.xy, size) for size, one in rows), Fraction(0)),
    )


def median(values: Sequence[float]) -> float | None:
    """The middle one; the mean of the two in the middle where there are two."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
