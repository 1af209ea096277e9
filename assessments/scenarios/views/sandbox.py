"""A story played from any of its moments, by those who write it. Nothing is stored."""

from dataclasses import replace
from random import SystemRandom
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments.scenarios import queries
from assessments.scenarios.errors import GraphInvalid, StepRefused
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import Scenario
from assessments.scenarios.playing import begin
from assessments.scenarios.presenting.room import moment_at
from assessments.scenarios.presenting.rooms import Player, Room, room_of
from assessments.scenarios.presenting.trying import Trial, first_of, known_of, step_of, variants_of
from assessments.scenarios.reading import read_graph
from lms.common.templatetags.hs import initials


def sandbox_response(
    request: HttpRequest, scenario: Scenario, graph: Graph | dict[str, Any], start_node: str = "", back_url: str = ""
) -> HttpResponse:
    """A page that plays `graph` (or its JSON) from `start_node` (else from its start); GET begins, POST goes on.

    The caller has checked who asks. Forms post to the address of the request; `?variant=` picks a variant. What can't
    be played is told on the page.
    """
    frame: dict[str, Any] = {"title": scenario.title, "step_url": request.get_full_path(), "back_url": back_url}
    try:
        story = read_graph(graph) if isinstance(graph, dict) else graph
        played = _go_on(request, story) if request.method == "POST" else _begin(request, story, start_node)
    except (GraphInvalid, StepRefused) as error:
        frame["problem"] = str(error)
        return render(request, "assessments/scenarios/sandbox.html", frame)
    frame["variants"] = [(_with(request, key), key, label) for key, label in variants_of(story)]
    return render(request, "assessments/scenarios/sandbox.html", {**frame, **played})


def _with(request: HttpRequest, variant: str) -> str:
    """The address of this page with another variant, and with all else that it asked for."""
    asked = request.GET.copy()
    asked["variant"] = variant
    return f"?{asked.urlencode()}"


def _begin(request: HttpRequest, graph: Graph, start_node: str) -> dict[str, Any]:
    story = replace(graph, start=start_node) if start_node else graph
    first = begin(story, first_of(graph, request.GET))
    trial = Trial(first.state, seed=SystemRandom().randrange(10**6))
    return _context(graph, trial, room_of(story, first, [], _player(request, trial)))


def _go_on(request: HttpRequest, graph: Graph) -> dict[str, Any]:
    trial = Trial.read(request.POST.get("state", ""))
    if trial is None:
        raise StepRefused(_("This trial is over. Begin again."), code=StepRefused.OVER)
    choice, written = request.POST.get("choice", ""), request.POST.get("value", "")
    before = moment_at(graph, trial.state)
    try:
        taken, after = step_of(graph, before, trial.position, choice, written)
    except StepRefused as refused:
        room = room_of(graph, before, [], _player(request, trial), hidden=trial.position)
        return {**_context(graph, trial, room), "refused": str(refused)}
    room = room_of(graph, before, [taken], _player(request, trial), hidden=trial.position)
    return _context(graph, replace(trial, state=after.state, position=trial.position + 1), room)


def _context(graph: Graph, trial: Trial, room: Room) -> dict[str, Any]:
    return {
        "room": replace(room, hidden=0),
        "sandbox": trial.sign(),
        "known": known_of(graph, trial.state),
        "variant": trial.state.variant,
        "node": trial.state.node,
    }


def _player(request: HttpRequest, trial: Trial) -> Player:
    return Player(letters=initials(request.user), seed=trial.seed, known=queries.behaviours_in_force())
