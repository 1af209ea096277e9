"""Changing a role-play that is arranged: when and where, who is in it, who rates all of them."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.observations import queries, services
from assessments.observations.access import (
    ARRANGING,
    access_sitting_to_arrange,
    observations_at_desk,
    people_to_arrange_for,
)
from assessments.observations.choices import OPEN, OVER, RatingStatus, SeatRole, SittingStatus
from assessments.observations.forms.groups import AddForm, ChangeForm, TogetherForm
from assessments.observations.groups import MOST
from assessments.observations.models import Observation, Seat, Sitting
from assessments.observations.models.observations import has_begun
from assessments.observations.presenting.desk import facts_of
from assessments.observations.presenting.groups import pair_page
from assessments.observations.queries.pairs import pairs_in
from assessments.observations.terms import raters_needed
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.people.access import role_required
from lms.people.models import User

TEMPLATES = "assessments/observations/groups/"


def do_with_one(*, observation: Observation, go: str, actor: User) -> str:
    """Take one trainee out, note that they were not there, or stop for them alone; what to say about it."""
    name = {"name": observation.learner}
    if go == "take_out":
        services.take_out(observation=observation, actor=actor)
        return _("%(name)s is taken out, and told. It is no try.") % name
    if go == "absent":
        services.note_absent(observation=observation, actor=actor)
        return _("Noted that %(name)s was not there. It is no try, and the others go on.") % name
    if go == "present":
        services.bring_back(observation=observation, actor=actor)
        return _("Noted that %(name)s was there after all.") % name
    services.stop_for_one(observation=observation, actor=actor)
    return _("Stopped for %(name)s alone. It is no try, and the others go on.") % name


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ARRANGING)
@never_cache
def sitting_change(request: HttpRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Another day, another place, somebody else in it: as long as it has not begun."""
    user: Any = request.user
    be_under(request, "assessments:sittings")
    found = access_sitting_to_arrange(user, sitting_uuid)
    rows = _rows(user, found)
    if found.status != SittingStatus.PLANNED or has_begun(found, clock.now()):
        messages.info(request, _("It has begun or is over, so it can’t be changed any more."))
        return redirect("assessments:sitting", found.uuid)
    go = request.POST.get("go", "")
    form = ChangeForm(request.POST if go == "change" else None, sitting=found, rows=rows)
    add = AddForm(request.POST if go == "add" else None, learners=_others(user, found))
    if request.method == "POST" and _done(request, found, form, add, user):
        return redirect("assessments:sitting", found.uuid)
    in_it = Observation.objects.filter(sitting=found).exclude(status__in=OVER).count()
    context = {
        "form": form,
        "add": add,
        "sitting": found,
        "seen": found.updated.isoformat(),
        "facts": facts_of(found),
        "room": in_it < MOST,
        "alone": in_it == 1,
        "anybody": add.fields["learner"].queryset.exists(),  # type: ignore[attr-defined]
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"{TEMPLATES}change.html", context, status=status)


def _done(request: HttpRequest, found: Sitting, form: ChangeForm, add: AddForm, user: User) -> bool:
    """Whether what was posted is done; else a form says why not."""
    try:
        if form.is_bound and form.is_valid():
            services.change_sitting(sitting=found, details=form.details(), actor=user)
            messages.success(request, _("Changed. Where it matters to them, everybody in it is told."))
            return True
        if add.is_bound and add.is_valid():
            learner = add.cleaned_data["learner"]
            services.add_trainee(sitting=found, learner=learner, actor=user)
            messages.success(request, _("%(name)s is in it, and told. Now ask who rates them.") % {"name": learner})
            return True
    except DomainError as refusal:
        (form if form.is_bound else add).add_error(None, str(refusal))
    return False


def _rows(user: User, found: Sitting) -> list[Observation]:
    rows = observations_at_desk(user).filter(sitting=found, status__in=OPEN)
    return list(
        rows.select_related("learner", "sitting__instrument_version", "sitting__arranged_by").order_by(
            "learner__full_name", "pk"
        )
    )


def _others(user: User, found: Sitting) -> Any:
    return people_to_arrange_for(user).exclude(pk__in=found.observations.values("learner"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ARRANGING)
@never_cache
def sitting_raters(request: HttpRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Ask somebody for all trainees of a role-play, also in place of another: first who, then pair by pair."""
    user: Any = request.user
    be_under(request, "assessments:sittings")
    found = access_sitting_to_arrange(user, sitting_uuid)
    rows = _rows(user, found)
    if not rows:
        messages.info(request, _("Nobody in it is still rated."))
        return redirect("assessments:sitting", found.uuid)
    form = _together(request, user, found, rows)
    if request.method != "POST" or not form.is_valid() or request.POST.get("go") == "back":
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, f"{TEMPLATES}raters.html", {"form": form, "sitting": found}, status=status)
    if request.POST.get("go") == "ask":
        return _ask(request, found, rows, form, user)
    return _show_pairs(request, found, rows, form)


def _together(request: HttpRequest, user: User, found: Sitting, rows: Sequence[Observation]) -> TogetherForm:
    owed = Seat.objects.filter(observation__in=rows, role=SeatRole.RATER, left_at=None)
    owed = owed.exclude(rating__status=RatingStatus.SUBMITTED).select_related("rater").order_by("rater__full_name")
    owing = list({seat.rater_id: seat.rater for seat in owed}.values())
    learners = [row.learner for row in rows]
    offered = queries.raters_to_offer(learners, found.arranged_by, language=found.language)
    posted = request.POST if request.method == "POST" else None
    return TogetherForm(posted, suggestions=offered, owing=owing)


def _ask(
    request: HttpRequest, found: Sitting, rows: Sequence[Observation], form: TogetherForm, user: User
) -> HttpResponse:
    reasons = {pair.key: request.POST.get(pair.key, "") for pair in pairs_in(rows, form.chosen)}
    try:
        made = services.ask_together(
            sitting=found, observations=rows, raters=form.chosen, reasons=reasons, asked_by=user,
            instead_of=form.replaced,
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return render(request, f"{TEMPLATES}raters.html", {"form": form, "sitting": found}, status=422)
    text = ngettext("%(n)d more sheet is asked for.", "%(n)d more sheets are asked for.", made)
    messages.success(request, text % {"n": made})
    return redirect("assessments:sitting", found.uuid)


def _show_pairs(request: HttpRequest, found: Sitting, rows: Sequence[Observation], form: TogetherForm) -> HttpResponse:
    needed = raters_needed(found.instrument_version.kit, counts=found.counts)
    shown = pair_page([row.learner for row in rows], pairs_in(rows, form.chosen), needed=0, posted=request.POST)
    context = {
        "sitting": found,
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "people": shown,
        "needed": needed,
        "replaced": form.replaced,
    }
    return render(request, f"{TEMPLATES}raters_pairs.html", context)
