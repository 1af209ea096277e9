"""The way round: the same case as a text."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.scenarios import queries, services
from assessments.scenarios.access import access_own_run, access_scenario_card
from assessments.scenarios.choices import RunStatus
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.presenting import cards
from lms.common.errors import DomainError
from lms.common.navigation import be_under


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def scenario_text(request: HttpRequest, code: str) -> HttpResponse:
    """Read a scenario as a text, outside of any lesson. A run begins only when it was read."""
    user: Any = request.user
    found = access_scenario_card(user, code)
    version = queries.current_version(found)
    if version is None or not version.settings["way_round"]:
        raise Http404
    if request.method == "POST":
        try:
            run = services.read_scenario(scenario=found, learner=user)
        except DomainError as error:
            messages.warning(request, str(error))
            return redirect("assessments:scenario", found.code)
        return _done(request, run)
    return _show(request, version.settings, found.number, reverse("assessments:scenario", args=[found.code]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def role_play_text(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Read the rest of one's run as a text instead."""
    run = access_own_run(request.user, run_uuid)
    if not run.version.settings["way_round"]:
        raise Http404
    if run.status != RunStatus.IN_PROGRESS:
        return redirect("assessments:role_play", run.uuid)
    if request.method == "POST":
        return _read(request, run)
    back = reverse("assessments:role_play", args=[run.uuid])
    return _show(request, run.version.settings, run.scenario.number, back)


def _read(request: HttpRequest, run: ScenarioAttempt) -> HttpResponse:
    try:
        services.read_instead(attempt=run)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("assessments:role_play", run.uuid)
    return _done(request, run)


def _done(request: HttpRequest, run: ScenarioAttempt) -> HttpResponse:
    messages.success(request, _("Done. Reading it counts just the same."))
    return redirect("assessments:role_play_debrief", run.uuid)


def _show(request: HttpRequest, settings: dict[str, Any], number: int, back: str) -> HttpResponse:
    be_under(request, "assessments:scenarios")
    context = {"settings": settings, "kicker": cards.kicker(number, settings["minutes"]), "back_url": back}
    return render(request, "assessments/scenarios/text.html", context)
