"""One observation for whoever looks after the trainee or rated: sheets beside each other, the result, its release."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.observations import queries, services
from assessments.observations.access import (
    Sight,
    access_observation,
    concerns_at_desk,
    observations_to_release,
)
from assessments.observations.choices import ResponseKind, SeatRole
from assessments.observations.errors import ReasonNeeded
from assessments.observations.forms import RaterForm
from assessments.observations.models import Feedback, Observation
from assessments.observations.presenting.asides import concern_line, said_aside
from assessments.observations.presenting.observed import observation_page, release_line
from assessments.observations.queries import desk
from assessments.observations.queries.asides import sheets_aside, with_open_concern
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.signals import person_viewed
from lms.people.access import role_required
from lms.people.choices import Role
from lms.people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*Role.values)
@never_cache
def observation(request: HttpRequest, observation_uuid: uuid.UUID) -> HttpResponse:
    """What raters said, once it is no longer secret, and what came of it."""
    user: Any = request.user
    sight = access_observation(user, observation_uuid)
    be_under(request, "assessments:seats" if sight.own and not sight.arranges else "assessments:sittings")
    if request.method != "POST":
        if sight.sheets:
            found = sight.observation
            person_viewed.send(sender=Observation, viewer=user, subject=found.learner, what="observation")
        return _show(request, sight)
    go = request.POST.get("go", "")
    if go == "release" and sight.releases:
        return _release(request, sight, user)
    if go == "appeal" and sight.arranges:
        return _ask_for_appeal(request, sight, user)
    raise Http404


def _release(request: HttpRequest, sight: Sight, user: User) -> HttpResponse:
    try:
        services.release_result(observation=sight.observation, actor=user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Released. %(name)s is told.") % {"name": sight.observation.learner})
    return redirect("assessments:observation", sight.observation.uuid)


def _ask_for_appeal(request: HttpRequest, sight: Sight, user: User) -> HttpResponse:
    form = _appeal_form(sight.observation, request.POST)
    if form.is_valid():
        try:
            services.assign_rater(
                observation=sight.observation,
                rater=form.chosen,
                assigned_by=user,
                role=SeatRole.APPEAL,
                override=form.cleaned_data["override"],
            )
        except ReasonNeeded as refusal:
            form.add_error("override", str(refusal))
        except DomainError as refusal:
            form.add_error("rater", str(refusal))
        else:
            messages.success(request, _("%(name)s is asked.") % {"name": form.chosen})
            return redirect("assessments:observation", sight.observation.uuid)
    return _show(request, sight, form, status=422)


def _appeal_form(observation: Observation, data: Any = None) -> RaterForm:
    return RaterForm(data, suggestions=queries.suggest_raters(observation, afresh=True))


def _show(request: HttpRequest, sight: Sight, form: RaterForm | None = None, status: int = 200) -> HttpResponse:
    found = sight.observation
    row = desk.with_counts(Observation.objects.filter(pk=found.pk)).get()
    result = queries.result_of(found) if sight.sheets else None
    responses = list(found.responses.all()) if sight.sheets else []
    appealed = next((one for one in responses if one.kind == ResponseKind.APPEALED and one.settled_at is None), None)
    asked = found.seats.filter(role=SeatRole.APPEAL, left_at=None).exists()
    if form is None and sight.arranges and appealed and not asked:
        form = _appeal_form(found)
    page = observation_page(
        sight,
        row,
        items=queries.behaviours_of(found),
        sheets=queries.sheets_without_asides(found) if sight.sheets else [],
        differ=queries.disputes_of(found) if sight.sheets else {},
        result=result,
        feedback=Feedback.objects.filter(observation=found).first() if sight.writes else None,
        responses=responses if sight.words else [],
        now=clock.now(),
    )
    context = {"page": page, "sight": sight, "form": form, "may_release": sight.releases and page.is_agreed}
    context |= _from_others(request, sight) if sight.sheets else {}
    return render(request, "assessments/observations/observation.html", context, status=status)


def _from_others(request: HttpRequest, sight: Sight) -> dict[str, Any]:
    """What actors and peers said, beside the sheets that count, and the harm they saw. Two queries."""
    user: Any = request.user
    found = sight.observation
    rows = concerns_at_desk(user).filter(observation=found).select_related("seat")
    rows = rows.select_related("observation__learner", "observation__sitting__instrument_version")
    items, sheets = queries.behaviours_of(found), sheets_aside(found)
    said = said_aside(sheets, items, released_at=found.released_at, named=True, words=sight.words)
    return {"asides": said, "concerns": [concern_line(row) for row in rows]}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SUPERVISOR, Role.LEAD_SUPERVISOR)
@never_cache
def results_to_release(request: HttpRequest) -> HttpResponse:
    """Agreed results of whom I look after: released one by one or together."""
    user: Any = request.user
    be_under(request, "assessments:sittings")
    rows = observations_to_release(user).select_related("learner", "sitting__instrument_version")
    mine = list(rows.order_by("sitting__starts_at", "pk"))
    if request.method == "POST":
        wanted = set(request.POST.getlist("observation"))
        chosen = [row for row in mine if str(row.uuid) in wanted]
        count = services.release_results(observations=chosen, actor=user)
        text = ngettext("%(n)d result is released.", "%(n)d results are released.", count) % {"n": count}
        messages.success(request, text)
        return redirect("assessments:results_to_release")
    results = queries.standing_results(mine)
    with_feedback = set(
        Feedback.objects.filter(observation__in=mine, given_at__isnull=False).values_list("observation", flat=True)
    )
    concerned = with_open_concern(mine)
    lines = [
        release_line(row, results[row.pk], has_feedback=row.pk in with_feedback, concern_url=concerned.get(row.pk, ""))
        for row in mine
    ]
    return render(request, "assessments/observations/release.html", {"lines": lines})
