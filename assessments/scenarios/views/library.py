"""All role-plays, and the card of one."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assessments.competencies.models import Competency
from assessments.scenarios import queries, services
from assessments.scenarios.access import access_scenario_card
from assessments.scenarios.models import Scenario, ScenarioVersion
from assessments.scenarios.presenting import cards
from assessments.scenarios.presenting.room import seats
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.templatetags.hs import initials


@require_GET
@login_required
@never_cache
def library(request: HttpRequest) -> HttpResponse:
    """Every role-play that is open, with how one stands with it."""
    lines = queries.scenarios_for_library(_user(request))
    titles = _titles(line.version for line in lines)
    shown = [
        cards.card_of(line.scenario, line.version.settings, line.state, _practises(line.version, titles))
        for line in lines
    ]
    return render(request, "assessments/scenarios/library.html", {"cards": shown})


@require_GET
@login_required
@never_cache
def scenario(request: HttpRequest, code: str) -> HttpResponse:
    """What to know before one goes in."""
    user = _user(request)
    found = access_scenario_card(user, code)
    version = queries.current_version(found)
    if version is None:
        raise Http404
    be_under(request, "assessments:scenarios")
    return render(request, "assessments/scenarios/intro.html", _card(user, found, version))


def _card(user: Any, found: Scenario, version: ScenarioVersion) -> dict[str, Any]:
    state = queries.run_state(found, user)
    runs = list(queries.runs_to_see().filter(learner=user, scenario=found).order_by("-started_at"))
    graph = queries.graph_of(version)
    return {
        "settings": version.settings,
        "kicker": cards.kicker(found.number, version.settings["minutes"]),
        "seats": seats(graph, {}, initials(user)),
        "practises": _practises(version, _titles([version])),
        "safety": cards.safety_words(version.settings, queries.signed_on(version)),
        "state": state,
        "standing": cards.standing_of(state),
        "runs": [cards.run_line(run, state) for run in runs],
        "begin_url": reverse("assessments:scenario_begin", args=[found.code]),
        "text_url": reverse("assessments:scenario_text", args=[found.code]),
        "open_url": reverse("assessments:role_play", args=[state.open.uuid]) if state.open else "",
        "debrief_url": reverse("assessments:role_play_debrief", args=[state.last.uuid]) if state.last else "",
    }


@require_POST
@login_required
def begin_scenario(request: HttpRequest, code: str) -> HttpResponse:
    """Go in: on with the run that is open, or with `restart` a new one."""
    user = _user(request)
    found = access_scenario_card(user, code)
    try:
        run = services.start_run(scenario=found, learner=user, restart="restart" in request.POST)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("assessments:scenario", found.code)
    # The content note stood beside the button.
    return redirect(f"{reverse('assessments:role_play', args=[run.uuid])}?in=1")


def _titles(versions: Iterable[ScenarioVersion]) -> dict[int, str]:
    keys = {key for version in versions for key in version.settings["competencies"]}
    return dict(Competency.objects.filter(pk__in=keys).values_list("pk", "title")) if keys else {}


def _practises(version: ScenarioVersion, titles: dict[int, str]) -> list[str]:
    return [titles[key] for key in version.settings["competencies"] if key in titles]


def _user(request: HttpRequest) -> Any:
    return request.user
