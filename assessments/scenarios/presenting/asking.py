"""What there is to do now: the open moment as a form, or the ending. Pure."""

import math
import random
from dataclasses import dataclass
from datetime import datetime

from assessments.scenarios.choices import NodeKind, Quality
from assessments.scenarios.playing import Moment
from assessments.scenarios.presenting import words

WRITES = frozenset({NodeKind.LINE, NodeKind.REFLECTION})


@dataclass(frozen=True)
class Ticking:
    """A clock of a moment by the server's time: words for everybody, moments (ISO 8601) for the script."""

    words: str
    now: str
    ends: str


@dataclass(frozen=True)
class Ask:
    """The open moment. `options` are (value, words) in an order that says nothing; `writes`: a box to write in."""

    kind: str
    text: str
    note: str
    button: str
    position: int
    options: tuple[tuple[str, str], ...] = ()
    star: bool = False
    writes: str = ""
    clock: Ticking | None = None


@dataclass(frozen=True)
class Ending:
    """How it came out. `is_good` is for the mark beside it."""

    text: str
    quality: str
    is_good: bool


def ask_of(moment: Moment, *, seed: int, position: int, clock: Ticking | None = None) -> Ask | None:
    """The form of a moment that waits; None at an ending."""
    if moment.done:
        return None
    node = moment.node
    order = list(moment.choices)
    # Only the order of cards on a page.
    random.Random(f"{seed}:{position}").shuffle(order)  # noqa: S311
    return Ask(
        kind=node.kind,
        text=moment.text,
        note=words.options_note(moment.choices, node.seconds) if moment.choices else "",
        button=words.button_word(node, moment.choices),
        position=position,
        options=tuple((one.key, words.quoted(one)) for one in order),
        star=node.star,
        writes=node.kind if node.kind in WRITES else "",
        clock=clock,
    )


def ending_of(moment: Moment) -> Ending | None:
    """The ending that a story came to; None before."""
    if not moment.done:
        return None
    return Ending(moment.text, moment.node.quality, moment.node.quality == Quality.GOOD)


def ticking(now: datetime, ends: datetime | None) -> Ticking | None:
    """The clock of a moment that ends at `ends`; None where none runs."""
    if ends is None:
        return None
    left = max(math.ceil((ends - now).total_seconds()), 0)
    return Ticking(words.seconds_left(left), now.isoformat(), ends.isoformat())
