"""One's own way through a story beside the reference path. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.graph import Choice, Graph, Node, harm_key
from assessments.scenarios.presenting import words
from assessments.scenarios.presenting.reasons import Behaviours, Why, why_of
from assessments.scenarios.presenting.room import Taken
from assessments.scenarios.state import REPAIRED
from assessments.scenarios.tallying import shows_advanced

DECIDES = frozenset({NodeKind.CHOICE, NodeKind.CHECK})


@dataclass(frozen=True)
class Mark:
    """What somebody chose at a moment. `repaired` counts for harmful choices only."""

    text: str
    tag: str
    icon: str
    word: str
    why: Why
    repaired: bool = False


@dataclass(frozen=True)
class Pair:
    """A moment of one path or both. `mine` is None where only the reference path comes by; `theirs` is empty where
    only one's own does. `before` counts the steps before it: replaying from here takes these over."""

    title: str
    mine: Mark | None
    theirs: str
    same: bool
    star: bool
    before: int
    advanced: bool = False
    late: bool = False

    @property
    def state(self) -> str:
        """For the style: helpful, neutral, harmful, late, or beside (not on one's own path)."""
        if self.mine is None:
            return "late" if self.late else "beside"
        return self.mine.tag


Reference = Sequence[tuple[str, str]]


def pairs(
    graph: Graph, steps: Sequence[Taken], reference: Reference, harms: dict[str, str], known: Behaviours
) -> list[Pair]:
    """Both paths side by side in the order of one's own; what only the reference path has comes where it would."""
    theirs = [(node, choice) for node, choice in reference if graph.nodes[node].kind in DECIDES]
    # Of several tries at a moment each is shown; the reference path stands beside the first.
    found: list[Pair] = []
    at = 0
    for step in steps:
        node = graph.nodes[step.node]
        if node.kind not in DECIDES:
            continue
        place = next((index for index in range(at, len(theirs)) if theirs[index][0] == step.node), None)
        if place is not None:
            found.extend(_only_theirs(graph, theirs[at:place], step.number - 1))
            at = place + 1
        other = node.choice(theirs[place][1]) if place is not None else None
        found.append(_pair(node, step, other, harms, known))
    return [*found, *_only_theirs(graph, theirs[at:], len(steps))]


def _only_theirs(graph: Graph, between: Reference, before: int) -> Iterator[Pair]:
    for key, choice in between:
        node = graph.nodes[key]
        other = node.choice(choice)
        if other is not None:
            yield Pair(node.text, None, words.quoted(other), same=False, star=node.star, before=before)


def _pair(node: Node, step: Taken, other: Choice | None, harms: dict[str, str], known: Behaviours) -> Pair:
    choice = node.choice(step.choice)
    return Pair(
        title=node.text,
        mine=_mark(node, choice, harms, known) if choice else None,
        theirs=words.quoted(other) if other else "",
        same=choice is not None and other is not None and choice.key == other.key,
        star=node.star,
        before=step.number - 1,
        advanced=choice is not None and shows_advanced(choice),
        late=choice is None,
    )


def _mark(node: Node, choice: Choice, harms: dict[str, str], known: Behaviours) -> Mark:
    why = why_of(node, choice, known)
    return Mark(
        text=words.quoted(choice),
        tag=choice.tag,
        icon=why.icon,
        word=why.word,
        why=why,
        repaired=harms.get(harm_key(node, choice)) == REPAIRED,
    )
