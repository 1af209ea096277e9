"""How ticked behaviours become a level (1–4). Pure; source: the rule of the four-level scales of the ENACT family."""

from collections.abc import Sequence
from typing import Literal

Mark = Literal["obs", "not", "noopp"]

HARM, DEVELOPING, SKILLED, ADVANCED = 1, 2, 3, 4


def level(
    harm: Sequence[Mark],
    basic: Sequence[Mark],
    advanced: Sequence[Mark],
    level4: str | int = "any",
    unrated_over: tuple[int, int] = (1, 3),
) -> int | None:
    """The level that these ticks add up to, or None when too little could be seen to say.

    Each argument holds one mark per behaviour: seen ("obs"), not seen ("not"), no opportunity ("noopp").
    `level4` says how many advanced behaviours level 4 asks for: "any", "all" or a number.
    One harmful behaviour seen gives 1, whatever else was seen. When more than the share `unrated_over` (a fraction) of
    the basic ones had no opportunity the item stays unrated, so that a thin script does not count against anybody.
    """
    if "obs" in harm:
        return HARM
    eligible = [mark for mark in basic if mark != "noopp"]
    part, whole = unrated_over
    if not basic or (len(basic) - len(eligible)) * whole > len(basic) * part:
        return None
    if any(mark != "obs" for mark in eligible):
        return DEVELOPING
    return ADVANCED if advanced.count("obs") >= _needed(advanced, level4) else SKILLED


def _needed(advanced: Sequence[Mark], level4: str | int) -> int:
    """How many advanced behaviours must be seen; those without opportunity leave the count."""
    if level4 == "any":
        return 1
    if level4 == "all":
        return max(1, sum(mark != "noopp" for mark in advanced))
    return int(level4)


# What the public pages show beside the rule: marks of (harmful, basic, advanced) behaviours, as somebody ticked them.
EXAMPLES: list[tuple[list[Mark], list[Mark], list[Mark]]] = [
    (["not", "obs", "not"], ["obs", "obs", "obs", "obs"], ["obs", "not"]),
    (["not", "not", "not"], ["obs", "obs", "not", "not"], ["not", "not"]),
    (["not", "not", "not"], ["obs", "obs", "obs", "obs"], ["not", "not"]),
    (["not", "not", "not"], ["obs", "obs", "obs", "noopp"], ["obs", "not"]),
    (["not", "not", "not"], ["obs", "noopp", "noopp", "not"], ["not", "noopp"]),
]
