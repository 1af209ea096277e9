"""A draft played in the sandbox, from any moment. Nothing of it is a record."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from assessments.scenarios import queries, services
from assessments.scenarios.errors import GraphInvalid, StepRefused
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import Scenario, ScenarioDraft
from assessments.scenarios.playing import Moment, begin, go_on
from assessments.scenarios.presenting.trying import Trial, first_of
from assessments.scenarios.reading import read_graph
from assessments.scenarios.views.sandbox import sandbox_response
from assessments.scenarios.viewsets.screen import NAMES
from assessments.scenarios.viewsets.visits import note_visits


@never_cache
def play_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """`?node=`: where to begin. Moments that are come through are counted for the picture at the desk."""
    if not request.user.has_perm(queries.MAY_CHANGE):
        raise Http404
    scenario = get_object_or_404(Scenario, pk=pk)
    draft = ScenarioDraft.objects.filter(scenario=scenario).first() or services.open_draft(scenario=scenario)
    node = request.GET.get("node", "")
    back_url = reverse(f"{NAMES}:desk", args=[pk]) + (f"?node={node}#panel" if node else "")
    try:
        graph = read_graph(draft.graph)
        start = node if node in graph.nodes else ""
        note_visits(request, scenario, nodes_of(_moment(request, graph, start)))
    except (GraphInvalid, StepRefused):
        # The sandbox says on its page what can't be played.
        start = node
    return sandbox_response(request, scenario, draft.graph, start, back_url)


def nodes_of(moment: Moment | None) -> list[str]:
    return [*(one.node.key for one in moment.shown), moment.node.key] if moment else []


def _moment(request: HttpRequest, graph: Graph, start: str) -> Moment | None:
    if request.method != "POST":
        return begin(replace(graph, start=start or graph.start), first_of(graph, request.GET))
    trial = Trial.read(request.POST.get("state", ""))
    return go_on(graph, trial.state, request.POST.get("choice", "")) if trial else None
