"""The trainee's own role-plays: what is coming, what was seen, and what they say to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.observations import queries, services
from assessments.observations.access import access_own_observation, own_observations
from assessments.observations.choices import OVER, ObservationStatus, ResponseKind
from assessments.observations.errors import ArrangementRefused, ResponseRefused, SeatRefused
from assessments.observations.forms import WordsForm
from assessments.observations.links import practice_links
from assessments.observations.models import Observation
from assessments.observations.presenting.asides import asked_lines
from assessments.observations.presenting.own import coming_page, own_line, result_page
from assessments.observations.presenting.recordings import own_line_about
from assessments.observations.queries.asides import asked_seats, many_asked, sheets_to_show
from assessments.observations.queries.own import OwnSheet, many_in, own_sheet
from lms.common import clock

TEMPLATES = "assessments/observations/"


@require_safe
@login_required
@never_cache
def my_observations(request: HttpRequest) -> HttpResponse:
    """What is coming and what has been."""
    user: Any = request.user
    rows = list(own_observations(user).order_by("-sitting__starts_at", "pk")[:100])
    results = queries.standing_results([row for row in rows if row.status == ObservationStatus.RELEASED])
    lines = [own_line(row, results.get(row.pk)) for row in rows]
    context = {
        "coming": [line for line in lines if not line["is_out"]],
        "out": [line for line in lines if line["is_out"]],
        "asked": [line for line in asked_lines(asked_seats(user)) if line.open],
    }
    return render(request, f"{TEMPLATES}my_observations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def my_observation(request: HttpRequest, observation_uuid: uuid.UUID) -> HttpResponse:
    """One of them: before, what to expect; after, what was seen and room to answer."""
    user: Any = request.user
    found = access_own_observation(user, observation_uuid)
    if request.method == "POST":
        return _respond(request, found)
    return _show(request, found)


def _respond(request: HttpRequest, found: Observation) -> HttpResponse:
    kind, form = request.POST.get("go", ""), WordsForm(request.POST)
    if kind == "leave-out":
        return _leave_out(request, found)
    if kind not in ResponseKind.values or not own_sheet(found).may_see_result:
        return redirect("assessments:my_observation", found.uuid)
    if kind != ResponseKind.ACKNOWLEDGED and not form.is_valid():
        return _show(request, found, form, status=422)
    words = "" if kind == ResponseKind.ACKNOWLEDGED else form.cleaned_data["words"]
    try:
        services.respond_to_result(observation=found, kind=kind, words=words)
    except ResponseRefused as refusal:
        form.add_error("words", str(refusal))
        return _show(request, found, form, status=422)
    said = {
        ResponseKind.ACKNOWLEDGED: _("Noted that you have read it."),
        ResponseKind.ANSWERED: _("Sent to those who supervise you."),
        ResponseKind.APPEALED: _("Your appeal is sent. Somebody who has not seen the first ratings looks at it."),
    }
    messages.success(request, said[ResponseKind(kind)])
    return redirect("assessments:my_observation", found.uuid)


def _leave_out(request: HttpRequest, found: Observation) -> HttpResponse:
    try:
        services.opt_out(observation=found)
    except ArrangementRefused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Left out. It costs you nothing, and can be arranged again whenever you like."))
    return redirect("assessments:my_observation", found.uuid)


def _show(request: HttpRequest, found: Observation, form: WordsForm | None = None, status: int = 200) -> HttpResponse:
    own = own_sheet(found)
    if found.status != ObservationStatus.RELEASED or not own.may_see_result:
        together = many_in(found.sitting_id)
        items, raters = queries.behaviours_of(found), queries.rater_names(found)
        page = coming_page(
            found,
            items,
            own,
            raters,
            clock.now(),
            recording=own_line_about(queries.recording_standing(found.sitting), found.learner),
            together=together,
            asked_too=many_asked(found),
        )
        return render(request, f"{TEMPLATES}coming.html", {"page": page}, status=status)
    context = {"page": _result(found, own), "form": form or WordsForm()}
    return render(request, f"{TEMPLATES}result.html", context, status=status)


def _result(found: Observation, own: OwnSheet) -> Any:
    result = queries.result_of(found)
    if result is None:
        message = f"observation {found.uuid} is released without a result"
        raise RuntimeError(message)
    missed = queries.missed_in(result)
    return result_page(
        found,
        result,
        items=queries.behaviours_of(found),
        sheets=queries.sheets_behind(result),
        own=own.sheet,
        links=practice_links(missed, found.learner_id),
        again=queries.next_try(found.learner, found.sitting.instrument_version.instrument),
        responses={one.kind: one for one in found.responses.all()},
        recording=own_line_about(queries.recording_standing(found.sitting), found.learner),
        now=clock.now(),
        asides=sheets_to_show(found),
    )


@require_POST
@login_required
def my_self_rating(request: HttpRequest, observation_uuid: uuid.UUID) -> HttpResponse:
    """Say how one sees oneself, or that one rather would not."""
    user: Any = request.user
    found = access_own_observation(user, observation_uuid)
    if found.status in OVER:
        return redirect("assessments:my_observation", found.uuid)
    wants = request.POST.get("go") == "rate"
    try:
        seat = services.rate_oneself(observation=found, wants=wants)
    except SeatRefused as refusal:
        messages.info(request, str(refusal))
        return redirect("assessments:my_observation", found.uuid)
    if wants and seat.left_at is None:
        return redirect("assessments:sheet", seat.uuid)
    return redirect("assessments:my_observation", found.uuid)
