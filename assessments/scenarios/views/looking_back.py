"""What a debrief holds, put together from a finished run."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments.scenarios import queries
from assessments.scenarios.choices import Tag, Way, WordsKind
from assessments.scenarios.models import ScenarioAttempt, ScenarioWords
from assessments.scenarios.presenting import cards
from assessments.scenarios.presenting.debrief import tally_lines
from assessments.scenarios.presenting.paths import pairs
from assessments.scenarios.presenting.room import Taken
from assessments.scenarios.queries.runs import state_from
from assessments.scenarios.state import State
from assessments.scenarios.tallying import tally
from assessments.scenarios.views.rooms import Box
from assessments.scenarios.walking import reference_path
from lms.people.models import User
from lms.people.queries import supervises, supervisor_names


@dataclass(frozen=True)
class Written:
    """What somebody wrote on the way, under what they were asked."""

    words: ScenarioWords
    asked: str = ""


def debrief_context(run: ScenarioAttempt, viewer: User) -> dict[str, Any]:
    """Everything on the page: for the learner with what they may do, for others with what is theirs to see."""
    own = run.learner_id == viewer.pk
    settings, here = run.version.settings, _places(run)
    context = {
        "run": run,
        "own": own,
        "title": settings["title"],
        "kicker": cards.kicker(run.scenario.number, settings["minutes"]),
        "outcome": cards.outcome_words(run),
        "missing": cards.way_missing(run),
        "is_read": run.way == Way.READ,
        "sensitive": bool(settings["content_note"]),
        **(_own(run) if own else _others(run, viewer)),
        **here,
    }
    if context["is_read"]:
        return context
    path = _path(run, context["written"])
    return {**context, **(path if own or run.sent_at else _harms_alone(path))}


def _places(run: ScenarioAttempt) -> dict[str, str]:
    return {
        "replay_url": reverse("assessments:role_play_replay", args=[run.uuid]),
        "share_url": reverse("assessments:role_play_share", args=[run.uuid]),
        "send_url": reverse("assessments:role_play_send", args=[run.uuid]),
        "begin_url": reverse("assessments:scenario_begin", args=[run.scenario.code]),
        "intro_url": reverse("assessments:scenario", args=[run.scenario.code]),
    }


def _path(run: ScenarioAttempt, written: list[Written]) -> dict[str, Any]:
    graph, state, known = queries.graph_of(run.version), State.from_json(run.state), queries.behaviours_in_force()
    rows = queries.steps_of(run)
    taken = [Taken(row.number, row.node, row.choice) for row in rows]
    reference = reference_path(graph, state.variant)
    summary = tally(graph, [(row.node, row.choice) for row in rows], state)
    codes = [one.code for one in summary.competencies]
    ending = graph.nodes.get(run.ending)
    return {
        "pairs": pairs(graph, taken, reference, state.harms, known),
        "path_name": cards.path_name(queries.signed_on(run.version)),
        "tally": tally_lines(summary.competencies, queries.competency_titles(codes)),
        "next_lines": [(one.node.text, one.text) for one in summary.next_lines],
        "ending_text": ending.text if ending else "",
        "written": _with_questions(written, {row.number: graph.nodes[row.node].text for row in rows}),
    }


def _harms_alone(path: dict[str, Any]) -> dict[str, Any]:
    """Of a run that its learner has not sent, others see the harmful moments: what else was chosen is no business of
    theirs.
    """
    harms = [pair for pair in path["pairs"] if pair.mine and pair.mine.tag == Tag.HARMFUL]
    return {**path, "pairs": harms, "tally": [], "next_lines": [], "ending_text": "", "withheld": True}


def _own(run: ScenarioAttempt) -> dict[str, Any]:
    words = queries.words_of(run)
    after = words.pop((WordsKind.DEBRIEF, 0), None)
    url = reverse("assessments:role_play_words", args=[run.uuid, WordsKind.DEBRIEF, 0])
    box = Box(url, after.text, after.sequence, after.shared_at) if after else Box(url)
    runs = queries.runs_for(run.learner, run.scenario, run.placement, run.cycle)
    rows = list(runs)
    state = state_from(rows)
    return {
        "whose": "",
        "box": box,
        "written": _lines(words.values()),
        "supervisors": supervisor_names(run.learner),
        "runs": [cards.run_line(one, state) for one in reversed(rows)],
    }


def _others(run: ScenarioAttempt, viewer: User) -> dict[str, Any]:
    # Words are for their writer, and for the writer's own supervisors where they are shared.
    shared = queries.words_of(run, shared_only=True) if supervises(viewer, run.learner) else {}
    return {"whose": run.learner.get_short_name(), "person": run.learner, "written": _lines(shared.values())}


def _lines(rows: Any) -> list[Written]:
    return [Written(row) for row in rows if row.text.strip()]


def _with_questions(written: list[Written], asked: dict[int, str]) -> list[Written]:
    # What was written after the run stands at no step of it.
    return [Written(one.words, asked.get(one.words.step, "")) for one in written]
