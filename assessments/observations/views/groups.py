"""Arranging one role-play for several trainees: who and when, then who rates whom, pair by pair."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.observations import queries, services
from assessments.observations.access import ARRANGING, people_to_arrange_for
from assessments.observations.choices import Part
from assessments.observations.forms.groups import GroupForm
from assessments.observations.groups import FEWEST, Group, groups_for
from assessments.observations.presenting.groups import pair_page
from assessments.observations.presenting.states import moment
from assessments.observations.queries.pairs import Pair, pairs_of
from assessments.observations.terms import raters_needed
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.people.access import role_required
from lms.people.models import User

TEMPLATES = "assessments/observations/groups/"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ARRANGING)
@never_cache
def group_new(request: HttpRequest) -> HttpResponse:
    """Two steps on one address: what is typed first goes along hidden, so that nothing is lost on the way."""
    user: Any = request.user
    be_under(request, "assessments:sittings")
    group, learners = _offered(request, user)
    fields: dict[str, Any] = {"instruments": queries.instruments_to_arrange(), "learners": learners, "user": user}
    if request.method != "POST":
        initial = {"learners": request.GET.getlist("trainee"), "language": user.language}
        return _show_first(request, user, GroupForm(initial=initial, **fields), group)
    form = GroupForm(request.POST, **fields)
    if not form.is_valid():
        return _show_first(request, user, form, group, status=422)
    go = request.POST.get("go", "")
    if go == "back":
        return _show_first(request, user, form, group)
    pairs = _pairs(form)
    if go != "arrange":
        return _show_second(request, form, pairs)
    return _arrange(request, user, form, group, pairs)


def _arrange(
    request: HttpRequest, user: User, form: GroupForm, group: Group | None, pairs: Sequence[Pair]
) -> HttpResponse:
    reasons = {pair.key: request.POST.get(pair.key, "") for pair in pairs}
    try:
        sitting = services.arrange_group(plan=form.plan(), raters=form.chosen_raters, reasons=reasons, arranged_by=user)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _show_first(request, user, form, group, status=422)
    messages.success(request, _("Arranged. Everybody in it is told."))
    return redirect("assessments:sitting", sitting.uuid)


def _offered(request: HttpRequest, user: User) -> tuple[Group | None, QuerySet[User]]:
    """The group that was asked for, if any, and whom of it `user` may arrange for."""
    learners = people_to_arrange_for(user)
    asked = request.GET.get("group", "")
    group = next((one for one in groups_for(user) if str(one.key) == asked), None) if asked else None
    return group, learners.filter(pk__in=group.people) if group else learners


def _pairs(form: GroupForm) -> list[Pair]:
    data, version = form.cleaned_data, queries.current_kit(form.cleaned_data["instrument"])
    if version is None:
        return []
    return pairs_of(version, list(data["learners"]), form.chosen_raters, counts=data["counts"] == "yes")


def _show_first(
    request: HttpRequest, user: User, form: GroupForm, group: Group | None, status: int = 200
) -> HttpResponse:
    few = form.fields["learners"].queryset.count() < FEWEST  # type: ignore[attr-defined]
    no_kit = not form.fields["instrument"].queryset.exists()  # type: ignore[attr-defined]
    context = {"form": form, "group": group, "groups": groups_for(user), "few": few, "no_kit": no_kit}
    return render(request, f"{TEMPLATES}new.html", context, status=status)


def _show_second(request: HttpRequest, form: GroupForm, pairs: Sequence[Pair]) -> HttpResponse:
    data, version = form.cleaned_data, queries.current_kit(form.cleaned_data["instrument"])
    needed = raters_needed(version.kit, counts=data["counts"] == "yes") if version else 0
    context = {
        "form": form,
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "title": data["instrument"].title,
        "when": moment(data["starts_at"]),
        "people": pair_page(list(data["learners"]), pairs, needed=needed, posted=request.POST),
        "parts": Part.choices,
    }
    return render(request, f"{TEMPLATES}pairs.html", context)
