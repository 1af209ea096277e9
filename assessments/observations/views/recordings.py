"""Recordings: asked for, agreed to, added, watched. Nobody gets a file except through `access_recording`."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.observations import queries, services
from assessments.observations.access import (
    ARRANGING,
    Look,
    access_consent,
    access_emergency,
    access_recording,
    access_sitting_to_arrange,
)
from assessments.observations.choices import ViewerKind
from assessments.observations.errors import RecordingRefused
from assessments.observations.forms import AskForm, ReasonForm, RecordingForm
from assessments.observations.models import Observation, Rating, Recording, Sitting
from assessments.observations.presenting import recordings as words
from assessments.observations.queries.recordings import Standing
from assessments.observations.terms import may_record, rate_recording_within
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.ranges import file_response
from lms.common.signals import person_viewed
from lms.people.access import role_required
from lms.people.models import User

TEMPLATES = "assessments/observations/recordings/"
# Where in the menus whoever watches came from.
PLACES = {
    ViewerKind.IN_IT: "assessments:my_observations",
    ViewerKind.RATER: "assessments:seats",
    ViewerKind.SUPERVISOR: "assessments:sittings",
    ViewerKind.EMERGENCY: "assessments:sittings",
}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*ARRANGING)
@never_cache
def recording_of_sitting(request: HttpRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Ask for consent, see who agreed, add the recording, delete it, see who watched it."""
    user: Any = request.user
    found = access_sitting_to_arrange(user, sitting_uuid)
    if request.method != "POST":
        return _show_sitting(request, found, user)
    go = request.POST.get("go", "")
    if go == "ask":
        return _ask(request, found, user)
    if go == "add":
        return _add(request, found, user)
    try:
        _end(request, found, go, user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:recording_of_sitting", found.uuid)


def _ask(request: HttpRequest, found: Sitting, user: User) -> HttpResponse:
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            services.ask_for_recording(sitting=found, asked_by=user, **form.cleaned_data)
        except RecordingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Everybody in it with an account is asked, once."))
            return redirect("assessments:recording_of_sitting", found.uuid)
    return _show_sitting(request, found, user, ask=form, status=422)


def _add(request: HttpRequest, found: Sitting, user: User) -> HttpResponse:
    form = RecordingForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.add_recording(
                sitting=found, file=data["file"], captions=data["captions"] or None, added_by=user, key=data["key"]
            )
        except RecordingRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Added. Whoever rates from it is told."))
            return redirect("assessments:recording_of_sitting", found.uuid)
    return _show_sitting(request, found, user, add=form, status=422)


def _end(request: HttpRequest, found: Sitting, go: str, user: User) -> None:
    standing = queries.recording_standing(found)
    if go == "take-back" and standing.request is not None:
        services.take_back_request(request=standing.request, actor=user)
        messages.success(request, _("Nothing is recorded."))
    elif go == "delete" and standing.recording is not None:
        services.remove_recording(recording=standing.recording, actor=user)
        messages.success(request, _("Deleted. That it was there, and who watched it, is kept."))


def _show_sitting(
    request: HttpRequest,
    found: Sitting,
    user: User,
    *,
    ask: AskForm | None = None,
    add: RecordingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = queries.recording_standing(found)
    asked = standing.request
    initial = {"others": asked.others, "others_agreed": asked.others_agreed_at is not None} if asked else {}
    recordings = list(found.recordings.select_related("added_by"))
    context = {
        "sitting": found,
        "standing": standing,
        "allowed": may_record(found.instrument_version.kit, found.occasion),
        "words": words.sitting_words(standing),
        "until": words.until_words(standing),
        "facts": words.recording_facts(standing.recording) if standing.recording else "",
        "gone": words.gone_words(recordings),
        "said": words.said_lines(standing),
        "looked": words.looked_lines(queries.views_of(recordings)),
        "ask": ask or AskForm(initial=initial),
        "add": (add or RecordingForm()) if standing.complete and standing.recording is None else None,
        "watch": _may_watch(user, standing.recording),
    }
    return render(request, f"{TEMPLATES}sitting.html", context, status=status)


def _may_watch(user: User, recording: Recording | None) -> bool:
    try:
        return recording is not None and access_recording(user, recording.uuid) is not None
    except Http404:
        return False


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def recording_consent(request: HttpRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Somebody in it says whether it may be recorded, and takes that back whenever they like."""
    user: Any = request.user
    found = access_consent(user, sitting_uuid)
    be_under(request, "assessments:my_observations")
    standing = queries.recording_standing(found)
    if standing.request is None:
        raise Http404
    if request.method == "POST":
        agrees = request.POST.get("go") == "agree"
        try:
            services.answer_recording(
                request=standing.request, person=user, agrees=agrees, supervisor=bool(request.POST.get("supervisor"))
            )
        except RecordingRefused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, _("Thank you. That is noted.") if agrees else _("Noted. It costs you nothing."))
        return redirect("assessments:recording_consent", found.uuid)
    return render(request, f"{TEMPLATES}consent.html", _consent_context(found, standing, user))


def _consent_context(found: Sitting, standing: Standing, user: User) -> dict[str, Any]:
    recordings = list(found.recordings.all())
    mine = Observation.objects.filter(sitting=found, learner=user.pk).first()
    return {
        "sitting": found,
        "standing": standing,
        "asked": standing.request,
        "mine": words.own_answer(standing, user),
        "observation": mine,
        "until": words.until_words(standing),
        "gone": words.gone_words(recordings),
        "looked": words.looked_lines(queries.views_of(recordings)),
        "rate_days": rate_recording_within(found.instrument_version.kit).days,
        "watch": _may_watch(user, standing.recording),
    }


@require_safe
@login_required
@never_cache
def watch(request: HttpRequest, recording_uuid: uuid.UUID) -> HttpResponse:
    """The player. That somebody looked is noted, for everybody in it to see."""
    user: Any = request.user
    look = access_recording(user, recording_uuid)
    _note(look, user)
    be_under(request, PLACES[look.kind])
    recording = look.recording
    ratings = Rating.objects.filter(seat__rater=user.pk, seat__observation__sitting=recording.sitting_id)
    seat = queries.seats_that_watch(user, recording.sitting).first()
    context = {
        "recording": recording,
        "sitting": recording.sitting,
        "is_video": recording.media_type.startswith("video/"),
        "viewer": user,
        "notes": words.timed_notes(list(ratings)),
        "seat": seat,
    }
    return render(request, f"{TEMPLATES}watch.html", context)


def _note(look: Look, user: User) -> None:
    services.note_view(recording=look.recording, viewer=user, kind=look.kind)
    for row in Observation.objects.filter(sitting=look.recording.sitting_id).select_related("learner"):
        person_viewed.send(sender=Recording, viewer=user, subject=row.learner, what="recording")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def recording_reason(request: HttpRequest, recording_uuid: uuid.UUID) -> HttpResponse:
    """Whoever runs the programme writes down why they have to look, and may for an hour."""
    user: Any = request.user
    recording = access_emergency(user, recording_uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.open_in_emergency(recording=recording, actor=user, reason=form.cleaned_data["reason"])
        return redirect("assessments:recording", recording.uuid)
    context = {"form": form, "recording": recording, "sitting": recording.sitting}
    return render(request, f"{TEMPLATES}reason.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def recording_file(request: HttpRequest, recording_uuid: uuid.UUID) -> HttpResponseBase:
    """The film or the sound, in parts where the player asks so. Never to be kept by a cache."""
    user: Any = request.user
    look = access_recording(user, recording_uuid)
    services.note_view(recording=look.recording, viewer=user, kind=look.kind)
    recording = look.recording
    return _private(
        file_response(request, _open(recording.file), size=recording.size, content_type=recording.media_type)
    )


@require_safe
@login_required
def recording_captions(request: HttpRequest, recording_uuid: uuid.UUID) -> HttpResponseBase:
    """Its captions."""
    user: Any = request.user
    recording = access_recording(user, recording_uuid).recording
    if not recording.captions:
        raise Http404
    file = _open(recording.captions)
    return _private(file_response(request, file, size=recording.captions.size, content_type="text/vtt; charset=utf-8"))


def _open(file: Any) -> Any:
    try:
        return file.storage.open(file.name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
