"""What a run shows when it is over: a tally for each competency, the harms, the strong moments, better lines. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assessments.scenarios.choices import NodeKind, Quality, Tag
from assessments.scenarios.graph import Choice, Graph, Node, harm_key
from assessments.scenarios.state import OPEN, REPAIRED, State

# SAFE-3.A2: the second advanced behaviour of SAFE-3.
ADVANCED = re.compile(r"\.A\d+$")


@dataclass(frozen=True)
class CompetencyTally:
    """How often choices of each kind touched a competency; of the harmful ones, how many kinds were left open."""

    code: str
    helpful: int = 0
    partly: int = 0
    harmful: int = 0
    open_harms: int = 0


@dataclass(frozen=True)
class Harm:
    """A harmful choice of the run, made `times` times, the last one `repaired` or not."""

    node: Node
    choice: Choice
    repaired: bool
    times: int = 1


@dataclass(frozen=True)
class Taken:
    """A choice that was taken, as step `number` of the run (from 1)."""

    number: int
    node: Node
    choice: Choice


@dataclass(frozen=True)
class NextLine:
    """What one might say instead at a node."""

    node: Node
    text: str


@dataclass(frozen=True)
class Debrief:
    """Everything in the order in which it was first met; `advanced` are the moments that show an advanced behaviour."""

    competencies: tuple[CompetencyTally, ...] = ()
    harms: tuple[Harm, ...] = ()
    advanced: tuple[Taken, ...] = ()
    next_lines: tuple[NextLine, ...] = ()
    taken: tuple[Taken, ...] = field(default=(), repr=False)


def tally(graph: Graph, steps: Iterable[tuple[str, str]], state: State) -> Debrief:
    """The debrief of the run that went by `steps` and stands at `state`. Steps unknown to the story are skipped."""
    taken = tuple(choices_taken(graph, steps))
    return Debrief(
        competencies=count_competencies(taken, state),
        harms=collect_harms(taken, state),
        advanced=tuple(one for one in taken if shows_advanced(one.choice)),
        next_lines=better_lines(taken),
        taken=taken,
    )


def choices_taken(graph: Graph, steps: Iterable[tuple[str, str]]) -> Iterator[Taken]:
    for number, (node_key, choice_key) in enumerate(steps, 1):
        node = graph.nodes.get(node_key)
        choice = node.choice(choice_key) if node and choice_key else None
        if node and choice:
            yield Taken(number, node, choice)


def is_harm(one: Taken) -> bool:
    """A wrong answer to a check is no harm, whatever its tag."""
    return one.node.kind == NodeKind.CHOICE and one.choice.tag == Tag.HARMFUL


def codes_of(choice: Choice) -> list[str]:
    """The competencies that a choice touches, each once."""
    return list(dict.fromkeys(code.partition(".")[0] for code in choice.behaviours))


def count_competencies(taken: Iterable[Taken], state: State) -> tuple[CompetencyTally, ...]:
    found: dict[str, CompetencyTally] = {}
    met: set[tuple[str, str]] = set()
    for one in taken:
        key = harm_key(one.node, one.choice)
        for code in codes_of(one.choice):
            line = found.get(code, CompetencyTally(code))
            still_open = is_harm(one) and state.harms.get(key) == OPEN and (code, key) not in met
            found[code] = add_choice(replace(line, open_harms=line.open_harms + still_open), one)
            met.add((code, key))
    return tuple(found.values())


def add_choice(line: CompetencyTally, one: Taken) -> CompetencyTally:
    if is_harm(one):
        return replace(line, harmful=line.harmful + 1)
    if one.choice.tag == Tag.HELPFUL:
        return replace(line, helpful=line.helpful + 1)
    return replace(line, partly=line.partly + 1)


def collect_harms(taken: Iterable[Taken], state: State) -> tuple[Harm, ...]:
    found: dict[str, Harm] = {}
    for one in filter(is_harm, taken):
        key = harm_key(one.node, one.choice)
        before = found.get(key)
        repaired = state.harms.get(key) == REPAIRED
        found[key] = Harm(one.node, one.choice, repaired, before.times + 1 if before else 1)
    return tuple(found.values())


def shows_advanced(choice: Choice) -> bool:
    return choice.tag == Tag.HELPFUL and any(ADVANCED.search(code) for code in choice.behaviours)


def better_lines(taken: Iterable[Taken]) -> tuple[NextLine, ...]:
    """One for each node where something else than the helpful choice was taken."""
    found: dict[str, NextLine] = {}
    for one in taken:
        if one.choice.tag != Tag.HELPFUL and one.node.key not in found:
            text = one.choice.next_line or best_text(one.node)
            if text:
                found[one.node.key] = NextLine(one.node, text)
    return tuple(found.values())


def best_text(node: Node) -> str:
    """The words of the authors' own choice at a node, else of the first helpful one."""
    helpful = [one for one in node.choices if one.tag == Tag.HELPFUL]
    best = next((one for one in node.choices if one.reference), helpful[0] if helpful else None)
    return best.text if best else ""


def is_enough(settings: Mapping[str, Any], quality: str, harms: Mapping[str, str]) -> bool:
    """Whether a run is met: its ending good enough for the version's `settings`, and no harm open if all are to be
    repaired. `harms` as `State` keeps them. Without a word in the settings: fair is enough, all are to be repaired."""
    good_enough = (Quality.GOOD,) if settings.get("enough") == Quality.GOOD else (Quality.GOOD, Quality.FAIR)
    return quality in good_enough and not (settings.get("repair_all", True) and OPEN in harms.values())
