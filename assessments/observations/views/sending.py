"""What a phone sends and asks for, as JSON."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.instruments.sheets import State
from assessments.observations import presenting, services
from assessments.observations.access import access_own_seat
from assessments.observations.errors import SheetClosed, SheetIncomplete, TapsRefused
from assessments.observations.models import Rating, Seat
from lms.common import clock
from lms.common.errors import DomainError


@require_safe
@login_required
@never_cache
def state(request: HttpRequest, seat_uuid: uuid.UUID) -> JsonResponse:
    """Whose sheet it is, what the server has of it, and a fresh token to send with."""
    user: Any = request.user
    seat = access_own_seat(user, seat_uuid)
    rating = Rating.objects.filter(seat=seat).first()
    closed = services.why_closed(seat=seat, rating=rating)
    why = {"words": str(closed), "code": closed.code} if closed else {}
    more = {"who": presenting.who(seat), "open": closed is None, "csrf": get_token(request)}
    return JsonResponse({**_answer(rating), **more, **why})


@require_POST
@login_required
def taps(request: HttpRequest, seat_uuid: uuid.UUID) -> JsonResponse:
    """Keep a packet: {"taps": [...]}. What was kept before is no news."""
    received_at = clock.now()
    user: Any = request.user
    seat = access_own_seat(user, seat_uuid)
    return _said(
        lambda sent: _answer(services.keep_taps(seat=seat, taps=_list(sent), received_at=received_at)), request, seat
    )


@require_POST
@login_required
def submit(request: HttpRequest, seat_uuid: uuid.UUID) -> JsonResponse:
    """Hand the sheet in with the last packet. Sent again, it says the same."""
    user: Any = request.user
    seat = access_own_seat(user, seat_uuid)
    return _said(lambda sent: _sheet(services.submit_sheet(seat=seat, taps=_list(sent))), request, seat)


@require_POST
@login_required
def change(request: HttpRequest, seat_uuid: uuid.UUID) -> JsonResponse:
    """Take what came too late over as a correction: {"taps": [...], "reason": "..."}."""
    user: Any = request.user
    seat = access_own_seat(user, seat_uuid)

    def take_over(sent: dict[str, Any]) -> dict[str, Any]:
        reason = str(sent.get("reason", ""))[:300]
        return _sheet(services.change_sheet(seat=seat, taps=_list(sent), reason=reason))

    return _said(take_over, request, seat)


def _list(sent: dict[str, Any]) -> list[Any]:
    taps = sent.get("taps", [])
    if not isinstance(taps, list):
        raise TapsRefused(_("That was no packet of a sheet."))
    return taps


def _answer(rating: Rating | None) -> dict[str, Any]:
    state = State.from_json(rating.state) if rating else State()
    return {
        "state": state.to_json(),
        "sequence": state.sequence,
        "status": rating.status if rating else "draft",
        "at": clock.now().isoformat(),
    }


def _sheet(sheet: Any) -> dict[str, Any]:
    return {"status": "submitted", "number": sheet.number, "levels": sheet.levels}


def _said(do: Callable[[dict[str, Any]], dict[str, Any]], request: HttpRequest, seat: Seat) -> JsonResponse:
    """The answer, or the refusal in words: 409 closed, 422 incomplete or not allowed now, 400 unreadable."""
    try:
        sent = json.loads(request.body)
        if not isinstance(sent, dict):
            raise TapsRefused(_("That was no packet of a sheet."))
        return JsonResponse(do(sent))
    except (ValueError, TapsRefused) as refusal:
        words = str(refusal) if isinstance(refusal, TapsRefused) else _("That was no packet of a sheet.")
        return JsonResponse({"code": "unreadable", "words": words}, status=400)
    except SheetClosed as refusal:
        return JsonResponse({"code": refusal.code, "words": str(refusal)}, status=409)
    except SheetIncomplete as refusal:
        found = presenting.missing_words(refusal.missing)
        return JsonResponse({"code": refusal.code, "words": str(refusal), "missing": found}, status=422)
    except DomainError as refusal:
        return JsonResponse({"code": refusal.code, "words": str(refusal)}, status=422)
