"""A scenario as plain values. Pure: no database, no HTTP. Its form as JSON is written out in docs/authoring.md.

A graph that `read_graph` gave holds together in itself as far as types go; whether it makes a good scenario is said by
`linting`. Keys are slugs, unique among their like; a choice is named outside its node as "node:choice".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

# Words of a mood, from 0 to 4: every member has one.
MOODS = 5
MOOD_PREFIX = "mood."
VISITED_PREFIX = "seen."
# Names that a variable can't have: a condition may ask for them.
VARIANT, OPEN_HARMS = "variant", "open_harms"

Value = int | bool | str


@dataclass(frozen=True)
class Variable:
    """`kind`: number (whole, with `least` and `most`), flag, or choice (one of `values`). `label` is for authors."""

    key: str
    kind: str
    start: Value
    label: str = ""
    least: int = 0
    most: int = 10
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """Somebody in the group, always fictional. `place` stands under the name ("camera off"); `mood` is 0–4."""

    key: str
    name: str
    pronouns: str = ""
    about: str = ""
    place: str = ""
    mood: int = 2
    anonymous: bool = False


@dataclass(frozen=True)
class Variant:
    """One of several ways a run may go, drawn at its start; `weight` in any whole unit."""

    key: str
    label: str = ""
    weight: int = 1


@dataclass(frozen=True)
class Clause:
    """`subject`: a variable, "mood.<member>", "seen.<node>", "variant" or "open_harms"; `test`: see `choices.Test`."""

    subject: str
    test: str
    value: Value


@dataclass(frozen=True)
class Condition:
    """All of the clauses, or any of them (`joined`: "all" | "any")."""

    clauses: tuple[Clause, ...]
    joined: str = "all"


@dataclass(frozen=True)
class Effect:
    """`operation`: add (numbers and moods only) or set. What would pass a bound stops at it."""

    subject: str
    operation: str
    value: Value


@dataclass(frozen=True)
class Route:
    """Where it goes on. The first whose condition holds is taken; the last of a list has none."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True)
class Telling:
    """Other words for a node, while `when` holds; the first that holds is told."""

    text: str
    when: Condition


@dataclass(frozen=True)
class Choice:
    """One way to go on at a choice or a check.

    `text` is what the facilitator says or does; `happened` what comes of it; `why` the reason; `tag`: helpful,
    neutral or harmful (at a check: helpful is right, neutral is not); `behaviours`: codes of the framework
    ("SAFE-2.B1"); `repairs`: harmful choices ("node:choice") that are made good by it; `reference`: on the authors'
    path (else the first helpful one is); `next_line`: what one might say instead, for the debrief; `spoken`: said
    aloud, else something done.
    """

    key: str
    text: str
    tag: str
    happened: str = ""
    why: str = ""
    behaviours: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    routes: tuple[Route, ...] = ()
    when: Condition | None = None
    repairs: tuple[str, ...] = ()
    reference: bool = False
    next_line: str = ""
    spoken: bool = True


@dataclass(frozen=True)
class Node:
    """One moment of the story. What is used depends on `kind` (see `choices.NodeKind`):

    narration, say, chat: `text`, `tellings`, `effects`, `repairs`, `routes`; say and chat: `member`
    choice, check: `text` (what is asked), `choices`, `star`; choice: `seconds` (0: no clock), `late` (goes there then)
    line: `text` (what is asked), `model` (the line to compare with), `look_for` (what to look for in it), `routes`
    reflection: `text`, `routes`; ending: `text`, `tellings`, `quality`
    `title` is for authors and for the list of paths.
    """

    key: str
    kind: str
    text: str = ""
    title: str = ""
    member: str = ""
    star: bool = False
    tellings: tuple[Telling, ...] = ()
    effects: tuple[Effect, ...] = ()
    repairs: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    choices: tuple[Choice, ...] = ()
    model: str = ""
    look_for: tuple[str, ...] = ()
    quality: str = ""
    seconds: int = 0
    late: str = ""

    def choice(self, key: str) -> Choice | None:
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True)
class Graph:
    """`nodes` in the authors' order, by key; `start` is the key of the first one played."""

    start: str
    nodes: dict[str, Node] = field(default_factory=dict)
    members: tuple[Member, ...] = ()
    variables: tuple[Variable, ...] = ()
    variants: tuple[Variant, ...] = ()

    def member(self, key: str) -> Member | None:
        return next((one for one in self.members if one.key == key), None)

    def variable(self, key: str) -> Variable | None:
        return next((one for one in self.variables if one.key == key), None)

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """The nodes of which some condition asks whether they were seen."""
        clauses = (clause for node in self.nodes.values() for one in conditions(node) for clause in one.clauses)
        return frozenset(
            clause.subject.removeprefix(VISITED_PREFIX)
            for clause in clauses
            if clause.subject.startswith(VISITED_PREFIX)
        )


def conditions(node: Node) -> Iterator[Condition]:
    """Every condition of a node, in no order that means anything."""
    yield from (one.when for one in node.tellings)
    yield from (one.when for one in node.routes if one.when)
    yield from (one.when for one in node.choices if one.when)
    yield from (route.when for one in node.choices for route in one.routes if route.when)


def harm_key(node: Node, choice: Choice) -> str:
    """How a choice is named outside its node."""
    return f"{node.key}:{choice.key}"
