"""Whether everything that is named is there, and can hold what it is compared with or set to."""

from collections.abc import Callable, Iterator

from assessments.competencies.choices import BehaviourKind
from assessments.scenarios.choices import NodeKind, Operation, Tag, Test, VariableKind
from assessments.scenarios.graph import (
    MOOD_PREFIX,
    MOODS,
    OPEN_HARMS,
    VARIANT,
    VISITED_PREFIX,
    Clause,
    Condition,
    Effect,
    Graph,
    Node,
    Value,
    Variable,
)
from assessments.scenarios.linting.findings import Check, Finding, Look, find

Fits = Callable[[Value], bool]
ORDERED = (Test.AT_LEAST, Test.AT_MOST)


def is_number(value: Value) -> bool:
    return type(value) is int


def is_mood(value: Value) -> bool:
    return type(value) is int and 0 <= value < MOODS


def is_flag(value: Value) -> bool:
    return isinstance(value, bool)


def fits_variable(variable: Variable) -> Fits:
    if variable.kind == VariableKind.NUMBER:
        return is_number
    return is_flag if variable.kind == VariableKind.FLAG else variable.values.__contains__


def subjects_of(graph: Graph) -> dict[str, tuple[Fits, bool]]:
    """All that a condition may ask for: which values it may be compared with, and whether it has an order."""
    variants = tuple(one.key for one in graph.variants)
    return {
        **{one.key: (fits_variable(one), one.kind == VariableKind.NUMBER) for one in graph.variables},
        **{MOOD_PREFIX + one.key: (is_mood, True) for one in graph.members},
        **{VISITED_PREFIX + key: (is_flag, False) for key in graph.nodes},
        VARIANT: (variants.__contains__, False),
        OPEN_HARMS: (is_number, True),
    }


def placed_conditions(node: Node) -> Iterator[tuple[str, Condition]]:
    """Every condition of a node, with the choice it belongs to."""
    yield from (("", one.when) for one in node.tellings)
    yield from (("", one.when) for one in node.routes if one.when)
    for choice in node.choices:
        if choice.when:
            yield choice.key, choice.when
        yield from ((choice.key, one.when) for one in choice.routes if one.when)


def placed_clauses(graph: Graph) -> Iterator[tuple[str, str, Clause]]:
    for node in graph.nodes.values():
        for choice, condition in placed_conditions(node):
            yield from ((node.key, choice, clause) for clause in condition.clauses)


def placed_effects(graph: Graph) -> Iterator[tuple[str, str, Effect]]:
    for node in graph.nodes.values():
        yield from ((node.key, "", effect) for effect in node.effects)
        yield from ((node.key, one.key, effect) for one in node.choices for effect in one.effects)


def check_conditions(look: Look) -> Iterator[Finding]:
    subjects = subjects_of(look.graph)
    for node, choice, clause in placed_clauses(look.graph):
        if clause.subject not in subjects:
            yield find("unknown_subject", node, choice, subject=clause.subject)
            continue
        fits, ordered = subjects[clause.subject]
        if not fits(clause.value) or (clause.test in ORDERED and not ordered):
            yield find("wrong_value", node, choice, subject=clause.subject, value=clause.value)


def check_effects(look: Look) -> Iterator[Finding]:
    graph = look.graph
    changeable: dict[str, tuple[Fits, bool]] = {
        **{one.key: (fits_variable(one), one.kind == VariableKind.NUMBER) for one in graph.variables},
        **{MOOD_PREFIX + one.key: (is_number, True) for one in graph.members},
    }
    for node, choice, effect in placed_effects(graph):
        if effect.subject not in changeable:
            yield find("unknown_subject", node, choice, subject=effect.subject)
            continue
        fits, counts = changeable[effect.subject]
        if not fits(effect.value) or (effect.operation == Operation.ADD and not counts):
            yield find("wrong_effect", node, choice, subject=effect.subject)


def check_members(look: Look) -> Iterator[Finding]:
    members = {one.key for one in look.graph.members}
    for node in look.of_kind(NodeKind.SAY, NodeKind.CHAT):
        if node.member not in members:
            yield find("member_missing", node.key)


def check_behaviours(look: Look) -> Iterator[Finding]:
    for node in look.graph.nodes.values():
        for choice in node.choices:
            for code in choice.behaviours:
                yield from check_behaviour(look, node.key, choice.key, choice.tag, code)
            if not choice.behaviours and node.kind == NodeKind.CHOICE:
                yield find("no_behaviours", node.key, choice.key)


def check_behaviour(look: Look, node: str, choice: str, tag: str, code: str) -> Iterator[Finding]:
    if look.behaviours is None:
        return
    if code not in look.behaviours:
        yield find("unknown_behaviour", node, choice, behaviour=code)
    elif look.behaviours[code] == BehaviourKind.HARMFUL and tag != Tag.HARMFUL:
        yield find("other_kind", node, choice, behaviour=code)


def check_unused(look: Look) -> Iterator[Finding]:
    graph = look.graph
    asked = {clause.subject for _node, _choice, clause in placed_clauses(graph)}
    used = asked | {effect.subject for _node, _choice, effect in placed_effects(graph)}
    speaking = {node.member for node in graph.nodes.values()}
    for variable in graph.variables:
        if variable.key not in used:
            yield find("unused_variable", name=variable.label or variable.key)
    for member in graph.members:
        if member.key not in speaking and MOOD_PREFIX + member.key not in used:
            yield find("unused_member", name=member.name or member.key)
    if len(graph.variants) > 1 and VARIANT not in asked:
        yield find("unused_variants")


CHECKS: tuple[Check, ...] = (check_conditions, check_effects, check_members, check_behaviours, check_unused)
