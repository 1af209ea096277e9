"""The sheet itself, which also works without a script."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.instruments.sheets import State, fold, read_tap
from assessments.observations import presenting, services
from assessments.observations.access import access_own_seat
from assessments.observations.choices import ASIDE, FORMATIVE, RatingStatus, SeatRole
from assessments.observations.errors import SheetClosed, SheetIncomplete
from assessments.observations.forms import taps_from_form
from assessments.observations.models import Rating, Seat
from assessments.observations.queries import items_of, seats_in_sitting
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def sheet(request: HttpRequest, seat_uuid: uuid.UUID) -> HttpResponse:
    """One's own sheet, with those of the other trainees whom one rates in the same role-play.

    `?shell`: the same without names and without what is ticked, for the phone to keep; only while it can be tapped.
    """
    user: Any = request.user
    found = access_own_seat(user, seat_uuid)
    if found.role == SeatRole.ADJUDICATOR:
        return redirect("assessments:decide", found.uuid)
    be_under(request, "assessments:asked_of_me" if found.role in ASIDE else "assessments:seats")
    rating = Rating.objects.filter(seat=found).first()
    closed = services.why_closed(seat=found, rating=rating)
    if closed is not None and (closed.code != SheetClosed.SUBMITTED or "shell" in request.GET):
        messages.info(request, str(closed))
        return redirect(*_back_from(found))
    rating = rating or services.open_sheet(seat=found)
    if request.method == "POST":
        return _posted(request, found, rating)
    if closed is not None and "change" not in request.GET:
        if found.role in FORMATIVE:
            return redirect(*_back_from(found))
        return _handed_in(request, found, rating, closed)
    return _page(request, found, rating, State.from_json(rating.state))


def _back_from(seat: Seat) -> tuple[str, uuid.UUID]:
    """Where a sheet leads back to: one's own to what was seen, any other to its ready check."""
    if seat.role == SeatRole.SELF:
        return "assessments:my_observation", seat.observation.uuid
    if seat.role in ASIDE:
        return "assessments:asked", seat.uuid
    return "assessments:seat", seat.uuid


def _page(request: HttpRequest, seat: Seat, rating: Rating, state: State, **more: Any) -> HttpResponse:
    shell = "shell" in request.GET
    changing = rating.status == RatingStatus.SUBMITTED
    shown = {seat.pk: presenting.shown_sheet(seat, State() if shell else state, named=not shell)}
    for other, begun in [] if changing else _others(seat):
        shown[other.pk] = presenting.shown_sheet(other, State() if shell else begun, named=not shell)
    # Always in the same order, so that each trainee keeps their place; the one who was asked for is shown first.
    sheets = [shown[one.pk] for one in seats_in_sitting(seat) if one.pk in shown]
    kit = seat.observation.sitting.instrument_version.kit
    may_stop = seat.role == SeatRole.RATER and not changing
    context = {"sheets": sheets, "seat": seat, "changing": changing, "kit": kit, "may_stop": may_stop, **more}
    context["aside"] = seat.role in ASIDE  # No level is shown to whoever sets none.
    status = 422 if more.get("missing") or more.get("refusal") else 200
    return render(request, "assessments/observations/sheet.html", context, status=status)


def _others(seat: Seat) -> Iterator[tuple[Seat, State]]:
    """The sheets beside this one that can still be tapped, begun if they were not yet."""
    others = [one for one in seats_in_sitting(seat) if one.pk != seat.pk]
    ratings = {rating.seat_id: rating for rating in Rating.objects.filter(seat__in=others)}
    for other in others:
        if services.why_closed(seat=other, rating=ratings.get(other.pk)) is None:
            rating = ratings.get(other.pk) or services.open_sheet(seat=other)
            yield other, State.from_json(rating.state)


def _handed_in(request: HttpRequest, seat: Seat, rating: Rating, closed: SheetClosed) -> HttpResponse:
    until = services.change_until(rating=rating, seat=seat)
    context = {
        "sheet": presenting.shown_sheet(seat, State.from_json(rating.state), named=True),
        "seat": seat,
        "rating": rating,
        "closed": closed,
        "changes": list(rating.sheets.filter(number__gt=1).order_by("number")),
        "until": until,
        "may_change": presenting.can_tap(seat) and clock.now() <= until,
        **presenting.ids(seat),
    }
    return render(request, "assessments/observations/handed_in.html", context)


def _posted(request: HttpRequest, seat: Seat, rating: Rating) -> HttpResponse:
    """A plain form: everything on it is kept, then handed in if that was asked for."""
    items, before = items_of(seat.observation), State.from_json(rating.state)
    taps = taps_from_form(request.POST, seat, items, before)
    changing = rating.status == RatingStatus.SUBMITTED
    try:
        if changing:
            services.change_sheet(seat=seat, taps=taps, reason=request.POST.get("why", ""))
            messages.success(request, _("Changed. Both sheets are kept."))
        elif request.POST.get("do") == "submit":
            services.submit_sheet(seat=seat, taps=taps)
            messages.success(request, _("Handed in. Thank you."))
        else:
            services.keep_taps(seat=seat, taps=taps)
            messages.success(request, _("Saved. It is not handed in yet."))
    except DomainError as refusal:
        typed = [tap for tap in taps if not (changing and tap["kind"] == "note")]
        state = fold(before, [read_tap(tap, items) for tap in typed])
        return _page(request, seat, rating, state, **_refused(refusal), **(_typed(request) if changing else {}))
    return redirect("assessments:sheet", seat.uuid)


def _refused(refusal: DomainError) -> dict[str, Any]:
    if isinstance(refusal, SheetIncomplete):
        return {"missing": presenting.missing_words(refusal.missing)}
    return {"refusal": str(refusal)}


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Words of a change that was not taken: nothing of it is stored, so the page gives them back."""
    names = {"why": "why", "note_seen": "note-seen", "note_meant": "note-meant", "note_minutes": "note-minutes"}
    names["note_about"] = "note-about"
    return {"typed": {name: request.POST.get(field, "") for name, field in names.items()}}
