"""What somebody is asked as an actor or a peer: the list, and one of them with what it takes."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.instruments.presenting.desk import names_of as names_under
from assessments.instruments.presenting.script import Actor, script_of
from assessments.instruments.queries import signatures_on, words_of_version
from assessments.observations import presenting, services
from assessments.observations.access import access_asked
from assessments.observations.choices import RatingStatus, SeatRole
from assessments.observations.errors import SheetClosed
from assessments.observations.models import Seat
from assessments.observations.presenting.asides import asked_lines, asked_title, names_of
from assessments.observations.queries import behaviours_of
from assessments.observations.queries.asides import asked_seats, seats_beside
from lms.common.errors import DomainError
from lms.common.navigation import be_under

TEMPLATES = "assessments/observations/asked/"


@require_safe
@login_required
@never_cache
def asked_of_me(request: HttpRequest) -> HttpResponse:
    """Everything that somebody is asked as an actor or a peer, what is open first."""
    user: Any = request.user
    lines = asked_lines(asked_seats(user))
    context = {"open": [line for line in lines if line.open], "others": [line for line in lines if not line.open]}
    return render(request, f"{TEMPLATES}list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def asked(request: HttpRequest, seat_uuid: uuid.UUID) -> HttpResponse:
    """What is asked, by whom, what becomes of it, the brief of an actor, and a way to say no."""
    user: Any = request.user
    seat = access_asked(user, seat_uuid)
    be_under(request, "assessments:asked_of_me")
    if request.method == "POST":
        return _decline(request, seat)
    return render(request, f"{TEMPLATES}one.html", _context(seat))


def _decline(request: HttpRequest, seat: Seat) -> HttpResponse:
    try:
        services.decline_aside(seat=seat)
    except DomainError as refusal:
        messages.info(request, str(refusal))
        return redirect("assessments:asked", seat.uuid)
    messages.success(request, _("Thank you for saying so. Nobody asks why, and nothing speaks against you."))
    return redirect("assessments:asked_of_me")


def _context(seat: Seat) -> dict[str, Any]:
    sitting, seats = seat.observation.sitting, seats_beside(seat)
    version = sitting.instrument_version
    ratings = {one.pk: getattr(one, "rating", None) for one in seats}
    why = {one.pk: services.why_closed(seat=one, rating=ratings[one.pk]) for one in seats}
    open_ones = [one for one in seats if why[one.pk] is None]
    closed = None if open_ones else why[seat.pk]
    done = [one for one in seats if ratings[one.pk] and ratings[one.pk].status == RatingStatus.SUBMITTED]
    return {
        "seat": seat,
        "sitting": sitting,
        "kit": version.kit,
        "title": asked_title(seat),
        "about": names_of(seats),
        "many": len(seats),
        "go_to": open_ones[0] if open_ones else None,
        "begun": any(ratings.values()),
        "closed": closed if closed is not None and closed.code != SheetClosed.SUBMITTED else None,
        "early": closed is not None and closed.code == SheetClosed.EARLY,
        "late": closed if closed is not None and closed.code != SheetClosed.EARLY else None,
        "done": done,
        "may_decline": not done,
        "names": presenting.behaviour_names(seat),
        "routes": presenting.routes(seat),
        **presenting.ids(seat),
        **_brief(seat),
    }


def _brief(seat: Seat) -> dict[str, Any]:
    """The script from the side of an actor, with their own prompts alone; nothing of it for a peer."""
    sitting = seat.observation.sitting
    if seat.role != SeatRole.ACTOR:
        return {}
    version = sitting.instrument_version
    script = script_of(version.kit, words_of_version(version))
    variant = script.variant(sitting.variant)
    actor: Actor | None = next((one for one in variant.actors if one.name == seat.character), None) if variant else None
    names = names_under(signatures_on(version))
    elicits = {code for prompt in actor.prompts for code in prompt.elicits} if actor else set()
    room = [row.title for row in behaviours_of(seat.observation) if elicits & {*row.item.behaviours}]
    return {"script": script, "gives_room": room, "variant": variant, "actor": actor, "code": version.instrument.code,
            "number": version.number, "reviewers": names, "heading": "brief", "contact": sitting.contact}  # fmt: skip
