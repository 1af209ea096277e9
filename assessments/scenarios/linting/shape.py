"""Whether every moment can be reached, and an ending from every moment."""

from collections.abc import Iterator

from assessments.scenarios.choices import NodeKind, Quality, Tag
from assessments.scenarios.finishing import finishing, sure_ways
from assessments.scenarios.graph import Node, Route
from assessments.scenarios.linting.findings import Check, Finding, Look, find
from assessments.scenarios.walking import chooses, leads_on, reach, ways


def check_start(look: Look) -> Iterator[Finding]:
    if not look.has_start:
        yield find("no_start")


def check_reached(look: Look) -> Iterator[Finding]:
    if look.has_start:
        reached = reach(look.ways, [look.graph.start])
        yield from (find("unreachable", key) for key in look.graph.nodes if key not in reached)


def check_routes(look: Look) -> Iterator[Finding]:
    for node in look.graph.nodes.values():
        for choice, routes in route_lists(node):
            yield from check_route_list(look, node, choice, routes)
        if node.kind == NodeKind.CHOICE and node.seconds:
            yield from check_clock(look, node)


def route_lists(node: Node) -> Iterator[tuple[str, tuple[Route, ...]]]:
    """The lists of routes that are ever taken, each with its choice."""
    if chooses(node):
        yield from ((one.key, one.routes) for one in node.choices if leads_on(node, one))
    elif node.kind != NodeKind.ENDING:
        yield "", node.routes


def check_route_list(look: Look, node: Node, choice: str, routes: tuple[Route, ...]) -> Iterator[Finding]:
    if not routes:
        yield find("dead_end", node.key, choice)
        return
    for route in routes:
        if not route.to:
            yield find("route_unfinished", node.key, choice)
        elif route.to not in look.graph.nodes:
            yield find("lost_route", node.key, choice, to=route.to)
    if routes[-1].when is not None:
        yield find("conditional_end", node.key, choice)


def check_clock(look: Look, node: Node) -> Iterator[Finding]:
    if not node.late:
        yield find("clock_leads_nowhere", node.key)
    elif node.late not in look.graph.nodes:
        yield find("lost_route", node.key, to=node.late)


def check_offers(look: Look) -> Iterator[Finding]:
    for node in look.of_kind(NodeKind.CHOICE, NodeKind.CHECK):
        right = [one for one in node.choices if leads_on(node, one)]
        if not node.choices:
            yield find("no_choices", node.key)
        elif not any(one.when is None for one in right):
            yield find("no_open_choice" if node.kind == NodeKind.CHOICE else "no_right_answer", node.key)


def check_exits(look: Look) -> Iterator[Finding]:
    """One finding for each loop, at its first node; what is wrong by itself is told elsewhere and counts as an end."""
    ends = frozenset(node.key for node in look.graph.nodes.values() if is_broken(look, node))
    finishable = finishing(look.graph, ends)
    stuck = [key for key in look.graph.nodes if key not in finishable]
    within = ways(edge for edge in look.edges if edge.source not in finishable and edge.target not in finishable)
    told: set[str] = set()
    for key in on_loops(stuck, within):
        if key not in told:
            yield find("no_exit", key)
            told |= reach(within, [key])


def is_broken(look: Look, node: Node) -> bool:
    """Whether a node stands in the way of an ending by what it says itself."""
    found = list(sure_ways(node))
    if not found:
        return node.kind != NodeKind.ENDING
    return any(target not in look.graph.nodes for _choice, targets in found for target in targets)


def on_loops(keys: list[str], within: dict[str, tuple[str, ...]]) -> list[str]:
    """Those of `keys` that don't just lead into a loop: again and again, what nothing leads to is taken away."""
    arriving = dict.fromkeys(keys, 0)
    for targets in within.values():
        for target in targets:
            arriving[target] += 1
    waiting = [key for key, number in arriving.items() if not number]
    while waiting:
        key = waiting.pop()
        del arriving[key]
        for target in within.get(key, ()):
            arriving[target] -= 1
            if not arriving[target]:
                waiting.append(target)
    return list(arriving)


def check_helpful_path(look: Look) -> Iterator[Finding]:
    if not look.has_start:
        return
    harmful = {(node.key, choice.key) for node, choice in look.harmful}
    harmless = ways(edge for edge in look.edges if (edge.source, edge.choice) not in harmful)
    reached = reach(harmless, [look.graph.start])
    if not any(node.quality == Quality.GOOD and node.key in reached for node in look.of_kind(NodeKind.ENDING)):
        yield find("no_helpful_path")


def check_endings(look: Look) -> Iterator[Finding]:
    yield from (find("ending_without_quality", one.key) for one in look.of_kind(NodeKind.ENDING) if not one.quality)


def check_check_tags(look: Look) -> Iterator[Finding]:
    for node in look.of_kind(NodeKind.CHECK):
        yield from (find("harm_in_check", node.key, one.key) for one in node.choices if one.tag == Tag.HARMFUL)


CHECKS: tuple[Check, ...] = (
    check_start,
    check_reached,
    check_routes,
    check_offers,
    check_exits,
    check_helpful_path,
    check_endings,
    check_check_tags,
)
