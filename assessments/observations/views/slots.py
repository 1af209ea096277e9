"""A rater's times."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.observations import services
from assessments.observations.errors import SlotRefused
from assessments.observations.forms import TimesForm
from assessments.observations.models import RaterSlot
from assessments.observations.presenting.slots import slot_lines
from assessments.observations.queries import RATING_ROLES
from assessments.observations.queries.slots import coming_slots
from lms.common.navigation import be_under
from lms.people.access import role_required


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*RATING_ROLES)
@never_cache
def my_times(request: HttpRequest) -> HttpResponse:
    """When I can watch and rate, so that whoever arranges a role-play sees it."""
    user: Any = request.user
    be_under(request, "assessments:seats")
    form = TimesForm(request.POST if request.POST.get("go") == "offer" else None)
    if request.POST.get("go") == "withdraw":
        return _withdraw(request)
    if form.is_valid():
        begins, ends = form.span()
        try:
            new = services.offer_times(rater=user, starts_at=begins, ends_at=ends, weeks=form.cleaned_data["weeks"])
        except SlotRefused as refusal:
            form.add_error("day", str(refusal))
        else:
            words = ngettext("%(n)d time is offered.", "%(n)d times are offered.", len(new)) % {"n": len(new)}
            messages.success(request, words if new else _("You offer that time already."))
            return redirect("assessments:my_times")
    context = {"form": form, "lines": slot_lines(coming_slots(user))}
    return render(request, "assessments/observations/times.html", context, status=422 if form.errors else 200)


def _withdraw(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    try:
        key = uuid.UUID(request.POST.get("slot", ""))
    except ValueError:
        return redirect("assessments:my_times")
    slot = RaterSlot.objects.filter(rater=user, uuid=key).first()
    if slot is not None:
        services.withdraw_time(slot=slot)
    messages.success(request, _("That time is no longer offered."))
    return redirect("assessments:my_times")
