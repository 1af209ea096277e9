"""Actors and peers at the desk: who is asked, and what is decided about harm they saw."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.observations import queries, services
from assessments.observations.access import (
    ARRANGING,
    READING,
    access_concern,
    access_sitting_to_arrange,
    may_arrange,
    observations_at_desk,
)
from assessments.observations.choices import OVER, ObservationStatus
from assessments.observations.forms.asides import AsideForm, ConcernForm
from assessments.observations.models import Concern, Observation, RatingSheet, Sitting
from assessments.observations.presenting.asides import aside_lines, concern_page
from assessments.observations.queries.asides import asides_in, people_to_ask
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.signals import person_viewed
from lms.people.access import role_required
from lms.people.models import User

TEMPLATES = "assessments/observations/asked/"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ARRANGING)
@never_cache
def sitting_asides(request: HttpRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Who plays and who watches as a peer: ask, see who said no, take back."""
    user: Any = request.user
    be_under(request, "assessments:sittings")
    found = access_sitting_to_arrange(user, sitting_uuid)
    rows = list(observations_at_desk(user).filter(sitting=found).select_related("learner"))
    if request.method == "POST" and request.POST.get("go") == "take_back":
        return _take_back(request, found, rows, user)
    if request.method == "POST" and _is_asked(rows, request.POST):
        messages.info(request, _("They are asked already."))
        return redirect("assessments:sitting_asides", found.uuid)
    form = _form(request, user, found, rows)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_aside(
                sitting=found,
                observations=rows,
                person=form.chosen,
                role=form.cleaned_data["role"],
                asked_by=user,
                character=form.plays,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is asked, and told that they may say no.") % {"name": form.chosen})
            return redirect("assessments:sitting_asides", found.uuid)
    context = {"sitting": found, "lines": aside_lines(asides_in(rows)), "form": form, "may_ask": _may_ask(rows)}
    status = 422 if request.method == "POST" else 200
    return render(request, f"{TEMPLATES}desk.html", context, status=status)


def _form(request: HttpRequest, user: User, found: Sitting, rows: Sequence[Observation]) -> AsideForm:
    taken = {seat.character for seat in asides_in(rows) if not seat.declined}
    names = [actor["name"] for actor in found.instrument_version.kit.get("actors", [])]
    # What was just posted again has to be a choice still: the service says what became of it.
    posted = request.POST if request.method == "POST" else None
    free = [name for name in names if name not in taken or posted]
    people = people_to_ask(user, found, [row.learner for row in rows])
    return AsideForm(posted, people=people, characters=free)


def _is_asked(rows: Sequence[Observation], posted: Any) -> bool:
    """Whether this is the same click again."""
    asked = {(str(seat.rater.uuid), seat.role) for seat in asides_in(rows) if not seat.declined}
    return (posted.get("person", ""), posted.get("role", "")) in asked


def _may_ask(rows: Sequence[Observation]) -> bool:
    return any(row.status not in (*OVER, ObservationStatus.RELEASED) for row in rows)


def _take_back(request: HttpRequest, found: Sitting, rows: Sequence[Observation], user: User) -> HttpResponse:
    seat = next((one for one in asides_in(rows) if str(one.uuid) == request.POST.get("seat")), None)
    if seat is None:
        raise Http404
    try:
        services.take_back_aside(seat=seat, actor=user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is no longer asked.") % {"name": seat.rater})
    return redirect("assessments:sitting_asides", found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READING)
@never_cache
def concern(request: HttpRequest, concern_uuid: uuid.UUID) -> HttpResponse:
    """Harm that an actor or a peer saw: followed up, or noted with a reason."""
    user: Any = request.user
    found = access_concern(user, concern_uuid)
    be_under(request, "assessments:sittings")
    if request.method != "POST":
        learner = found.observation.learner
        person_viewed.send(sender=Concern, viewer=user, subject=learner, what="observation")
        return _show(request, found, ConcernForm())
    go, form = request.POST.get("go", ""), ConcernForm(request.POST)
    if not may_arrange(user) or go not in ("follow_up", "note"):
        raise Http404
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        reason = form.cleaned_data["reason"]
        services.decide_concern(concern=found, actor=user, follow_up=go == "follow_up", reason=reason)
    except DomainError as refusal:
        form.add_error("reason", str(refusal))
        return _show(request, found, form, status=422)
    messages.success(request, _("Decided. It stays with the role-play."))
    return redirect("assessments:concern", found.uuid)


def _show(request: HttpRequest, found: Concern, form: ConcernForm, status: int = 200) -> HttpResponse:
    user: Any = request.user
    writes = may_arrange(user)
    sheet = RatingSheet.objects.filter(rating__seat=found.seat_id).order_by("-number").first()
    page = concern_page(found, sheet, queries.behaviours_of(found.observation), words=writes)
    context = {"page": page, "form": form, "writes": writes}
    return render(request, f"{TEMPLATES}concern.html", context, status=status)
