"""Arranging role-plays, and who rates them."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.observations import queries, services
from assessments.observations.access import (
    ARRANGING,
    READING,
    access_sitting,
    access_sitting_to_arrange,
    may_arrange,
    observations_at_desk,
    observations_to_release,
    people_to_arrange_for,
)
from assessments.observations.choices import ObservationStatus, SeatRole
from assessments.observations.errors import ReasonNeeded
from assessments.observations.forms import ArrangeForm, RaterForm
from assessments.observations.models import Observation, Seat, Sitting
from assessments.observations.presenting.desk import list_line, sitting_page
from assessments.observations.presenting.recordings import sitting_words
from assessments.observations.presenting.slots import offered_lines
from assessments.observations.queries import desk
from assessments.observations.queries.slots import offered_times
from assessments.observations.terms import may_record
from assessments.observations.views.changing import do_with_one
from lms.common import clock
from lms.common.errors import DomainError
from lms.people.access import role_required
from lms.people.choices import Role
from lms.people.models import User

PER_PAGE = 25


def state_choices() -> list[tuple[str, str]]:
    """What the list can be narrowed to, in the reader's language."""
    return [
        (desk.WAITING, _("Sheets to come")),
        (desk.LATE, _("Overdue")),
        (desk.DIFFER, _("Raters differ")),
        (desk.RELEASE, _("To release")),
        (desk.APPEAL, _("Appealed")),
        (desk.DONE, _("Released")),
    ]


@require_safe
@role_required(*READING)
@never_cache
def sittings(request: HttpRequest) -> HttpResponse:
    """Everybody's role-plays whom I look after, the newest first."""
    user: Any = request.user
    chosen = {name: request.GET.get(name, "")[:100].strip() for name in ("q", "state", "kit")}
    rows = desk.narrowed(
        desk.with_counts(observations_at_desk(user)), words=chosen["q"], state=chosen["state"], kit=chosen["kit"]
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    found, now = list(page), clock.now()
    results = queries.standing_results(found)
    asked = {key: value for key, value in chosen.items() if value}
    context = {
        "reads_kits": user.has_role(Role.SUPERVISOR, Role.LEAD_SUPERVISOR),
        "lines": [list_line(row, results.get(row.pk), now) for row in found],
        "page": page,
        "chosen": chosen,
        "states": state_choices(),
        "kits": list(queries.instruments_to_arrange().values_list("code", "title")),
        "query": f"&{urlencode(asked)}" if asked else "",
        "arranges": may_arrange(user),
        "to_release": observations_to_release(user).count(),
    }
    return render(request, "assessments/observations/sittings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ARRANGING)
@never_cache
def sitting_new(request: HttpRequest) -> HttpResponse:
    """Arrange a role-play."""
    user: Any = request.user
    offered: dict[str, Any] = {"instruments": queries.instruments_to_arrange(), "learners": people_to_arrange_for(user)}
    if request.method != "POST":
        initial = {"learners": request.GET.getlist("trainee"), "language": user.language}
        if request.GET.get("at"):
            initial["starts_at"] = request.GET["at"][:16]
        return _show_new(request, ArrangeForm(initial=initial, **offered))
    form = ArrangeForm(request.POST, **offered)
    if form.is_valid():
        try:
            sitting = services.arrange_sitting(plan=form.plan(), arranged_by=user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Arranged. Now ask who rates it."))
            return redirect("assessments:sitting", sitting.uuid)
    return _show_new(request, form, status=422)


def _show_new(request: HttpRequest, form: ArrangeForm, status: int = 200) -> HttpResponse:
    user: Any = request.user
    context = {
        "form": form,
        "offered": offered_lines(offered_times(queries.raters_around([user]))),
        "nobody": not form.fields["learners"].queryset.exists(),  # type: ignore[attr-defined]
        "no_kit": not form.fields["instrument"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "assessments/observations/sitting_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READING)
@never_cache
def sitting(request: HttpRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Who is in a role-play, who rates it, which sheets are in; nothing of what they say."""
    user: Any = request.user
    if request.method != "POST":
        return _show_sitting(request, access_sitting(user, sitting_uuid))
    found = access_sitting_to_arrange(user, sitting_uuid)
    go = request.POST.get("go", "")
    if go == "assign":
        return _assign(request, found)
    try:
        _do(request, found, go, user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:sitting", found.uuid)


def _do(request: HttpRequest, found: Sitting, go: str, user: User) -> None:
    if go == "cancel":
        services.cancel_sitting(sitting=found, actor=user, reason=request.POST.get("why", ""))
        messages.success(request, _("Called off. Everybody in it is told."))
    elif go == "stop":
        services.stop_sitting(sitting=found, actor=user)
        messages.success(request, _("Stopped. Nothing is rated and no try is used up. Look after each other first."))
    elif go == "hold":
        services.hold_sitting(sitting=found, actor=user)
        messages.success(request, _("Noted that it took place."))
    elif go == "pick":
        seats = services.ask_who_fits(observation=_observation(request, found, user), assigned_by=user)
        names = ", ".join(seat.rater.full_name for seat in seats)
        messages.success(request, _("Asked: %(names)s.") % {"names": names} if seats else _("Enough are asked."))
    elif go == "go_on":
        services.go_on_with_one(observation=_observation(request, found, user), actor=user)
        messages.success(request, _("The sheets that are in were put together."))
    elif go in ("take_out", "absent", "present", "stop_one"):
        observation = _observation(request, found, user)
        messages.success(request, do_with_one(observation=observation, go=go, actor=user))
    elif go in ("remind", "leave"):
        seat = _seat(request, found, user)
        if go == "remind":
            services.remind_rater(seat=seat, actor=user)
            messages.success(request, _("%(name)s is reminded.") % {"name": seat.rater})
        else:
            services.leave_seat(seat=seat, actor=user)
            messages.success(request, _("%(name)s no longer rates this. Ask somebody else.") % {"name": seat.rater})


def _assign(request: HttpRequest, found: Sitting) -> HttpResponse:
    user: Any = request.user
    observation = _observation(request, found, user)
    form = rater_form(observation, request.POST)
    if not form.is_valid():
        return _show_sitting(request, found, {observation.pk: form}, status=422)
    override, replaced = form.cleaned_data["override"], form.replaced
    try:
        if replaced is not None:
            services.replace_rater(
                seat=replaced, rater=form.chosen, assigned_by=user, override=override, watches=form.way
            )
        else:
            services.assign_rater(
                observation=observation,
                rater=form.chosen,
                assigned_by=user,
                role=asked_role(observation),
                override=override,
                watches=form.way,
            )
    except ReasonNeeded as refusal:
        form.add_error("override", str(refusal))
    except DomainError as refusal:
        form.add_error("rater", str(refusal))
    else:
        messages.success(request, _("%(name)s is asked.") % {"name": form.chosen})
        return redirect("assessments:sitting", found.uuid)
    return _show_sitting(request, found, {observation.pk: form}, status=422)


def asked_role(observation: Observation) -> SeatRole:
    """As what somebody is asked who is asked now."""
    adjudicating = observation.status == ObservationStatus.ADJUDICATING
    return SeatRole.ADJUDICATOR if adjudicating else SeatRole.RATER


def rater_form(observation: Observation, data: Any = None) -> RaterForm:
    """Whom to ask for an observation; fields carry its own prefix, since a page may hold several."""
    role, sitting = asked_role(observation), observation.sitting
    owing = observation.seats.filter(role=role, left_at=None).exclude(rating__status="submitted")
    return RaterForm(
        data,
        prefix=f"r{observation.pk}",
        suggestions=queries.suggest_raters(observation),
        owing=list(owing.select_related("rater", "observation")),
        recordable=role == SeatRole.RATER and may_record(sitting.instrument_version.kit, sitting.occasion),
    )


def _observation(request: HttpRequest, found: Sitting, user: User) -> Observation:
    return _one(observations_at_desk(user).filter(sitting=found), request.POST.get("observation", ""))


def _seat(request: HttpRequest, found: Sitting, user: User) -> Seat:
    mine = observations_at_desk(user).filter(sitting=found)
    seats = Seat.objects.filter(observation__in=mine).select_related(
        "rater", "observation__sitting__instrument_version"
    )
    return _one(seats, request.POST.get("seat", ""))


def _one(rows: Any, key: str) -> Any:
    try:
        found = rows.filter(uuid=uuid.UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _show_sitting(
    request: HttpRequest, found: Sitting, forms: dict[int, RaterForm] | None = None, status: int = 200
) -> HttpResponse:
    user: Any = request.user
    arranges = may_arrange(user)
    rows = list(desk.with_counts(observations_at_desk(user).filter(sitting=found)).order_by("learner__full_name", "pk"))
    open_forms = dict(forms or {})
    # Where several are watched each form is asked for by itself: together they would fill the page.
    asked = request.GET.get("ask", "") if len(rows) > 1 else str(rows[0].uuid) if rows else ""
    for row in rows if arranges else ():
        row.sitting.arranged_by = found.arranged_by
        if row.status in desk.ASKABLE and row.pk not in open_forms and str(row.uuid) == asked:
            open_forms[row.pk] = rater_form(row)
    results, seats = queries.standing_results(rows), desk.seats_of(rows)
    context = {
        "page": sitting_page(found, rows, seats, results, open_forms, now=clock.now(), arranges=arranges),
        "arranges": arranges,
        "recording": _recording_words(found) if arranges else "",
    }
    return render(request, "assessments/observations/sitting.html", context, status=status)


def _recording_words(found: Sitting) -> str:
    """Empty where there is nothing to say: it is never recorded."""
    if not may_record(found.instrument_version.kit, found.occasion):
        return ""
    return sitting_words(queries.recording_standing(found))
