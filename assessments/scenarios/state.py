"""Where a run stands. Pure."""

from dataclasses import dataclass, field, replace
from typing import Any

from assessments.scenarios.choices import Operation, VariableKind
from assessments.scenarios.graph import (
    MOOD_PREFIX,
    MOODS,
    OPEN_HARMS,
    VARIANT,
    VISITED_PREFIX,
    Choice,
    Effect,
    Graph,
    Node,
    Value,
    Variable,
    harm_key,
)

OPEN, REPAIRED = "open", "repaired"


@dataclass(frozen=True)
class State:
    """`node` waits, or has ended the run. `harms`: harm key → open or repaired. `seen`: nodes already left, as far as
    some condition of the story asks for them."""

    node: str
    variables: dict[str, Value] = field(default_factory=dict)
    moods: dict[str, int] = field(default_factory=dict)
    variant: str = ""
    harms: dict[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()

    @property
    def open_harms(self) -> int:
        return sum(1 for mark in self.harms.values() if mark == OPEN)

    def to_json(self) -> dict[str, Any]:
        return {
            "node": self.node,
            "variables": dict(self.variables),
            "moods": dict(self.moods),
            "variant": self.variant,
            "harms": dict(self.harms),
            "seen": sorted(self.seen),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "State":
        return cls(**{**data, "seen": frozenset(data.get("seen", ()))})

    def ask(self, subject: str) -> Value | None:
        """What a condition asks for; None when the story keeps no such thing."""
        if subject == VARIANT:
            return self.variant
        if subject == OPEN_HARMS:
            return self.open_harms
        if subject.startswith(VISITED_PREFIX):
            return subject.removeprefix(VISITED_PREFIX) in self.seen
        if subject.startswith(MOOD_PREFIX):
            return self.moods.get(subject.removeprefix(MOOD_PREFIX))
        return self.variables.get(subject)


def first_state(graph: Graph, variant: str) -> State:
    return State(
        node=graph.start,
        variables={one.key: one.start for one in graph.variables},
        moods={one.key: one.mood for one in graph.members},
        variant=variant,
    )


def leave(graph: Graph, state: State, node: Node) -> State:
    return replace(state, seen=state.seen | {node.key}) if node.key in graph.asked_for else state


def harm(state: State, node: Node, choice: Choice) -> State:
    return replace(state, harms={**state.harms, harm_key(node, choice): OPEN})


def repair(state: State, harms: tuple[str, ...]) -> State:
    done = {key: REPAIRED for key in harms if key in state.harms}
    return replace(state, harms={**state.harms, **done}) if done else state


def affect(graph: Graph, state: State, effects: tuple[Effect, ...]) -> State:
    """The state after `effects`. Numbers and moods stop at their bounds; what doesn't fit its subject does nothing."""
    variables, moods = dict(state.variables), dict(state.moods)
    for effect in effects:
        if effect.subject.startswith(MOOD_PREFIX):
            affect_mood(moods, effect)
        else:
            affect_variable(variables, graph.variable(effect.subject), effect)
    return replace(state, variables=variables, moods=moods) if effects else state


def affect_mood(moods: dict[str, int], effect: Effect) -> None:
    member = effect.subject.removeprefix(MOOD_PREFIX)
    if member in moods and type(effect.value) is int:
        moods[member] = within(0, moods[member] * (effect.operation == Operation.ADD) + effect.value, MOODS - 1)


def affect_variable(variables: dict[str, Value], variable: Variable | None, effect: Effect) -> None:
    if variable is None or not fits(variable, effect):
        return
    if variable.kind == VariableKind.NUMBER:
        before = int(variables.get(variable.key, variable.start)) if effect.operation == Operation.ADD else 0
        variables[variable.key] = within(variable.least, before + int(effect.value), variable.most)
    else:
        variables[variable.key] = effect.value


def fits(variable: Variable, effect: Effect) -> bool:
    """Whether the effect can do something to the variable."""
    if variable.kind == VariableKind.NUMBER:
        return type(effect.value) is int
    if effect.operation != Operation.SET:
        return False
    return isinstance(effect.value, bool) if variable.kind == VariableKind.FLAG else effect.value in variable.values


def within(least: int, number: int, most: int) -> int:
    return max(least, min(number, most))
