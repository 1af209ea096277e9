"""How far raters agree. Pure, in plain Python; levels are numbers from 1 to 4, rows are what was rated.

Sources: Shrout & Fleiss 1979 (intraclass correlation, two-way random, absolute agreement: ICC(2,1) and ICC(2,k));
Cohen 1968 (weighted kappa); Koo & Li 2016 (what an ICC is called). No coefficient is given without the number of rows
it rests on, and none where nothing varies: agreement in per cent says more there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, cast

Weights = Literal["quadratic", "linear", "none"]
Band = Literal["poor", "moderate", "good", "excellent"]
LEVELS = (1, 2, 3, 4)
# Below this many rows a coefficient comes with a caution.
FEW = 10


@dataclass(frozen=True)
class Coefficient:
    """A number between raters. `value` is None where it is not defined; `reason` then says why.

    `n`: rows that went in, `left_out`: rows with a gap, `k`: raters. `few`: too few rows to lean on.
    """

    value: float | None
    n: int
    k: int
    left_out: int = 0
    reason: Literal["", "few_rows", "no_variance"] = ""

    @property
    def few(self) -> bool:
        return self.n < FEW

    @property
    def band(self) -> Band | None:
        """What Koo & Li call it; None where it is not defined."""
        if self.value is None:
            return None
        return (
            "poor"
            if self.value < 0.5
            else "moderate"
            if self.value < 0.75
            else "good"
            if self.value <= 0.9
            else "excellent"
        )


@dataclass(frozen=True)
class MeanSquares:
    """Of a two-way analysis of variance: between rows, between raters, and what is left."""

    rows: float
    raters: float
    error: float


def complete(matrix: Iterable[Sequence[int | None]]) -> tuple[list[Sequence[int]], int]:
    """The rows in which every rater gave a level, and how many were left out."""
    rows = list(matrix)
    kept = [row for row in rows if None not in row]
    return cast("list[Sequence[int]]", kept), len(rows) - len(kept)


def mean_squares(matrix: Sequence[Sequence[float]]) -> MeanSquares:
    """Of a complete matrix, rows × raters, with at least two of each. Raises ValueError for a smaller one."""
    n, k = len(matrix), len(matrix[0]) if matrix else 0
    if n < 2 or k < 2:
        message = "at least two rows and two raters"
        raise ValueError(message)
    sums = list(map(sum, matrix))
    mean = sum(sums) / (n * k)
    # Equal rows are counted, not repeated: thousands of them hold few different ones.
    rows, levels = Counter(sums), Counter(chain.from_iterable(matrix))
    between_rows = k * sum(count * (one / k - mean) ** 2 for one, count in rows.items())
    between_raters = n * sum((sum(column) / n - mean) ** 2 for column in zip(*matrix, strict=True))
    total = sum(count * (level - mean) ** 2 for level, count in levels.items())
    rest = max(0.0, total - between_rows - between_raters)
    return MeanSquares(between_rows / (n - 1), between_raters / (k - 1), rest / ((n - 1) * (k - 1)))


def icc_single(matrix: Iterable[Sequence[int | None]]) -> Coefficient:
    """ICC(2,1): how well one rater's level stands for any other's."""
    return _icc(matrix, single=True)


def icc_average(matrix: Iterable[Sequence[int | None]]) -> Coefficient:
    """ICC(2,k): how well the mean of these raters stands for that of others."""
    return _icc(matrix, single=False)


def _icc(matrix: Iterable[Sequence[int | None]], *, single: bool) -> Coefficient:
    rows, left_out = complete(matrix)
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < 2 or k < 2:
        return Coefficient(None, n, k, left_out, "few_rows")
    squares = mean_squares(rows)
    between_raters = (squares.raters - squares.error) / n
    spread = squares.rows + between_raters
    if single:
        spread += (k - 1) * (squares.error + between_raters)
    # Everybody gave the same to everything, or the rows don't differ at all: nothing to tell apart.
    if spread <= 1e-12 or squares.rows <= 1e-12:
        return Coefficient(None, n, k, left_out, "no_variance")
    return Coefficient((squares.rows - squares.error) / spread, n, k, left_out)


def weighted_kappa(
    pairs: Sequence[tuple[int, int]], weights: Weights = "quadratic", levels: Sequence[int] = LEVELS
) -> Coefficient:
    """Agreement of two raters beyond chance; a difference of two levels weighs more than one of one, unless "none"."""
    n, place = len(pairs), {level: number for number, level in enumerate(levels)}
    if n < 2:
        return Coefficient(None, n, 2, reason="few_rows")
    ones, others = _shares(pairs, 0, place), _shares(pairs, 1, place)
    span = max(1, len(levels) - 1)
    apart = sum(_weight(place[a] - place[b], span, weights) for a, b in pairs) / n
    by_chance = sum(
        share * other * _weight(a - b, span, weights) for a, share in enumerate(ones) for b, other in enumerate(others)
    )
    if by_chance <= 1e-12:
        return Coefficient(None, n, 2, reason="no_variance")
    return Coefficient(1 - apart / by_chance, n, 2)


def _shares(pairs: Sequence[tuple[int, int]], side: int, place: dict[int, int]) -> list[float]:
    counts = [0] * len(place)
    for pair in pairs:
        counts[place[pair[side]]] += 1
    return [count / len(pairs) for count in counts]


def _weight(apart: int, span: int, weights: Weights) -> float:
    if weights == "none":
        return float(apart != 0)
    share = abs(apart) / span
    return share * share if weights == "quadratic" else share


def exact_agreement(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Share of pairs with the same level; None without pairs."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def within_one(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Share of pairs at most one level apart; None without pairs."""
    return sum(abs(a - b) <= 1 for a, b in pairs) / len(pairs) if pairs else None


@dataclass(frozen=True)
class HarmAgreement:
    """Harmful behaviours found and missed, against a reference; `false` were ticked and are not there."""

    planted: int
    found: int
    false: int

    @property
    def sensitivity(self) -> float | None:
        """Share of what is there that was found; None where nothing is there."""
        return self.found / self.planted if self.planted else None


def harm_agreement(reference: Iterable[str], ticked: Iterable[str]) -> HarmAgreement:
    """Counted for each harmful behaviour by itself. Add the performance to the code where there are several."""
    there, seen = set(reference), set(ticked)
    return HarmAgreement(len(there), len(there & seen), len(seen - there))


def severity(pairs: Sequence[tuple[int, int]], last: int | None = None) -> float | None:
    """Mean of (rater - reference) over the `last` pairs, the oldest first: lenient above 0. None without pairs."""
    recent = pairs[-last:] if last else pairs
    return sum(a - b for a, b in recent) / len(recent) if recent else None


def never_varies(levels: Sequence[int | None], at_least: int) -> bool:
    """Whether a rater gave the same level to everything, over at least so many ratings."""
    given = [level for level in levels if level is not None]
    return len(given) >= at_least and len(set(given)) == 1
