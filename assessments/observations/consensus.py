"""What several raters' sheets add up to, and whether that is enough. Pure; every number comes from the kit.

Harm is never voted away: seen by one rater it counts until somebody decided between them. Unrated items leave every
count, so that a thin script does not speak against anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal

from assessments.competencies.levels import HARM
from assessments.instruments.sheets import Item
from assessments.observations.choices import Outcome


@dataclass(frozen=True)
class Said:
    """One rater's sheet: a level for each competency (None: unrated), and the harmful behaviours they saw."""

    levels: Mapping[str, int | None]
    harms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Dispute:
    """A competency that somebody has to decide between the raters: over *harm*, or over *levels*."""

    code: str
    what: Literal["harm", "levels"]


@dataclass(frozen=True)
class Agreed:
    """What the raters came to together."""

    levels: dict[str, int | None]
    harms: list[str]


@dataclass(frozen=True)
class Condition:
    """One thing that the pass rule asks for: *harm*, *safety*, *share*, *merit*; `asked` and `found` are numbers."""

    what: str
    met: bool
    asked: float
    found: float
    level: int | None = None


@dataclass(frozen=True)
class PassResult:
    outcome: Outcome
    conditions: tuple[Condition, ...]

    def to_json(self) -> list[dict[str, Any]]:
        return [asdict(condition) for condition in self.conditions]


def said_in(levels: Mapping[str, Mapping[str, Any]], harms: Iterable[str]) -> Said:
    """A `RatingSheet`'s levels and harms as this module takes them."""
    return Said({code: row["level"] for code, row in levels.items()}, frozenset(harms))


def disputes(items: Sequence[Item], sheets: Sequence[Said], adjudicate: Mapping[str, Any]) -> list[Dispute]:
    """What has to be decided between the raters, in the order of the sheet."""
    apart, any_harm = int(adjudicate.get("levels_apart", 2)), bool(adjudicate.get("any_harm", True))
    found = []
    for item in items:
        saw = [bool(sheet.harms & set(item.harm)) for sheet in sheets]
        levels = _rated(item.code, sheets)
        if any_harm and any(saw) and not all(saw):
            found.append(Dispute(item.code, "harm"))
        elif levels and max(levels) - min(levels) >= apart:
            found.append(Dispute(item.code, "levels"))
    return found


def agree(items: Sequence[Item], sheets: Sequence[Said], rule: str = "lower_median") -> Agreed:
    """The level of every competency by a rule, *lower_median*, *median* (halves go up) or *minimum*; all harm."""
    seen = set().union(*(sheet.harms for sheet in sheets)) if sheets else set()
    levels: dict[str, int | None] = {}
    for item in items:
        rated = _rated(item.code, sheets)
        levels[item.code] = HARM if seen & set(item.harm) else _joined(rated, rule)
    return Agreed(levels, [code for item in items for code in item.harm if code in seen])


def _rated(code: str, sheets: Sequence[Said]) -> list[int]:
    return sorted(level for sheet in sheets if (level := sheet.levels.get(code)) is not None)


def _joined(rated: Sequence[int], rule: str) -> int | None:
    if not rated:
        return None
    if rule == "minimum":
        return rated[0]
    middle = len(rated) // 2
    return rated[middle] if rule == "median" or len(rated) % 2 else rated[middle - 1]


def pass_result(items: Sequence[Item], agreed: Agreed, rule: Mapping[str, Any]) -> PassResult:
    """Whether the agreed levels are enough by a kit's `pass_rule`, with each condition and what was found."""
    rated = {code: level for code, level in agreed.levels.items() if level is not None}
    harm = Condition("harm", not agreed.harms, 0, len(agreed.harms))
    if agreed.harms and rule.get("stop_on_harm", True):
        return PassResult(Outcome.STOP, (harm,))
    if not rated:
        return PassResult(Outcome.UNRATED, (harm,))
    safety, share = _safety(items, rated, rule), _share(rated, rule)
    enough = harm.met and safety.met and share.met
    merit = _merit(rated, rule)
    outcome = Outcome.DEVELOPING if not enough else Outcome.MERIT if merit.met else Outcome.PASS
    return PassResult(outcome, (harm, safety, share, merit))


def _safety(items: Sequence[Item], rated: Mapping[str, int], rule: Mapping[str, Any]) -> Condition:
    least = int(rule.get("safety_minimum", 3))
    levels = [rated[item.code] for item in items if item.safety and item.code in rated]
    below = sum(level < least for level in levels)
    return Condition("safety", below == 0, 0, below, least)


def _share(rated: Mapping[str, int], rule: Mapping[str, Any]) -> Condition:
    least = int(rule.get("share_level", 3))
    asked = Fraction(1) if rule.get("rule") == "all_items" else Fraction(str(rule.get("share_at_least", 0.8)))
    found = Fraction(sum(level >= least for level in rated.values()), len(rated))
    return Condition("share", found >= asked, float(asked), float(found), least)


def _merit(rated: Mapping[str, int], rule: Mapping[str, Any]) -> Condition:
    least, asked = int(rule.get("merit_level", 4)), Fraction(str(rule.get("merit_share", 0.5)))
    found = Fraction(sum(level >= least for level in rated.values()), len(rated))
    return Condition("merit", found >= asked, float(asked), float(found), least)
