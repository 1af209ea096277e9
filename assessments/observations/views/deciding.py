"""A third rater decides between two sheets."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.observations import queries, services
from assessments.observations.access import access_decision
from assessments.observations.choices import ObservationStatus
from assessments.observations.errors import RaterNotReady, SettlingRefused
from assessments.observations.forms import DecisionForm
from assessments.observations.models import Seat
from assessments.observations.presenting.sheets import compare, loose_notes
from lms.common.navigation import be_under
from lms.common.signals import person_viewed
from lms.common.templatetags.hs import LEVEL_NAMES
from lms.people.access import role_required
from lms.people.choices import Role


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*Role.values)
@never_cache
def decide(request: HttpRequest, seat_uuid: uuid.UUID) -> HttpResponse:
    """Both sheets, and for what they differ on a level, the harm, and why."""
    user: Any = request.user
    seat = access_decision(user, seat_uuid)
    be_under(request, "assessments:seats")
    if seat.observation.status != ObservationStatus.ADJUDICATING:
        return redirect("assessments:observation", seat.observation.uuid)
    forms = _forms(seat, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        learner = seat.observation.learner
        person_viewed.send(sender=Seat, viewer=user, subject=learner, what="observation")
        return _show(request, seat, forms)
    usable = [form for form in forms if form.is_valid()]
    try:
        services.decide_between(seat=seat, decisions={form.item.code: form.decision() for form in usable})
    except (SettlingRefused, RaterNotReady) as refusal:
        messages.error(request, str(refusal))
        return _show(request, seat, forms, status=422)
    messages.success(request, _("Thank you. The result is put together, and both sheets are kept as they were."))
    return redirect("assessments:observation", seat.observation.uuid)


def _forms(seat: Seat, data: Any) -> list[DecisionForm]:
    """One form per skill that the raters differ on, in the order of the sheet."""
    differ = queries.disputes_of(seat.observation)
    levels = [(str(number), f"{number} · {name}") for number, name in LEVEL_NAMES.items()]
    seen = {code for sheet in queries.counted_sheets(seat.observation) for code in sheet.harms}
    return [
        DecisionForm(
            data,
            item=item.item,
            texts={line.code: line.text for line in item.behaviours},
            levels=levels,
            initial={"harms": [code for code in item.item.harm if code in seen]},
        )
        for item in queries.behaviours_of(seat.observation)
        if item.item.code in differ
    ]


def _show(request: HttpRequest, seat: Seat, forms: Sequence[DecisionForm], status: int = 200) -> HttpResponse:
    """Without the raters' names: what they saw counts, not who they are."""
    observation = seat.observation
    names = [_("First rater"), _("Second rater"), _("Third rater"), _("Fourth rater")]
    sheets = list(zip(names, queries.counted_sheets(observation), strict=False))
    differ = queries.disputes_of(observation)
    rows = compare(queries.behaviours_of(observation), sheets, differ=differ, words=True)
    by_code = {form.item.code: form for form in forms}
    context = {
        "seat": seat,
        "title": observation.sitting.instrument_version.title,
        "name": observation.learner.full_name,
        "open": [{"row": row, "form": by_code[row.code]} for row in rows if row.code in by_code],
        "agreed": [row for row in rows if row.code not in by_code],
        "notes": loose_notes(sheets),
    }
    return render(request, "assessments/observations/decide.html", context, status=status)
