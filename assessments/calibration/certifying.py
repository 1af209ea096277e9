"""When somebody may rate what counts: conditions as data, each with what was found. Pure."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from assessments.calibration.agreement import Coefficient, HarmAgreement


class RuleInvalid(ValueError):
    """The data is no rule for raters; the text names the field."""


@dataclass(frozen=True)
class RaterRule:
    """What a rater has to show against the reference, and for how long it holds.

    Shares are from 0 to 1. `valid_ratings`: so many counted ratings later a refresher is due, even before its months
    are over; `refresher_performances` is what that asks for. `drift_from`: how many levels above or below the others on
    average, over the last `drift_ratings` double ratings, are called lenient or strict. `signatures`: how many named
    reviewers it takes until a reference is theirs.
    """

    performances_at_least: int
    icc_at_least: float
    exact_share: float
    within_one_share: float
    harms_found_share: float
    false_harms_at_most: int
    valid_months: int
    valid_ratings: int
    refresher_performances: int
    drift_ratings: int = 20
    drift_from: float = 0.25
    signatures: int = 2


@dataclass(frozen=True)
class DriftTerms:
    """Over how many of the newest double ratings somebody is called lenient or strict, and from how many levels."""

    ratings: int = RaterRule.drift_ratings
    levels: float = RaterRule.drift_from


# What may stand in rules besides whole numbers and shares: a distance in levels.
LEVELS_APART = "drift_from"


def read_rule(data: Mapping[str, Any]) -> RaterRule:
    """The rule that these settings hold. Raises `RuleInvalid` for a missing, unknown or senseless one."""
    usual = {field.name: None if field.default is MISSING else field.default for field in fields(RaterRule)}
    unknown = sorted(set(data) - set(usual))
    if unknown:
        raise RuleInvalid(unknown[0])
    said = {**usual, **data}
    for name, value in said.items():
        is_share = name == "icc_at_least" or name.endswith("_share")
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0 or (is_share and value > 1):
            raise RuleInvalid(name)
        if not is_share and name != LEVELS_APART and not isinstance(value, int):
            raise RuleInvalid(name)
    return RaterRule(**said)


@dataclass(frozen=True)
class Condition:
    """One thing asked for: `found` and `asked` are what a page shows; `found` is None where it is not defined."""

    name: str
    met: bool
    found: float | None
    asked: float


@dataclass(frozen=True)
class Verdict:
    """Whether all conditions are met, and each of them in the order in which it is told."""

    conditions: tuple[Condition, ...]

    @property
    def passed(self) -> bool:
        return all(condition.met for condition in self.conditions)


def judge(
    rule: RaterRule,
    *,
    performances: int,
    icc: Coefficient,
    exact: float | None,
    within: float | None,
    harm: HarmAgreement,
    refresher: bool = False,
) -> Verdict:
    """What these figures come to. Harm stands for itself: a fine coefficient never makes up for a missed one.

    Where the ICC is not defined, since nothing varies, the shares decide alone.
    """
    needed = rule.refresher_performances if refresher else rule.performances_at_least
    undefined = icc.reason == "no_variance"
    conditions = [
        Condition("performances", performances >= needed, performances, needed),
        Condition("harms_found", (harm.sensitivity or 0) >= rule.harms_found_share or not harm.planted,
                  harm.sensitivity, rule.harms_found_share),
        Condition("false_harms", harm.false <= rule.false_harms_at_most, harm.false, rule.false_harms_at_most),
        Condition("exact", (exact or 0) >= rule.exact_share, exact, rule.exact_share),
        Condition("within_one", (within or 0) >= rule.within_one_share, within, rule.within_one_share),
        Condition("icc", undefined or (icc.value or 0) >= rule.icc_at_least, icc.value, rule.icc_at_least),
    ]  # fmt: skip
    return Verdict(tuple(conditions))
