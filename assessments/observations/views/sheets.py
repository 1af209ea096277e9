"""The sheet itself, which also works without a script."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.instruments.sheets import State
from assessments.observations import presenting, services
from assessments.observations.access import access_own_seat
from assessments.observations.choices import RatingStatus, SeatRole
from assessments.observations.errors import SheetClosed, SheetIncomplete
from assessments.observations.forms import taps_from_form
from assessments.observations.models import Rating, Seat
from assessments.observations.offline import sheet_assets
from assessments.observations.queries import items_of, seats_in_sitting
from lms.common.errors import DomainError
from lms.common.navigation import be_under


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def sheet(request: HttpRequest, seat_uuid: uuid.UUID) -> HttpResponse:
    """One's own sheet, with those of the other trainees whom one rates in the same role-play.

    `?shell`: the same without names and without what is ticked, for the phone to keep.
    """
    user: Any = request.user
    found = access_own_seat(user, seat_uuid)
    if found.role == SeatRole.ADJUDICATOR:
        return redirect("assessments:decide", found.uuid)
    be_under(request, "assessments:seats")
    try:
        rating = services.open_sheet(seat=found)
    except SheetClosed as refusal:
        messages.info(request, str(refusal))
        return redirect(*_back_from(found))
    if request.method == "POST":
        return _posted(request, found, rating)
    if rating.status == RatingStatus.SUBMITTED and "change" not in request.GET:
        if found.role == SeatRole.SELF:
            return redirect(*_back_from(found))
        return _handed_in(request, found, rating)
    return _page(request, found, rating)


def _back_from(seat: Seat) -> tuple[str, uuid.UUID]:
    """Where a sheet leads back to: one's own to what was seen, any other to its ready check."""
    if seat.role == SeatRole.SELF:
        return "assessments:my_observation", seat.observation.uuid
    return "assessments:seat", seat.uuid


def _page(request: HttpRequest, seat: Seat, rating: Rating, **more: Any) -> HttpResponse:
    shell = "shell" in request.GET
    changing = rating.status == RatingStatus.SUBMITTED
    others = [] if changing else [one for one in seats_in_sitting(seat) if one.pk != seat.pk]
    sheets = [presenting.shown_sheet(seat, _state(rating, shell), named=not shell)]
    for other in others:
        sheets.append(presenting.shown_sheet(other, _state(services.open_sheet(seat=other), shell), named=not shell))
    context = {"sheets": sheets, "seat": seat, "shell": shell, "changing": changing, "assets": sheet_assets(), **more}
    status = 422 if more.get("missing") or more.get("refusal") else 200
    return render(request, "assessments/observations/sheet.html", context, status=status)


def _state(rating: Rating, shell: bool) -> State:
    return State() if shell else State.from_json(rating.state)


def _handed_in(request: HttpRequest, seat: Seat, rating: Rating) -> HttpResponse:
    shown = presenting.shown_sheet(seat, State.from_json(rating.state), named=True)
    newest = rating.sheets.order_by("-number").first()
    context = {"sheet": shown, "seat": seat, "rating": rating, "newest": newest, "open": presenting.can_tap(seat)}
    return render(request, "assessments/observations/handed_in.html", context)


def _posted(request: HttpRequest, seat: Seat, rating: Rating) -> HttpResponse:
    """A plain form: everything on it is kept, then handed in if that was asked for."""
    taps = taps_from_form(request.POST, seat, items_of(seat.observation), State.from_json(rating.state))
    try:
        if rating.status == RatingStatus.SUBMITTED:
            services.change_sheet(seat=seat, taps=taps, reason=request.POST.get("why", ""))
            messages.success(request, _("Changed. Both sheets are kept."))
        elif request.POST.get("do") == "submit":
            services.submit_sheet(seat=seat, taps=taps)
            messages.success(request, _("Handed in. Thank you."))
        else:
            services.keep_taps(seat=seat, taps=taps)
            messages.success(request, _("Saved. It is not handed in yet."))
    except SheetIncomplete as refusal:
        # What was typed is kept where it was sent; a change is shown again as it was typed.
        rating = Rating.objects.get(pk=rating.pk)
        return _page(request, seat, rating, missing=presenting.missing_words(refusal.missing), typed=request.POST)
    except DomainError as refusal:
        return _page(request, seat, rating, refusal=str(refusal), typed=request.POST)
    return redirect("assessments:sheet", seat.uuid)
