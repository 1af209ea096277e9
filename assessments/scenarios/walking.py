"""The ways through a story: who leads where, how deep, along which path its authors would go.

Pure, and never recursive: a story may be thousands of nodes deep.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.graph import Choice, Graph, Node
from assessments.scenarios.playing import Moment, begin, go_on

Ways = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Edge:
    """One way from a node to another. `kind`: route, choice (then `choice` is the key of the one taken), or late."""

    source: str
    target: str
    kind: str
    choice: str = ""


def chooses(node: Node) -> bool:
    """Whether one goes on from here by a choice."""
    return node.kind in (NodeKind.CHOICE, NodeKind.CHECK)


def leads_on(node: Node, choice: Choice) -> bool:
    """A wrong answer at a check stays where it is."""
    return node.kind != NodeKind.CHECK or choice.tag == Tag.HELPFUL


def edges(graph: Graph) -> list[Edge]:
    """Every way between two nodes that are there, each once, in the authors' order."""
    found = (edge for node in graph.nodes.values() for edge in edges_from(node) if edge.target in graph.nodes)
    return list(dict.fromkeys(found))


def edges_from(node: Node) -> Iterator[Edge]:
    """Every way out of a node, also those to nowhere."""
    if node.kind == NodeKind.ENDING:
        return
    if not chooses(node):
        yield from (Edge(node.key, route.to, "route") for route in node.routes)
        return
    for choice in node.choices:
        if leads_on(node, choice):
            yield from (Edge(node.key, route.to, "choice", choice.key) for route in choice.routes)
    if node.kind == NodeKind.CHOICE and node.seconds and node.late:
        yield Edge(node.key, node.late, "late")


def ways(found: Iterable[Edge]) -> Ways:
    """Which nodes each node leads to."""
    collected: dict[str, dict[str, None]] = {}
    for edge in found:
        collected.setdefault(edge.source, {})[edge.target] = None
    return {key: tuple(targets) for key, targets in collected.items()}


def reachable(graph: Graph, start: str = "") -> frozenset[str]:
    """The nodes that can be reached from the graph's start, or from `start`; it itself is among them."""
    return reach(ways(edges(graph)), [start or graph.start] if (start or graph.start) in graph.nodes else [])


def reach(adjacent: Mapping[str, Iterable[str]], starts: Iterable[str]) -> frozenset[str]:
    """`starts` and all that they lead to."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for target in adjacent.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)


def depths(graph: Graph) -> dict[str, int]:
    """For each node that can be reached, how many ways lie between it and the start at least (0: the start)."""
    if graph.start not in graph.nodes:
        return {}
    adjacent = ways(edges(graph))
    found = {graph.start: 0}
    waiting = deque([graph.start])
    while waiting:
        key = waiting.popleft()
        for target in adjacent.get(key, ()):
            if target not in found:
                found[target] = found[key] + 1
                waiting.append(target)
    return found


def reference_path(graph: Graph, variant: str = "") -> list[tuple[str, str]]:
    """The steps (node, choice) that the authors would take in this variant; choice is empty where one just goes on.

    At each choice the one marked as reference is taken, else the first helpful one, else the first. A story that is not
    ready gives the steps as far as they go.
    """
    # The last moment is the ending, or the one from which it can't go on.
    return [(moment.node.key, choice) for moment, choice in reference_moments(graph, variant)[:-1]]


def reference_moments(graph: Graph, variant: str = "") -> list[tuple[Moment, str]]:
    """The moments of the reference path, each with the choice to take at it; the last is the ending if there is one."""
    walked: list[tuple[Moment, str]] = []
    try:
        moment = begin(graph, variant)
        # A path that passes more moments than there are goes round.
        while len(walked) <= len(graph.nodes):
            choice = reference_choice(moment)
            walked.append((moment, choice))
            if moment.done:
                break
            moment = go_on(graph, moment.state, choice)
    except StepRefused:
        pass
    return walked


def reference_choice(moment: Moment) -> str:
    """The key of the choice the authors would take; empty where there is none."""
    offered = moment.choices
    marked = next((one for one in offered if one.reference and leads_on(moment.node, one)), None)
    helpful = next((one for one in offered if one.tag == Tag.HELPFUL), None)
    best = marked or helpful or (offered[0] if offered else None)
    return best.key if best and chooses(moment.node) else ""


def length_words(graph: Graph, variant: str = "") -> int:
    """How many words somebody reads on the reference path: what is told, all choices on offer, and what comes of
    the one taken."""
    return sum(words_at(moment, choice) for moment, choice in reference_moments(graph, variant))


def words_at(moment: Moment, choice: str) -> int:
    taken = moment.node.choice(choice)
    texts = [one.text for one in moment.shown] + [moment.text] + [one.text for one in moment.choices]
    texts += [taken.happened, taken.why] if taken else []
    if moment.node.kind == NodeKind.LINE:
        texts += [moment.node.model, *moment.node.look_for]
    return sum(len(text.split()) for text in texts)
