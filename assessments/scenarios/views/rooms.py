"""The room of a stored run, put together from its last few steps: the same work for a short path and a long one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from assessments.scenarios import queries
from assessments.scenarios.choices import WordsKind
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep
from assessments.scenarios.playing import Moment, begin
from assessments.scenarios.presenting.asking import WRITES, Ticking, ticking
from assessments.scenarios.presenting.room import Taken, moment_at
from assessments.scenarios.presenting.rooms import Player, Room, room_of
from assessments.scenarios.state import State
from lms.common import clock
from lms.common.templatetags.hs import initials

# So many exchanges stand on the page; the conversation before them is asked for.
SHOWN = 3


@dataclass(frozen=True)
class Box:
    """Where somebody writes: what stands there, and where it saves itself."""

    url: str
    text: str = ""
    sequence: int = 0
    shared_at: datetime | None = None


def room_context(run: ScenarioAttempt, *, whole: bool) -> dict[str, Any]:
    """The room, and the box of the open moment where it has one."""
    graph = queries.graph_of(run.version)
    first, steps, hidden = _steps_to_show(run, graph, whole=whole)
    written = _written(run, graph, [one.node for one in steps], hidden)
    taken = [Taken(one.number, one.node, one.choice, written.get(one.number, Box("")).text) for one in steps]
    room = room_of(graph, first, taken, player_of(run), hidden=hidden, clock=_clock_of(run, graph))
    return {"room": room, "words": _open_box(run, room, written), "is_whole": whole}


def player_of(run: ScenarioAttempt) -> Player:
    """Who plays, and the behaviours in force."""
    return Player(letters=initials(run.learner), seed=run.seed, known=queries.behaviours_in_force())


def _steps_to_show(run: ScenarioAttempt, graph: Graph, *, whole: bool) -> tuple[Moment, list[ScenarioStep], int]:
    # One step more than is shown: the state it left is where the first of the others begins.
    after = 0 if whole else max(run.position - SHOWN - 1, 0)
    steps = list(run.steps.filter(number__gt=after).order_by("number"))
    if after == 0 and len(steps) <= SHOWN or whole:
        return begin(graph, State.from_json(run.state).variant), steps, 0
    before, *shown = steps
    return moment_at(graph, State.from_json(before.state)), shown, before.number


def _written(run: ScenarioAttempt, graph: Graph, shown: Sequence[str], hidden: int) -> dict[int, Box]:
    if not any(graph.nodes[key].kind in WRITES for key in [*shown, run.state["node"]]):
        return {}
    rows = run.words.filter(step__gt=hidden).exclude(kind=WordsKind.DEBRIEF)
    return {row.step: Box("", row.text, row.sequence) for row in rows}


def _open_box(run: ScenarioAttempt, room: Room, written: dict[int, Box]) -> Box | None:
    if room.ask is None or not room.ask.writes:
        return None
    number = run.position + 1
    url = reverse("assessments:role_play_words", args=[run.uuid, room.ask.writes, number])
    kept = written.get(number, Box(""))
    return Box(url, kept.text, kept.sequence)


def _clock_of(run: ScenarioAttempt, graph: Graph) -> Ticking | None:
    node = graph.nodes[run.state["node"]]
    if not node.seconds or run.shown_at is None:
        return None
    time = timedelta(seconds=node.seconds * queries.time_factor_for(run.learner, run))
    return ticking(clock.now(), run.shown_at + time)
