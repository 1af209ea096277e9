"""How every story comes to an end. Pure.

A node is *finishable* when an ending can be reached from it for sure, whatever the variables say: an ending is; a node
one just goes on from is if all its routes are; a choice or a check is if some choice that is always on offer (at a
check: a right one) has only such routes. This is the least set of that kind, so a loop without a way out is not in it.
"""

from collections import deque
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.graph import Graph, Node, Route
from assessments.scenarios.state import State
from assessments.scenarios.walking import chooses, leads_on


def finishing(graph: Graph, ends: frozenset[str] = frozenset()) -> dict[str, str]:
    """For each finishable node the choice that leads nearer to an ending (empty where one just goes on).

    The nodes stand in the order of how near they are: each leads only to nodes that stand before it. Linear in the
    number of routes. `ends`: nodes that count as endings here.
    """
    found: dict[str, str] = {}
    waiting: deque[tuple[str, str]] = deque()
    needs: dict[str, list[tuple[str, str]]] = {}
    missing: dict[tuple[str, str], int] = {}
    for node in graph.nodes.values():
        if node.kind == NodeKind.ENDING or node.key in ends:
            waiting.append((node.key, ""))
            continue
        for choice, targets in sure_ways(node):
            missing[node.key, choice] = len(targets)
            for target in targets:
                needs.setdefault(target, []).append((node.key, choice))
    while waiting:
        key, choice = waiting.popleft()
        if key in found:
            continue
        found[key] = choice
        for way in needs.get(key, ()):
            missing[way] -= 1
            if not missing[way]:
                waiting.append(way)
    return found


def sure_ways(node: Node) -> Iterator[tuple[str, frozenset[str]]]:
    """The choices that are always on offer, and where each may lead; one without a name for a node without choices."""
    if not chooses(node):
        if always_leads(node.routes):
            yield "", frozenset(route.to for route in node.routes)
        return
    for choice in node.choices:
        if choice.when is None and leads_on(node, choice) and always_leads(choice.routes):
            yield choice.key, frozenset(route.to for route in choice.routes)


def always_leads(routes: tuple[Route, ...]) -> bool:
    """Whether one of the routes holds in every state."""
    return any(route.when is None for route in routes)


def finishing_choice(graph: Graph, state: State) -> str:
    """The choice that leads nearer to an ending from here; empty where one just goes on.

    Taking it again and again ends every run. Raises `StepRefused` (BROKEN) where no choice surely does.
    """
    found = finishing(graph)
    if state.node not in found:
        raise StepRefused(_("From here, no way surely leads to an ending."), code=StepRefused.BROKEN)
    return found[state.node]
