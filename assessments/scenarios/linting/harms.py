"""Whether what harms is explained and repaired, and how safety-critical moments go on."""

from collections.abc import Iterator

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.graph import Choice, Node, harm_key
from assessments.scenarios.linting.findings import Check, Finding, Look, find
from assessments.scenarios.walking import chooses, leads_on

PROMPTS = (NodeKind.NARRATION, NodeKind.CHECK, NodeKind.CHOICE)


def check_reasons(look: Look) -> Iterator[Finding]:
    yield from (find("harm_without_why", node.key, one.key) for node, one in look.harmful if not one.why.strip())


def check_repairs(look: Look) -> Iterator[Finding]:
    for node, choice in look.harmful:
        if node.star and not is_repaired_first(look, node, choice):
            yield find("star_without_repair", node.key, choice.key)
        elif not can_be_repaired(look, node, choice):
            yield find("harm_without_repair", node.key, choice.key)


def can_be_repaired(look: Look, node: Node, choice: Choice) -> bool:
    """Whether some way leads to a repair. What ends badly on every way needs none."""
    repairers = look.repairers.get(harm_key(node, choice), set())
    if repairers and meets(look, targets(choice), repairers):
        return True
    return not any(target in look.better for target in targets(choice))


def meets(look: Look, starts: list[str], wanted: set[str]) -> bool:
    """Whether one of `wanted` can be reached. It is near as a rule: what lies nearest is looked at first."""
    found, layer = set(starts), starts
    while layer:
        if not wanted.isdisjoint(layer):
            return True
        layer = list({target for key in layer for target in look.ways.get(key, ())} - found)
        found.update(layer)
    return False


def is_repaired_first(look: Look, star: Node, choice: Choice) -> bool:
    """Whether on every way a repair comes before an ending, and before a choice at which nothing repairs the harm."""
    harm = harm_key(star, choice)
    found, waiting = set(), targets(choice)
    while waiting:
        node = look.graph.nodes.get(waiting.pop())
        if node is None or node.key in found:
            continue
        found.add(node.key)
        if node.kind == NodeKind.ENDING or not may_wait(node, harm):
            return False
        waiting += unrepaired_targets(node, harm)
    return True


def may_wait(node: Node, harm: str) -> bool:
    """A choice between the harm and its repair has to offer that repair, always."""
    return node.kind != NodeKind.CHOICE or any(one.when is None and harm in one.repairs for one in node.choices)


def unrepaired_targets(node: Node, harm: str) -> list[str]:
    """Where a node leads with the harm still open."""
    if chooses(node):
        late = [node.late] if node.kind == NodeKind.CHOICE and node.seconds else []
        open_ways = [one for one in node.choices if leads_on(node, one) and harm not in one.repairs]
        return late + [target for one in open_ways for target in targets(one)]
    return [] if harm in node.repairs else [route.to for route in node.routes]


def check_prompts(look: Look) -> Iterator[Finding]:
    for node, choice in look.choices(Tag.NEUTRAL):
        if node.star and not is_prompted_first(look, choice):
            yield find("star_without_prompt", node.key, choice.key)


def is_prompted_first(look: Look, choice: Choice) -> bool:
    """Whether on every way something tells or asks more, before an ending or a safety-critical moment."""
    found, waiting = set(), targets(choice)
    while waiting:
        node = look.graph.nodes.get(waiting.pop())
        if node is None or node.key in found:
            continue
        found.add(node.key)
        if node.kind == NodeKind.ENDING or (node.star and chooses(node)):
            return False
        if node.kind not in PROMPTS:
            waiting += [route.to for route in node.routes]
    return True


def check_named_harms(look: Look) -> Iterator[Finding]:
    known = {harm_key(node, choice) for node, choice in look.harmful}
    for node in look.graph.nodes.values():
        for key, repairs in [("", node.repairs), *((one.key, one.repairs) for one in node.choices)]:
            yield from (find("unknown_repair", node.key, key, harm=harm) for harm in repairs if harm not in known)
    for node, choice in look.harmful:
        if harm_key(node, choice) in choice.repairs:
            yield find("repairs_itself", node.key, choice.key)


def check_any_harm(look: Look) -> Iterator[Finding]:
    if look.graph.nodes and not look.harmful:
        yield find("no_harm")


def targets(choice: Choice) -> list[str]:
    return [route.to for route in choice.routes]


CHECKS: tuple[Check, ...] = (check_reasons, check_repairs, check_prompts, check_named_harms, check_any_harm)
