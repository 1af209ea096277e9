"""What is looked at, and what is found."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.graph import Choice, Graph, Node
from assessments.scenarios.linting.sentences import ERRORS, WARNINGS
from assessments.scenarios.walking import Edge, Ways, edges, reach, ways

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Finding:
    """`code` is stable; `node` and `choice` say where (empty: the whole story); `message` is for its authors."""

    code: str
    level: str
    node: str
    choice: str
    message: str


@dataclass(frozen=True)
class LintSettings:
    """What the checks ask of the scenario around the story."""

    content_note: str = ""
    way_round: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "LintSettings":
        """From the `settings` of a version."""
        return cls(str(data.get("content_note") or ""), str(data.get("way_round") or ""))


def default_limits() -> dict[str, int]:
    """How many characters a text may have: what is told, a choice, what happened, why, a model line, what is asked."""
    return {"node": 700, "choice": 320, "happened": 500, "why": 700, "model": 400, "prompt": 200}


@dataclass(frozen=True)
class Look:
    """The story and what is known of it; what several checks need is worked out once."""

    graph: Graph
    limits: Mapping[str, int]
    behaviours: Mapping[str, str] | None
    settings: LintSettings
    source: Graph | None

    @cached_property
    def edges(self) -> list[Edge]:
        return edges(self.graph)

    @cached_property
    def ways(self) -> Ways:
        return ways(self.edges)

    @cached_property
    def has_start(self) -> bool:
        return self.graph.start in self.graph.nodes

    @cached_property
    def better(self) -> frozenset[str]:
        """The nodes from which an ending that is not poor can be reached."""
        back = ways(Edge(edge.target, edge.source, edge.kind) for edge in self.edges)
        return reach(back, [node.key for node in self.of_kind(NodeKind.ENDING) if node.quality != "poor"])

    @cached_property
    def repairers(self) -> dict[str, set[str]]:
        """Which nodes repair each harm, by themselves or by one of their choices."""
        found: dict[str, set[str]] = {}
        for node in self.graph.nodes.values():
            for harm in [*node.repairs, *(harm for choice in node.choices for harm in choice.repairs)]:
                found.setdefault(harm, set()).add(node.key)
        return found

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        return (node for node in self.graph.nodes.values() if node.kind in kinds)

    def choices(self, *tags: str) -> Iterator[tuple[Node, Choice]]:
        """All choices at choices (not at checks), or those of these tags."""
        for node in self.of_kind(NodeKind.CHOICE):
            yield from ((node, one) for one in node.choices if not tags or one.tag in tags)

    @cached_property
    def harmful(self) -> list[tuple[Node, Choice]]:
        return list(self.choices(Tag.HARMFUL))


Check = Callable[[Look], Iterable[Finding]]


def find(code: str, node: str = "", choice: str = "", **values: object) -> Finding:
    """The finding of that code; `values` go into its sentence."""
    level = ERROR if code in ERRORS else WARNING
    sentence = str((ERRORS if code in ERRORS else WARNINGS)[code])
    return Finding(code, level, node, choice, sentence % values if values else sentence)
