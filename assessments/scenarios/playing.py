"""A story played step by step. Pure: a graph and a state give the next state, always the same.

Who arrives at a node is told its text by the state as it was; then its effects and repairs happen, it counts as seen,
and the first route that holds is taken.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from assessments.scenarios.choices import PASSIVE, NodeKind, Tag
from assessments.scenarios.conditions import holds
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.graph import Choice, Graph, Node, Route
from assessments.scenarios.state import OPEN, REPAIRED, State, affect, first_state, harm, leave, repair

__all__ = ["OPEN", "REPAIRED", "Moment", "Shown", "State", "begin", "go_on", "late", "replay", "replay_moments"]

Step = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """A node that was passed, with the words told for it and the mood of whoever spoke (None: nobody)."""

    node: Node
    text: str
    mood: int | None = None


@dataclass(frozen=True)
class Moment:
    """What there is to see after a step: what was `shown` on the way to `node`, which waits or, when `done`, ends.

    `choices` are those on offer, in the authors' order; `text` is the words of `node` in this state.
    """

    state: State
    shown: tuple[Shown, ...]
    node: Node
    choices: tuple[Choice, ...]
    done: bool
    text: str


def begin(graph: Graph, variant: str = "") -> Moment:
    """The first moment. Raises `StepRefused` (BROKEN) for a story without a start."""
    return arrive(graph, first_state(graph, variant), graph.start)


def go_on(graph: Graph, state: State, choice: str = "") -> Moment:
    """The moment after `choice` (at a choice or a check), or after just going on (at a line or a reflection).

    A wrong answer to a check leaves its node open. Raises `StepRefused`.
    """
    node = find_node(graph, state.node)
    if node.kind == NodeKind.ENDING:
        raise StepRefused(_("This run has ended."), code=StepRefused.OVER)
    if node.kind not in (NodeKind.CHOICE, NodeKind.CHECK):
        if choice:
            raise StepRefused(_("There is nothing to choose here."), code=StepRefused.UNKNOWN)
        return arrive(graph, leave(graph, state, node), follow(node.routes, state))
    return choose(graph, state, node, offered(node, state, choice))


def choose(graph: Graph, state: State, node: Node, choice: Choice) -> Moment:
    state = affect(graph, state, choice.effects)
    if node.kind == NodeKind.CHECK and choice.tag != Tag.HELPFUL:
        return moment(graph, state, node, ())
    state = repair(state, choice.repairs)
    # After the repairs: no harm makes itself good.
    if choice.tag == Tag.HARMFUL:
        state = harm(state, node, choice)
    state = leave(graph, state, node)
    return arrive(graph, state, follow(choice.routes, state))


def late(graph: Graph, state: State) -> Moment:
    """The moment after the clock of a choice ran out. Raises `StepRefused` where there is no clock."""
    node = find_node(graph, state.node)
    if not (node.kind == NodeKind.CHOICE and node.seconds and node.late):
        raise StepRefused(_("There is no clock here."), code=StepRefused.UNKNOWN)
    return arrive(graph, leave(graph, state, node), node.late)


def replay(graph: Graph, variant: str, steps: Iterable[Step]) -> State:
    """The state after `steps`: (node, choice), where no choice at a choice means that its clock ran out.

    Raises `StepRefused`; STALE when a step belongs to another node than the one that is open.
    """
    return replay_moments(graph, variant, steps)[-1].state


def replay_moments(graph: Graph, variant: str, steps: Iterable[Step]) -> list[Moment]:
    """Every moment of a run: the first, and one after each step. Raises as `replay` does."""
    moments = [begin(graph, variant)]
    for node, choice in steps:
        moments.append(repeat_step(graph, moments[-1], node, choice))
    return moments


def repeat_step(graph: Graph, last: Moment, node: str, choice: str) -> Moment:
    if last.node.key != node:
        raise StepRefused(_("This step belongs to another moment."), code=StepRefused.STALE)
    if last.node.kind == NodeKind.CHOICE and not choice:
        return late(graph, last.state)
    return go_on(graph, last.state, choice)


def arrive(graph: Graph, state: State, key: str) -> Moment:
    """Goes through what happens by itself, up to a node that waits or ends."""
    shown: list[Shown] = []
    node = find_node(graph, key)
    while node.kind in PASSIVE:
        if len(shown) >= len(graph.nodes):
            raise StepRefused(_("This story goes round without an end."), code=StepRefused.BROKEN)
        shown.append(Shown(node, told(node, state), state.moods.get(node.member)))
        state = leave(graph, repair(affect(graph, state, node.effects), node.repairs), node)
        node = find_node(graph, follow(node.routes, state))
    return moment(graph, replace(state, node=node.key), node, tuple(shown))


def moment(graph: Graph, state: State, node: Node, shown: tuple[Shown, ...]) -> Moment:
    return Moment(
        state=state,
        shown=shown,
        node=node,
        choices=tuple(one for one in node.choices if holds(one.when, state)),
        done=node.kind == NodeKind.ENDING,
        text=told(node, state),
    )


def told(node: Node, state: State) -> str:
    """The words of a node in this state."""
    return next((one.text for one in node.tellings if holds(one.when, state)), node.text)


def offered(node: Node, state: State, key: str) -> Choice:
    choice = node.choice(key)
    if choice is None or not holds(choice.when, state):
        raise StepRefused(_("Choose one of the answers on this page."), code=StepRefused.UNKNOWN)
    return choice


def follow(routes: tuple[Route, ...], state: State) -> str:
    return next((one.to for one in routes if holds(one.when, state)), "")


def find_node(graph: Graph, key: str) -> Node:
    node = graph.nodes.get(key)
    if node is None:
        raise StepRefused(_("This story leads to a place that isn’t there."), code=StepRefused.BROKEN)
    return node


def draw_variant(graph: Graph, seed: int) -> str:
    """One of the variants by their weights, the same for the same seed; empty when there are none."""
    weights = [one.weight for one in graph.variants]
    keys = [one.key for one in graph.variants]
    return random.Random(f"variant:{seed}").choices(keys, weights)[0] if keys else ""  # noqa: S311


def shuffle_choices(moment: Moment, seed: int) -> tuple[Choice, ...]:
    """The choices on offer in an order that is the same each time this run comes by."""
    order = random.Random(f"{moment.node.key}:{seed}")  # noqa: S311
    return tuple(order.sample(moment.choices, len(moment.choices)))
