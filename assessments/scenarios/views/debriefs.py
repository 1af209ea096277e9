"""Looking back: the path, what it shows, and where to go on from it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assessments.scenarios import services
from assessments.scenarios.access import access_debrief, access_own_run, access_own_words
from assessments.scenarios.choices import RunStatus, WordsKind
from assessments.scenarios.models import ScenarioAttempt, ScenarioWords
from assessments.scenarios.views.looking_back import debrief_context
from assessments.scenarios.views.words import sequence_of, words_sent
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.signals import person_viewed


@require_GET
@login_required
@never_cache
def debrief(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """One's own run that has ended; or that of somebody in one's reach."""
    user: Any = request.user
    run = access_debrief(user, run_uuid)
    own = run.learner_id == user.pk
    if run.status != RunStatus.FINISHED:
        return redirect("assessments:role_play", run.uuid)
    if not own:
        person_viewed.send(sender=ScenarioAttempt, viewer=user, subject=run.learner, what="role-play")
    be_under(request, "assessments:scenarios" if own else "people:list")
    return render(request, "assessments/scenarios/debrief.html", debrief_context(run, user))


@require_POST
@login_required
def replay(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Play again from a moment of one's run."""
    run = access_own_run(request.user, run_uuid)
    sent = request.POST.get("step", "")
    try:
        fresh = services.replay_run(attempt=run, step=int(sent) if sent.isdecimal() and len(sent) < 9 else -1)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("assessments:role_play_debrief", run.uuid)
    return redirect(f"{reverse('assessments:role_play', args=[fresh.uuid])}?in=1")


@require_POST
@login_required
def share(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Share what one wrote with one's supervisors, or make it private again. What stands in the box is kept first."""
    run = access_own_run(request.user, run_uuid)
    try:
        words = _words_to_share(request, run)
    except (DomainError, ValidationError):
        messages.warning(request, _("This is too long to be kept."))
        return redirect("assessments:role_play_debrief", run.uuid)
    if request.POST.get("share") == "no":
        services.unshare_words(words=words)
        messages.success(request, _("Private again. Nobody else sees it."))
    elif services.share_words(words=words).shared_at:
        messages.success(request, _("Shared with your supervisors."))
    return redirect(f"{reverse('assessments:role_play_debrief', args=[run.uuid])}#own-words")


def _words_to_share(request: HttpRequest, run: ScenarioAttempt) -> ScenarioWords:
    if "value" in request.POST:
        text, sequence = words_sent(request), sequence_of(request)
        return services.save_words(attempt=run, kind=WordsKind.DEBRIEF, text=text, sequence=sequence)
    try:
        words = access_own_words(request.user, uuid.UUID(request.POST.get("words", "")))
    except ValueError as error:
        raise Http404 from error
    if words.attempt_id != run.pk:
        raise Http404
    return words


@require_POST
@login_required
def send(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Send a run to one's supervisors."""
    run = access_own_run(request.user, run_uuid)
    try:
        services.send_run(attempt=run)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Sent. Your supervisors find it with your role-plays."))
    return redirect("assessments:role_play_debrief", run.uuid)
