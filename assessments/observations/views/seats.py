"""What somebody is asked to rate, and the ready check before it begins."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.calibration.presenting import standing_words
from assessments.calibration.queries import standing_of
from assessments.observations import presenting, queries, services
from assessments.observations.access import access_own_seat, access_stopping_seat
from assessments.observations.choices import ASIDE, SeatRole
from assessments.observations.errors import SheetClosed
from assessments.observations.models import Rating, Seat
from assessments.observations.presenting.recordings import watching_words
from assessments.observations.queries import behaviours_of, seats_in_sitting, seats_to_rate
from lms.common.navigation import be_under
from lms.common.signals import person_viewed
from lms.people.choices import AccommodationKind, Role
from lms.people.models import User
from lms.people.queries import needed_by

MOST = 60


@require_safe
@login_required
@never_cache
def seats(request: HttpRequest) -> HttpResponse:
    """Everything that somebody was asked to watch: what is open first, by day."""
    user: Any = request.user
    found = seats_to_rate(user).select_related("rating").order_by("-observation__sitting__starts_at", "pk")[:MOST]
    lines = [presenting.seat_line(seat) for seat in found]
    rates = user.has_role(Role.SUPERVISOR, Role.LEAD_SUPERVISOR)
    standing = standing_words(standing_of(user)) if rates else ""
    context = {
        "standing": standing,
        "open": [line for line in lines if line.open][::-1],
        "others": [line for line in lines if not line.open],
    }
    return render(request, "assessments/observations/seats.html", context)


@require_safe
@login_required
@never_cache
def seat(request: HttpRequest, seat_uuid: uuid.UUID) -> HttpResponse:
    """Ready? What is played, what to look for, when to stop, and whether this phone can do without a network."""
    user: Any = request.user
    found = access_own_seat(user, seat_uuid)
    if found.role == SeatRole.ADJUDICATOR:
        return redirect("assessments:decide", found.uuid)
    if found.role == SeatRole.SELF:
        return redirect("assessments:sheet", found.uuid)
    if found.role in ASIDE:
        return redirect("assessments:asked", found.uuid)
    be_under(request, "assessments:seats")
    sitting = found.observation.sitting
    kit = sitting.instrument_version.kit
    variant = next((one for one in kit.get("variants", []) if one["code"] == sitting.variant), None)
    rating = Rating.objects.filter(seat=found).first()
    closed = services.why_closed(seat=found, rating=rating)
    context = {
        "seat": found,
        "sitting": sitting,
        "kit": kit,
        "variant": variant,
        "who": presenting.who(found),
        "needs": _needs(found, user) if closed is None else [],
        "items": behaviours_of(found.observation),
        "names": presenting.behaviour_names(found),
        "routes": presenting.routes(found),
        **presenting.ids(found),
        "watching": watching_words(found, queries.recording_standing(sitting)),
        "together": len(seats_in_sitting(found)),
        "begun": rating is not None,
        "closed": closed,
        "handed_in": closed is not None and closed.code == SheetClosed.SUBMITTED,
        "may_stop": closed is None and found.role == SeatRole.RATER,
        "may_hand_in": closed is not None or services.may_hand_in(seat=found),
    }
    return render(request, "assessments/observations/ready.html", context)


def _needs(found: Seat, rater: User) -> list[str]:
    """What the trainee needs to take part, never why; they can see that it was shown."""
    learner = found.observation.learner
    needs = needed_by([learner.pk], AccommodationKind.FORMAT).get(learner.pk, [])
    if needs:
        person_viewed.send(sender=Seat, viewer=rater, subject=learner, what="needs in a role-play")
    return needs


@require_POST
@login_required
def stop(request: HttpRequest, seat_uuid: uuid.UUID) -> HttpResponse:
    """Stop for everybody in the role-play: nothing is rated. Again, it says the same."""
    user: Any = request.user
    found = access_own_seat(user, seat_uuid)
    if found.role == SeatRole.SELF:
        messages.info(request, _("If you were not well in it, tell whoever supervises you: they can stop it."))
        return redirect("assessments:my_observation", found.observation.uuid)
    found = access_stopping_seat(user, seat_uuid)
    services.stop_sitting(sitting=found.observation.sitting, actor=user)
    if not request.accepts("text/html"):
        return JsonResponse({"status": "stopped"})
    messages.success(request, _("Stopped. Nothing is rated and no try is used up. Look after each other first."))
    return redirect("assessments:seat", found.uuid)
