"""What was gained between two checks, one before and one after. Pure: rows in, comparisons out.

Two forms ask different questions, so shares are compared, and nothing is said of a competency that only one of them
asked about. For a group, each person counts once, with their own share before and after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean

# Fewer people than this are not shown: each of them could be picked out.
FEWEST_SHOWN = 5
# Fewer than this are shown with a caution: one person more or less changes the picture.
FEW = 20

# (competency, whether right)
Row = tuple[str, bool]


@dataclass(frozen=True)
class Tally:
    """So many right of so many asked."""

    right: int
    asked: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.right, self.asked)


@dataclass(frozen=True)
class Gain:
    """One competency of one person, before and after."""

    competency: str
    before: Tally
    after: Tally

    @property
    def change(self) -> int:
        """1 for a larger share than before, -1 for a smaller one, 0 for the same."""
        return (self.after.share > self.before.share) - (self.after.share < self.before.share)


@dataclass(frozen=True)
class GroupGain:
    """One competency of a group of `n`: mean shares (0–1) before and after, and how many moved which way.

    All but `n` is None where the group is too small to be shown.
    """

    competency: str
    n: int
    before: float | None = None
    after: float | None = None
    more: int | None = None
    same: int | None = None
    fewer: int | None = None

    @property
    def shown(self) -> bool:
        return self.before is not None

    @property
    def is_small(self) -> bool:
        return self.n < FEW


def tallies(rows: Iterable[Row]) -> dict[str, Tally]:
    """Right and asked for each competency."""
    counted: dict[str, list[bool]] = {}
    for competency, right in rows:
        counted.setdefault(competency, []).append(right)
    return {competency: Tally(sum(rights), len(rights)) for competency, rights in counted.items()}


def compare(before: Mapping[str, Tally], after: Mapping[str, Tally]) -> list[Gain]:
    """Every competency that both forms asked about, in order of its name."""
    both = [key for key in sorted(after) if key in before and before[key].asked and after[key].asked]
    return [Gain(key, before[key], after[key]) for key in both]


def compare_group(people: Iterable[Sequence[Gain]]) -> list[GroupGain]:
    """What a group has gained, in order of competency; `people`: what `compare` gives for each."""
    by_competency: dict[str, list[Gain]] = {}
    for gains in people:
        for gain in gains:
            by_competency.setdefault(gain.competency, []).append(gain)
    return [_group(key, by_competency[key]) for key in sorted(by_competency)]


def _group(competency: str, gains: Sequence[Gain]) -> GroupGain:
    if len(gains) < FEWEST_SHOWN:
        return GroupGain(competency, len(gains))
    changes = [gain.change for gain in gains]
    return GroupGain(
        competency,
        len(gains),
        before=float(mean(gain.before.share for gain in gains)),
        after=float(mean(gain.after.share for gain in gains)),
        more=changes.count(1),
        same=changes.count(0),
        fewer=changes.count(-1),
    )
