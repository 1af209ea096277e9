"""What somebody writes in a run saves itself."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.scenarios import services
from assessments.scenarios.access import access_own_run
from assessments.scenarios.choices import WordsKind
from lms.common.errors import DomainError


@require_POST
@login_required
def keep_words(request: HttpRequest, run_uuid: uuid.UUID, kind: str, step: int) -> HttpResponse:
    """Keep the words of a box. Answers a script with JSON, a form with the page it stands on."""
    run = access_own_run(request.user, run_uuid)
    sequence, text = sequence_of(request), words_sent(request)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        kept = services.save_words(attempt=run, kind=kind, text=text, sequence=sequence, step=step)
    except (DomainError, ValidationError) as error:
        detail = str(error) if isinstance(error, DomainError) else _("This is too long to be kept.")
        return JsonResponse({"detail": detail}, status=400)
    if wants_json:
        newer = kept.sequence > sequence or kept.text != text
        return JsonResponse({"saved_at": kept.saved_at.isoformat()}, status=409 if newer else 200)
    where = "role_play_debrief" if kind == WordsKind.DEBRIEF else "role_play"
    return redirect(f"assessments:{where}", run.uuid)


def sequence_of(request: HttpRequest) -> int:
    """How many saves the page had made; 0 where it doesn't say."""
    sent = request.POST.get("sequence", "")
    return int(sent) if sent.isdecimal() and len(sent) < 16 else 0


def words_sent(request: HttpRequest) -> str:
    """What was written. A line end counts once, as in the box itself; what PostgreSQL can't keep is left out."""
    return request.POST.get("value", "").replace("\x00", "").replace("\r\n", "\n")
