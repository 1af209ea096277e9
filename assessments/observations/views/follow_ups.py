"""Harm that was seen: acknowledged, talked through, closed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.observations import queries, services
from assessments.observations.access import (
    READING,
    access_follow_up,
    concerns_at_desk,
    follow_ups_at_desk,
    may_arrange,
)
from assessments.observations.choices import ConcernStatus, FollowUpStatus
from assessments.observations.forms import AgreedForm
from assessments.observations.models import FollowUp
from assessments.observations.presenting.asides import concern_line
from assessments.observations.presenting.follow_ups import follow_up_line, follow_up_page
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.signals import person_viewed
from lms.people.access import role_required

SHOWN = 50


@require_safe
@role_required(*READING)
@never_cache
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What is open with the people I look after, the most urgent first, and what was closed lately."""
    user: Any = request.user
    be_under(request, "assessments:sittings")
    rows = follow_ups_at_desk(user).select_related(
        "observation__learner", "observation__sitting__instrument_version", "owner"
    )
    now = clock.now()
    is_open = rows.exclude(status=FollowUpStatus.CLOSED).order_by("acknowledge_by", "pk")[:SHOWN]
    closed = rows.filter(status=FollowUpStatus.CLOSED).order_by("-closed_at", "pk")[:10]
    undecided = concerns_at_desk(user).filter(status=ConcernStatus.OPEN).select_related("seat")
    undecided = undecided.select_related("observation__learner", "observation__sitting__instrument_version")[:SHOWN]
    context = {
        "open": [follow_up_line(row, now) for row in is_open],
        "closed": [follow_up_line(row, now) for row in closed],
        "concerns": [concern_line(row) for row in undecided],
    }
    return render(request, "assessments/observations/follow_ups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READING)
@never_cache
def follow_up(request: HttpRequest, follow_up_uuid: uuid.UUID) -> HttpResponse:
    """One follow-up: what was seen, who takes care, what was agreed."""
    user: Any = request.user
    found = access_follow_up(user, follow_up_uuid)
    be_under(request, "assessments:sittings")
    if request.method != "POST":
        learner = found.observation.learner
        person_viewed.send(sender=FollowUp, viewer=user, subject=learner, what="follow-up")
        return _show(request, found)
    if not may_arrange(user):
        raise Http404
    form = _form(found, request.POST)
    if request.POST.get("go") == "close" and not form.is_valid():
        return _show(request, found, form, status=422)
    form.is_valid()
    try:
        _do(found, request.POST.get("go", ""), user, form.cleaned_data.get("agreed", ""))
    except DomainError as refusal:
        form.add_error("agreed", str(refusal))
        return _show(request, found, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("assessments:follow_up", found.uuid)


def _form(found: FollowUp, data: Any = None) -> AgreedForm:
    closes = found.status == FollowUpStatus.DEBRIEFED
    return AgreedForm(data, closes=closes, initial={"agreed": found.agreed})


def _do(found: FollowUp, go: str, user: Any, agreed: str) -> None:
    if go == "acknowledge":
        services.acknowledge_follow_up(follow_up=found, actor=user)
    elif go == "debrief":
        services.note_debrief(follow_up=found, actor=user, agreed=agreed)
    elif go == "close":
        services.close_follow_up(follow_up=found, actor=user, agreed=agreed)


def _show(request: HttpRequest, found: FollowUp, form: AgreedForm | None = None, status: int = 200) -> HttpResponse:
    user: Any = request.user
    writes = may_arrange(user)
    page = follow_up_page(found, queries.behaviours_of(found.observation), clock.now(), words=writes)
    context = {"page": page, "writes": writes, "form": form or _form(found)}
    return render(request, "assessments/observations/follow_up.html", context, status=status)
