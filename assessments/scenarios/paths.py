"""Which ways people went through a scenario, and how often. Pure: plain rows in, numbers out, in one pass.

Rows come sorted by learner, run and number, so that people can be told apart by comparing with the row before: what is
kept grows with the story, never with the number of runs. `n` counts how often something happened, `people` how many
different people it happened to; what fewer people than the smallest group did is not shown (see `hidden_parts`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# Longer than this, somebody went away. It still counts, as so long.
LONGEST_SECONDS = 3600


class Row(NamedTuple):
    """One step of one run; a plain tuple in this order does as well.

    `end`: where the run came to after its last step, an ending or the node where it was left; empty while it is under
    way. `seconds`: how long the moment was on the screen.
    """

    learner: int
    run: int
    node: str
    choice: str
    seconds: int
    end: str


@dataclass(slots=True)
class Count:
    """How often, and by how many people."""

    n: int = 0
    people: int = 0
    last: int | None = None

    def add(self, learner: int) -> None:
        self.n += 1
        if learner != self.last:
            self.people += 1
            self.last = learner


@dataclass(frozen=True)
class Part:
    """One of the things that happened at a node, or one of the endings: a choice by its key."""

    key: str
    n: int
    people: int


@dataclass(frozen=True)
class NodePaths:
    """What happened at a node that waits. `parts`: what was chosen ("" is going on), without those who stopped there.

    `n` counts the steps from it; `median` in seconds, None where nothing was timed.
    """

    key: str
    n: int
    people: int
    parts: tuple[Part, ...]
    stopped: Part
    median: float | None

    @property
    def arrivals(self) -> int:
        """How often somebody stood there and went on or stopped for good."""
        return self.n + self.stopped.n


@dataclass(frozen=True)
class Flow:
    """A way from a node ("" is the start) by a choice to the next node that waits, or to an ending."""

    source: str
    choice: str
    target: str
    n: int
    people: int


@dataclass(frozen=True)
class Paths:
    """Everything about one version. `runs` and `people` are those that took at least one step."""

    runs: int = 0
    people: int = 0
    nodes: Mapping[str, NodePaths] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    endings: tuple[Part, ...] = ()
    read: Part = Part("", 0, 0)


class Tally:
    """Takes steps one after the other and adds them up."""

    def __init__(self) -> None:
        self.runs = Count()
        self.nodes: defaultdict[str, Count] = defaultdict(Count)
        self.options: defaultdict[tuple[str, str], Count] = defaultdict(Count)
        self.flows: defaultdict[tuple[str, str, str], Count] = defaultdict(Count)
        self.seconds: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def take(self, rows: Iterable[tuple]) -> "Tally":
        """Rows in the order that the module names."""
        before = None
        for row in rows:
            learner, run, node, choice, seconds, _end = row
            if before is None or before[1] != run:
                self._close(before)
                self.runs.add(learner)
                self.flows["", "", node].add(learner)
            else:
                self.flows[before[2], before[3], node].add(learner)
            self.nodes[node].add(learner)
            self.options[node, choice].add(learner)
            self.seconds[node][min(seconds, LONGEST_SECONDS)] += 1
            before = row
        self._close(before)
        return self

    def _close(self, last: tuple | None) -> None:
        """The last step of a run leads to where the run came to."""
        if last is not None and last[5]:
            self.flows[last[2], last[3], last[5]].add(last[0])

    def paths(self, *, stopped: Mapping[str, Part], endings: Sequence[Part], read: Part) -> Paths:
        """What was added up. `stopped`: where runs were left for good; `endings`, and how often it was `read`."""
        parts: defaultdict[str, list[Part]] = defaultdict(list)
        for (node, choice), count in self.options.items():
            parts[node].append(Part(choice, count.n, count.people))
        keys = [*self.nodes, *(key for key in stopped if key not in self.nodes)]
        return Paths(
            runs=self.runs.n,
            people=self.runs.people,
            nodes={
                key: NodePaths(
                    key=key,
                    n=self.nodes[key].n,
                    people=self.nodes[key].people,
                    parts=tuple(parts[key]),
                    stopped=stopped.get(key, Part("", 0, 0)),
                    median=median_of(self.seconds[key]),
                )
                for key in keys
            },
            flows=tuple(Flow(*key, count.n, count.people) for key, count in self.flows.items()),
            endings=tuple(endings),
            read=read,
        )


def median_of(counts: Mapping[int, int]) -> float | None:
    """The median of values that are given by how often each occurs."""
    total = sum(counts.values())
    if not total:
        return None
    lower, upper = (total - 1) // 2, total // 2
    found: list[int] = []
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        found += [value] * ((len(found) == 0 and passed > lower) + (passed > upper))
        if len(found) >= 2:
            break
    return (found[0] + found[1]) / 2


def is_small(people: int, least: int) -> bool:
    """Whether so few are behind a number that it could be read as one person's. None at all hides nothing."""
    return 0 < people < least


def hidden_parts(parts: Sequence[Part], least: int) -> set[str]:
    """Keys of those parts of a whole whose numbers are not shown.

    Where the sum is known, what is missing of it is known as well: so with the small ones the next larger go, until
    enough people are behind what is missing.
    """
    hidden = [part for part in parts if is_small(part.people, least)]
    others = sorted((part for part in parts if part.people >= least), key=lambda part: (part.people, part.key))
    while hidden and others and sum(part.people for part in hidden) < least:
        hidden.append(others.pop(0))
    return {part.key for part in hidden}


def shown_flows(paths: Paths, least: int) -> list[Flow]:
    """The ways that enough people went."""
    return [flow for flow in paths.flows if flow.people >= least]
