"""The whole room of a run: its seats, the last few exchanges, and what there is to do. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.scenarios.graph import Graph
from assessments.scenarios.playing import Moment
from assessments.scenarios.presenting.asking import Ask, Ending, Ticking, ask_of, ending_of
from assessments.scenarios.presenting.reasons import Behaviours
from assessments.scenarios.presenting.room import (
    Exchange,
    Line,
    Seat,
    Taken,
    exchanges,
    moments_from,
    seats,
    told_lines,
)


@dataclass(frozen=True)
class Player:
    """Who plays: the letters in their circle, what the run's order of cards hangs on, and the behaviours in force."""

    letters: str
    seed: int
    known: Behaviours


@dataclass(frozen=True)
class Room:
    """`opening`: what was told before the first of `exchanges`; `last` is the newest one, apart from them; `hidden`
    counts the steps before all of these. `announcement` is what a reader hears when the room changes."""

    seats: list[Seat]
    opening: tuple[Line, ...]
    exchanges: list[Exchange]
    last: Exchange | None
    ask: Ask | None
    ending: Ending | None
    hidden: int

    @property
    def announcement(self) -> str:
        parts = [self.last.why.word if self.last and self.last.why else "", self.ask.text if self.ask else ""]
        return ". ".join(part.rstrip(".") for part in parts if part)


def room_of(
    graph: Graph,
    first: Moment,
    steps: Sequence[Taken],
    player: Player,
    *,
    hidden: int = 0,
    clock: Ticking | None = None,
) -> Room:
    """The room after `steps`, which begin at `first`; `hidden` steps came before. Raises `StepRefused` as replaying
    does."""
    moments = moments_from(graph, first, steps)
    done = exchanges(graph, moments, steps, own_letters=player.letters, known=player.known)
    now = moments[-1]
    return Room(
        seats=seats(graph, now.state.moods, player.letters),
        opening=told_lines(graph, first.shown),
        exchanges=done[:-1],
        last=done[-1] if done else None,
        ask=ask_of(now, seed=player.seed, position=hidden + len(steps), clock=clock),
        ending=ending_of(now),
        hidden=hidden,
    )
