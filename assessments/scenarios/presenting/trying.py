"""A story played without records: all that is kept between two steps is a signed word in the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from assessments.scenarios.graph import MOOD_PREFIX, Graph
from assessments.scenarios.playing import Moment
from assessments.scenarios.presenting import words
from assessments.scenarios.presenting.room import Taken, moments_from
from assessments.scenarios.state import State

SALT = "assessments.scenarios.sandbox"
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Trial:
    """Where a trial stands: its state, how many steps were taken, and what the order of cards hangs on."""

    state: State
    position: int = 0
    seed: int = 0

    def sign(self) -> str:
        kept = {"state": self.state.to_json(), "position": self.position, "seed": self.seed}
        return signing.dumps(kept, salt=SALT, compress=True)

    @classmethod
    def read(cls, signed: str) -> "Trial | None":
        """None for a word that is not ours, or older than a day."""
        try:
            kept = signing.loads(signed, salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            return None
        return cls(State.from_json(kept["state"]), kept["position"], kept["seed"])


def step_of(graph: Graph, before: Moment, position: int, choice: str, written: str) -> tuple[Taken, Moment]:
    """A step at the open moment, and the moment after it. Raises `StepRefused`."""
    taken = Taken(position + 1, before.node.key, choice, written)
    return taken, moments_from(graph, before, [taken])[-1]


def known_of(graph: Graph, state: State) -> list[tuple[str, str]]:
    """Variables, moods and harms as their authors name them."""
    rows = [
        (variable.label or variable.key, str(state.variables.get(variable.key, ""))) for variable in graph.variables
    ]
    rows += [
        (f"{MOOD_PREFIX}{member.key}", f"{state.moods[member.key]} · {words.mood_word(state.moods[member.key])}")
        for member in graph.members
        if member.key in state.moods
    ]
    return rows + [(key, mark) for key, mark in state.harms.items()]


def variants_of(graph: Graph) -> list[tuple[str, str]]:
    """What may be picked to begin with: (key, words)."""
    return [(one.key, one.label or one.key) for one in graph.variants]


def first_of(graph: Graph, asked: Mapping[str, Any]) -> str:
    """The variant that was asked for, if there is such a one; else the first."""
    keys = [one.key for one in graph.variants]
    wanted = asked.get("variant", "")
    return wanted if wanted in keys else next(iter(keys), "")
