"""Several tries at one question, each with a hint, each further one at a price. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)


@dataclass(frozen=True)
class TryRules:
    """`tries` at each question; each further one takes `penalty` (0 to 1) off what the question is worth."""

    tries: int
    penalty: Decimal


@dataclass(frozen=True)
class Tried:
    """One graded try: its score (0 to 1), and whether it was exactly right."""

    score: Decimal
    correct: bool


@dataclass(frozen=True)
class Settled:
    """What the tries at a question come to. `over`: right, or no try is left; `right_at` is from 1, 0 for never."""

    score: Decimal
    correct: bool
    over: bool
    right_at: int


def try_rules(settings: Mapping[str, Any]) -> TryRules | None:
    """The rules in a version's settings; None where a question is answered once."""
    stored = settings.get("interactive")
    return TryRules(stored["tries"], Decimal(stored["penalty"]) / 100) if stored else None


def tried_from(stored: Sequence[Mapping[str, Any]]) -> list[Tried]:
    """Tries as an `AttemptItem` keeps them."""
    return [Tried(Decimal(one["score"]), one["correct"]) for one in stored]


def settle(tries: Sequence[Tried], rules: TryRules, *, safety_critical: bool) -> Settled:
    """The best of all tries, each less the penalty of those before it, never below 0.

    So a further try never takes away what an earlier one earned. A safety-critical question is `correct` only when it
    was right at the first try.
    """
    worth = [max(ZERO, one.score - rules.penalty * before) for before, one in enumerate(tries)]
    right_at = next((number for number, one in enumerate(tries, start=1) if one.correct), 0)
    return Settled(
        score=max(worth, default=ZERO),
        correct=right_at == 1 if safety_critical else right_at > 0,
        over=right_at > 0 or len(tries) >= rules.tries,
        right_at=right_at,
    )
