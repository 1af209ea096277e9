"""From JSON to a graph and back. Pure and total: any JSON gives a graph, or `GraphInvalid` with every problem."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from assessments.scenarios import graph as story
from assessments.scenarios.choices import NodeKind, Operation, Quality, Tag, Test, VariableKind
from assessments.scenarios.errors import GraphInvalid, Problem
from assessments.scenarios.fields import (
    MOST_CLAUSES,
    MOST_NODES,
    Field,
    Notes,
    behaviour,
    flag,
    harm,
    key,
    key_or_nothing,
    many,
    one_of,
    record,
    subject,
    text,
    value,
    whole,
)

__all__ = [
    "GraphInvalid",
    "Problem",
    "read_choice",
    "read_condition",
    "read_graph",
    "read_member",
    "read_node",
    "read_variable",
    "read_variant",
    "write_graph",
    "write_item",
]

T = TypeVar("T")


def check_clauses(condition: story.Condition, where: str, notes: Notes) -> None:
    if not condition.clauses:
        notes.add(where, _("A condition asks for at least one thing."))


def check_effect(effect: story.Effect, where: str, notes: Notes) -> None:
    if effect.operation == Operation.ADD and type(effect.value) is not int:
        notes.add(where, _("Only a whole number can be added."))


def check_variable(variable: story.Variable, where: str, notes: Notes) -> None:
    if variable.key in (story.VARIANT, story.OPEN_HARMS):
        notes.add(where, _("This name is taken: conditions ask for it already."))
    problem = START_PROBLEMS[variable.kind](variable)
    if problem:
        notes.add(f"{where}.start", problem)


def number_problem(variable: story.Variable) -> str:
    if type(variable.start) is not int:
        return _("A number starts with a whole number.")
    if not variable.least <= variable.start <= variable.most:
        return _("A number starts between its least and its most.")
    return ""


def flag_problem(variable: story.Variable) -> str:
    return "" if isinstance(variable.start, bool) else _("Yes or no starts with true or false.")


def words_problem(variable: story.Variable) -> str:
    return "" if variable.start in variable.values else _("One of several words starts with one of them.")


START_PROBLEMS: dict[str, Callable[[story.Variable], str]] = {
    VariableKind.NUMBER: number_problem,
    VariableKind.FLAG: flag_problem,
    VariableKind.CHOICE: words_problem,
}

CLAUSE = record(story.Clause, {"subject": subject, "test": one_of(Test), "value": value})
CONDITION = record(
    story.Condition,
    {"clauses": many(CLAUSE, most=MOST_CLAUSES), "joined": one_of(("all", "any"))},
    check=check_clauses,
)
EFFECT = record(story.Effect, {"subject": subject, "operation": one_of(Operation), "value": value}, check=check_effect)
ROUTE = record(story.Route, {"to": key_or_nothing, "when": CONDITION})
TELLING = record(story.Telling, {"text": text, "when": CONDITION})
VARIABLE = record(
    story.Variable,
    {
        "key": key,
        "kind": one_of(VariableKind),
        "start": value,
        "label": text,
        "least": whole(),
        "most": whole(),
        "values": many(key),
    },
    check=check_variable,
)
MEMBER = record(
    story.Member,
    {
        "key": key,
        "name": text,
        "pronouns": text,
        "about": text,
        "place": text,
        "mood": whole(0, story.MOODS - 1),
        "anonymous": flag,
    },
)
VARIANT = record(story.Variant, {"key": key, "label": text, "weight": whole(1)})
CHOICE = record(
    story.Choice,
    {
        "key": key,
        "text": text,
        "tag": one_of(Tag),
        "happened": text,
        "why": text,
        "behaviours": many(behaviour),
        "effects": many(EFFECT),
        "routes": many(ROUTE),
        "when": CONDITION,
        "repairs": many(harm),
        "reference": flag,
        "next_line": text,
        "spoken": flag,
    },
)
NODE = record(
    story.Node,
    {
        "key": key,
        "kind": one_of(NodeKind),
        "text": text,
        "title": text,
        "member": key_or_nothing,
        "star": flag,
        "tellings": many(TELLING),
        "effects": many(EFFECT),
        "repairs": many(harm),
        "routes": many(ROUTE),
        "choices": many(CHOICE, keyed=True),
        "model": text,
        "look_for": many(text),
        "quality": one_of(("", *Quality.values)),
        "seconds": whole(0, 3600),
        "late": key_or_nothing,
    },
)


def nodes_by_key(data: Any, where: str, notes: Notes) -> dict[str, story.Node]:
    return {one.key: one for one in many(NODE, most=MOST_NODES, keyed=True)(data, where, notes)}


GRAPH = record(
    story.Graph,
    {
        "start": key_or_nothing,
        "nodes": nodes_by_key,
        "members": many(MEMBER, keyed=True),
        "variables": many(VARIABLE, keyed=True),
        "variants": many(VARIANT, keyed=True),
    },
)


def read_graph(data: Any) -> story.Graph:
    """`data` as a graph. Raises `GraphInvalid`, never anything else."""
    return read(GRAPH, data)


def read_node(data: Any) -> story.Node:
    """Raises `GraphInvalid`."""
    return read(NODE, data)


def read_choice(data: Any) -> story.Choice:
    """Raises `GraphInvalid`."""
    return read(CHOICE, data)


def read_member(data: Any) -> story.Member:
    """Raises `GraphInvalid`."""
    return read(MEMBER, data)


def read_variable(data: Any) -> story.Variable:
    """Raises `GraphInvalid`."""
    return read(VARIABLE, data)


def read_variant(data: Any) -> story.Variant:
    """Raises `GraphInvalid`."""
    return read(VARIANT, data)


def read_condition(data: Any) -> story.Condition:
    """Raises `GraphInvalid`."""
    return read(CONDITION, data)


def read(field: Field[T], data: Any) -> T:
    notes = Notes()
    found = field(data, "", notes)
    if notes.problems:
        raise GraphInvalid(notes.problems)
    return found


def write_graph(graph: story.Graph) -> dict[str, Any]:
    """The graph as JSON, with all five parts; what has its default is left out of their items."""
    return {name.name: plain(getattr(graph, name.name)) for name in dataclasses.fields(graph)}


def write_item(item: Any) -> dict[str, Any]:
    """A node, a choice, a member, a condition, … as JSON, without what has its default."""
    return {
        one.name: plain(getattr(item, one.name))
        for one in dataclasses.fields(item)
        if not is_default(getattr(item, one.name), one.default)
    }


def is_default(found: Any, default: Any) -> bool:
    # True and 1 are equal, and not the same.
    return type(found) is type(default) and bool(found == default)


def plain(found: Any) -> Any:
    if isinstance(found, tuple):
        return [plain(one) for one in found]
    if isinstance(found, Mapping):
        return [plain(one) for one in found.values()]
    return write_item(found) if dataclasses.is_dataclass(found) else found
