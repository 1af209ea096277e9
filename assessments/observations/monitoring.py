"""How far one rater agrees with those who rated beside them. Pure: sheets in, figures out, no words.

All of it rests on the sheets as they were first handed in, when nobody had seen another's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Literal

from assessments.calibration.agreement import (
    FEW,
    Coefficient,
    exact_agreement,
    icc_average,
    icc_single,
    never_varies,
    severity,
    weighted_kappa,
    within_one,
)
from assessments.calibration.certifying import DriftTerms

# Where no rules for raters are in force.
USUAL = DriftTerms()
Leaning = Literal["", "lenient", "strict", "neither"]


@dataclass(frozen=True)
class Sheet:
    """What one rater first handed in about one trainee; `levels` as in `RatingSheet`."""

    levels: Mapping[str, Mapping[str, Any]]
    harms: frozenset[str]
    handed_in: datetime


@dataclass(frozen=True)
class DoubleRating:
    """One observation with the rater's own sheet and those from beside them."""

    observation: int
    own: Sheet
    others: Sequence[Sheet]
    held_at: datetime | None = None

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Own level and the other's, of each skill that both gave one."""
        found = []
        for other in self.others:
            for code, row in self.own.levels.items():
                one, two = row["level"], other.levels.get(code, {}).get("level")
                if one is not None and two is not None:
                    found.append((one, two))
        return found


@dataclass(frozen=True)
class Override:
    """A level that the rater set themself, against the one that the ticks come to."""

    observation: int
    code: str
    computed: int | None
    level: int | None
    reason: str


@dataclass(frozen=True)
class Figures:
    """A rater's figures. `double`: observations, `pairs`: pairs of levels; shares are from 0 to 1, None without pairs.

    `drift`: levels above or below the others on average, over `recent` of the newest `terms.ratings`; `only_other`:
    harmful behaviours that the other saw and they did not; `turnaround`: the middle of all.
    """

    double: int
    pairs: int
    exact: float | None
    near: float | None
    quadratic: Coefficient
    linear: Coefficient
    single: Coefficient
    average: Coefficient
    drift: float | None
    recent: int
    terms: DriftTerms
    always: int | None
    only_other: int
    only_own: int
    both_saw: int
    overrides: Sequence[Override]
    turnaround: timedelta | None
    timed: int

    @property
    def few(self) -> bool:
        """Too little to lean on."""
        return min(self.double, self.pairs) < FEW

    @property
    def leaning(self) -> Leaning:
        if self.drift is None:
            return ""
        far = self.terms.levels
        return "lenient" if self.drift >= far else "strict" if self.drift <= -far else "neither"


def figures_of(ratings: Sequence[DoubleRating], terms: DriftTerms = USUAL) -> Figures:
    """Everything about one rater; `ratings` the oldest first."""
    pairs = [pair for rating in ratings for pair in rating.pairs]
    recent = [pair for rating in ratings[-terms.ratings :] for pair in rating.pairs]
    given, beside = [own for own, _other in pairs], [other for _own, other in pairs]
    flat = never_varies(given, 2) or never_varies(beside, 2)
    harms = [(rating.own.harms, other.harms) for rating in ratings for other in rating.others]
    times = [max(0.0, (one.own.handed_in - one.held_at).total_seconds()) for one in ratings if one.held_at]
    return Figures(
        double=len(ratings),
        pairs=len(pairs),
        exact=exact_agreement(pairs),
        near=within_one(pairs),
        quadratic=undefined(pairs) if flat else weighted_kappa(pairs),
        linear=undefined(pairs) if flat else weighted_kappa(pairs, "linear"),
        single=undefined(pairs) if flat else icc_single(pairs),
        average=undefined(pairs) if flat else icc_average(pairs),
        drift=severity(recent),
        recent=min(len(ratings), terms.ratings),
        terms=terms,
        always=given[0] if never_varies(given, 2) else None,
        only_other=sum(len(other - own) for own, other in harms),
        only_own=sum(len(own - other) for own, other in harms),
        both_saw=sum(len(own & other) for own, other in harms),
        overrides=[override for rating in reversed(ratings) for override in overrides_in(rating)],
        turnaround=timedelta(seconds=median(times)) if times else None,
        timed=len(times),
    )


def undefined(pairs: Sequence[tuple[int, int]]) -> Coefficient:
    """Of pairs in which one side gave the same to everything: whatever a formula gives there says nothing."""
    return Coefficient(None, len(pairs), 2, reason="no_variance")


def overrides_in(rating: DoubleRating) -> list[Override]:
    """Where the rater's own level is another than the one that the ticks came to."""
    return [
        Override(rating.observation, code, row["computed"], row["level"], row.get("reason", ""))
        for code, row in rating.own.levels.items()
        if row["computed"] != row["level"]
    ]
