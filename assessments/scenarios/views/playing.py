"""The player: one moment after the other."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.scenarios import services
from assessments.scenarios.access import access_own_run
from assessments.scenarios.choices import RunStatus, Way
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.presenting import cards
from assessments.scenarios.views.rooms import room_context
from assessments.scenarios.views.words import sequence_of, words_sent
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def role_play(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Where one's run stands: shown, or a step taken."""
    received_at = clock.now()
    run = access_own_run(request.user, run_uuid)
    be_under(request, "assessments:scenarios")
    if request.method == "POST":
        return _take(request, run, received_at)
    if run.way == Way.READ:
        return redirect("assessments:role_play_debrief", run.uuid)
    if run.status == RunStatus.LEFT:
        messages.info(request, _("You began this role-play anew. This is how it stands."))
        return redirect("assessments:scenario", run.scenario.code)
    if run.position == 0 and run.version.settings["content_note"] and "in" not in request.GET:
        return render(request, "assessments/scenarios/door.html", _frame(run))
    return render(request, "assessments/scenarios/player.html", _context(request, run))


def _take(request: HttpRequest, run: ScenarioAttempt, received_at: datetime) -> HttpResponse:
    here = reverse("assessments:role_play", args=[run.uuid])
    sent = request.POST.get("position", "")
    position = int(sent) if sent.isdecimal() and len(sent) < 9 else -1
    try:
        services.take_step(
            attempt=run,
            position=position,
            choice=request.POST.get("choice", ""),
            words=words_sent(request),
            sequence=sequence_of(request),
            received_at=received_at,
        )
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect(f"{here}?in=1")
    return redirect(f"{here}#now")


def _context(request: HttpRequest, run: ScenarioAttempt) -> dict[str, Any]:
    here = reverse("assessments:role_play", args=[run.uuid])
    settings = run.version.settings
    finished = run.status == RunStatus.FINISHED
    offers_text = settings["way_round"] and not finished
    return {
        **_frame(run),
        **room_context(run, whole="whole" in request.GET),
        "step_url": here,
        "whole_url": f"{here}?whole=1",
        "debrief_url": reverse("assessments:role_play_debrief", args=[run.uuid]) if finished else "",
        "leave_url": run.return_path or reverse("assessments:scenario", args=[run.scenario.code]),
        "text_url": reverse("assessments:role_play_text", args=[run.uuid]) if offers_text else "",
    }


def _frame(run: ScenarioAttempt) -> dict[str, Any]:
    settings = run.version.settings
    return {
        "title": settings["title"],
        "summary": settings["summary"],
        "kicker": cards.kicker(run.scenario.number, settings["minutes"]),
        "note": settings["content_note"],
        "sensitive": bool(settings["content_note"]),
        "text_url": reverse("assessments:role_play_text", args=[run.uuid]),
        "enter_url": f"{reverse('assessments:role_play', args=[run.uuid])}?in=1",
    }
