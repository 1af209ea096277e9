"""What several observations of one skill come to: rules as data. Pure.

Points are ordered by when something was *observed*, then by key, never by when it was entered. What could not be
rated (`level` None) is left out, and is never a low level. Stale is not lost: the level stands and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low
from typing import Any, Literal

from lms.common.months import add_months

Method = Literal["latest", "highest", "n_of_last", "median", "decaying"]
METHODS: tuple[Method, ...] = ("latest", "highest", "n_of_last", "median", "decaying")


class RuleInvalid(ValueError):
    """The data is no rule of aggregation; the text names the field."""


@dataclass(frozen=True)
class Point:
    """One observation of one skill. `raters` and `vignette` are whatever tells one from another; `key` orders equals.

    `level` is what the raters agreed on, `each` what every one of them gave, where that is known.
    """

    observed_at: datetime
    level: int | None
    harm: bool = False
    raters: tuple[str, ...] = ("",)
    each: tuple[int, ...] = ()
    vignette: str = ""
    occasion: str = ""
    key: int = 0


@dataclass(frozen=True)
class Rule:
    """How points become one level, and when that is enough.

    `method`: *latest*, *highest*, *n_of_last* (the highest level that at least `n` of the last `k` reach), *median* (of
    all raters at the newest occasion, rounded down), *decaying* (the newest weighs `weight`, the rest share what is
    left, rounded down). `ratings`, `raters`, `vignettes`: so many different ones are asked for. `harm_free`: no harm
    in so many of the last. `stale_months`: 0 for never.
    """

    method: Method = "latest"
    n: int = 1
    k: int = 1
    weight: float = 0.65
    ratings: int = 1
    raters: int = 1
    vignettes: int = 1
    harm_free: int = 1
    stale_months: int = 0


def read_rule(data: Mapping[str, Any]) -> Rule:
    """The rule that these settings hold; what they leave out is as in `Rule`. Raises `RuleInvalid`."""
    known = Rule.__dataclass_fields__
    for name, value in data.items():
        if name not in known or not _makes_sense(name, value):
            raise RuleInvalid(name)
    rule = Rule(**data)
    if rule.n > rule.k:
        raise RuleInvalid("n")
    return rule


def _makes_sense(name: str, value: Any) -> bool:
    if name == "method":
        return value in METHODS
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if name == "weight":
        return 0 < value <= 1
    return isinstance(value, int) and value >= (0 if name in ("stale_months", "harm_free") else 1)


@dataclass(frozen=True)
class Standing:
    """What one skill comes to. `missing`: how many more ratings, raters and vignettes are asked for (0: none).

    `harm`: something harmful was seen in the last observations; `stale_since`: from when the evidence is old.
    """

    level: int | None
    harm: bool
    missing: Mapping[str, int]
    stale_since: datetime | None
    counted: int

    @property
    def enough(self) -> bool:
        return not any(self.missing.values())

    def reaches(self, level: int) -> bool:
        """Whether this counts as `level`: reached, often enough, not stale, and without harm lately."""
        return (self.level or 0) >= level and self.enough and not self.harm and self.stale_since is None


def standing(points: Iterable[Point], rule: Rule, now: datetime) -> Standing:
    """What these points come to at a moment."""
    ordered = sorted(points, key=lambda point: (point.observed_at, point.key))
    rated = [point for point in ordered if point.level is not None]
    lately = ordered[-rule.harm_free :] if rule.harm_free else []
    missing = {
        "ratings": max(0, rule.ratings - len(rated)),
        "raters": max(0, rule.raters - len({rater for point in rated for rater in point.raters})),
        "vignettes": max(0, rule.vignettes - len({point.vignette for point in rated})),
    }
    stale = add_months(rated[-1].observed_at, rule.stale_months) if rated else None
    return Standing(
        level=_level(rated, rule) if rated else None,
        harm=any(point.harm for point in lately),
        missing=missing,
        stale_since=stale if rule.stale_months and stale is not None and stale <= now else None,
        counted=len(rated),
    )


def _level(rated: Sequence[Point], rule: Rule) -> int | None:
    levels = [point.level for point in rated if point.level is not None]
    if rule.method == "latest":
        return levels[-1]
    if rule.method == "highest":
        return max(levels)
    if rule.method == "n_of_last":
        last = sorted(levels[-rule.k :], reverse=True)
        return last[rule.n - 1] if len(last) >= rule.n else min(last)
    if rule.method == "median":
        newest = rated[-1].occasion
        there = [point for point in rated if point.occasion == newest]
        return median_low([level for point in there for level in point.each or (point.level,) if level is not None])
    value = float(levels[0])
    for level in levels[1:]:
        value = (1 - rule.weight) * value + rule.weight * level
    # A rounding error must not cost a level.
    return int(value + 1e-9)
