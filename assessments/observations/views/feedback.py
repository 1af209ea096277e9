"""Writing to the trainee: kept while it is typed, given once it is whole."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.competencies.choices import BehaviourKind
from assessments.observations import queries, services
from assessments.observations.access import access_feedback, may_arrange
from assessments.observations.errors import FeedbackIncomplete
from assessments.observations.forms import FeedbackForm
from assessments.observations.models import Feedback, Observation
from assessments.observations.services import Words
from assessments.observations.services.feedback import Kept
from lms.common.navigation import be_under
from lms.people.access import role_required
from lms.people.choices import Role


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*Role.values)
@never_cache
def feedback(request: HttpRequest, observation_uuid: uuid.UUID) -> HttpResponse:
    """Two things to keep, one to change, one step with a day."""
    user: Any = request.user
    observation = access_feedback(user, observation_uuid)
    be_under(request, "assessments:sittings" if may_arrange(user) else "assessments:seats")
    stored = Feedback.objects.filter(observation=observation).first()
    if request.method != "POST":
        return _show(request, observation, stored, FeedbackForm(initial=_initial(stored), **_offered(observation)))
    form = FeedbackForm(request.POST, **_offered(observation))
    if not form.is_valid():
        if _wants_json(request):
            return JsonResponse({"detail": _("Something needs another look.")}, status=422)
        return _show(request, observation, stored, form, status=422)
    kept = services.save_feedback(
        observation=observation, author=user, words=_words(form), sequence=_sequence(request, stored)
    )
    if _wants_json(request):
        return _answer(kept)
    if kept.newer:
        messages.warning(request, _("Another window is newer. This is how it stands there."))
        return redirect("assessments:observation_feedback", observation.uuid)
    if request.POST.get("go") != "give":
        messages.success(request, _("Kept. Nobody but those who may write here sees it until you give it."))
        return redirect("assessments:observation_feedback", observation.uuid)
    return _give(request, observation, kept.feedback, form)


def _give(request: HttpRequest, observation: Observation, kept: Feedback, form: FeedbackForm) -> HttpResponse:
    user: Any = request.user
    try:
        services.give_feedback(feedback=kept, actor=user)
    except FeedbackIncomplete as refusal:
        said = {
            "behaviours": _("Tick at least one behaviour."),
            "change": _("Write something to keep, or to change."),
            "step": _("Name one step to practise."),
            "step_by": _("Choose a day."),
        }
        for field in refusal.fields:
            form.add_error(field, said[field])
        return _show(request, observation, kept, form, status=422)
    if observation.released_at is None:
        messages.success(request, _("Given. It goes out with the result."))
    else:
        messages.success(request, _("Given. %(name)s is told.") % {"name": observation.learner})
    return redirect("assessments:observation", observation.uuid)


def _show(
    request: HttpRequest, observation: Observation, stored: Feedback | None, form: FeedbackForm, status: int = 200
) -> HttpResponse:
    sequence = stored.sequence if stored else 0
    form.say_what_is_needed()
    context = {
        "form": form,
        "observation": observation,
        "title": observation.sitting.instrument_version.title,
        "name": observation.learner.full_name,
        "sequence": sequence,
        "next_sequence": sequence + 1,
        "given": stored.given_at if stored else None,
        "drafts": _drafts(observation),
    }
    return render(request, "assessments/observations/feedback.html", context, status=status)


def _offered(observation: Observation) -> dict[str, Any]:
    """Behaviours to rest on: those that were seen, harm among them, and basic ones that were missing."""
    marks = [sheet.marks for sheet in queries.counted_sheets(observation)]
    choices = []
    for item in queries.behaviours_of(observation):
        for line in item.behaviours:
            seen = any(mark.get(line.code) == "obs" for mark in marks)
            if seen or line.kind == BehaviourKind.BASIC:
                words = (
                    _("harmful, seen") if line.kind == BehaviourKind.HARMFUL else _("seen") if seen else _("not seen")
                )
                choices.append((line.code, f"{line.text} – {words}"))
    return {"behaviours": choices}


def _drafts(observation: Observation) -> dict[str, list[str]]:
    """Beginnings of sentences from what was ticked, to copy by hand: nothing is written for anybody."""
    marks = [sheet.marks for sheet in queries.counted_sheets(observation)]
    keep, change = [], []
    for item in queries.behaviours_of(observation):
        for line in item.behaviours:
            states = {mark.get(line.code) for mark in marks}
            if line.kind == BehaviourKind.HARMFUL and "obs" in states:
                change.append(_("Leave out: %(text)s") % {"text": line.text})
            elif line.kind != BehaviourKind.HARMFUL and states == {"obs"}:
                keep.append(_("Keep: %(text)s") % {"text": line.text})
            elif line.kind == BehaviourKind.BASIC and "not" in states:
                change.append(_("Try: %(text)s") % {"text": line.text})
    return {"keep": keep[:6], "change": change[:6]}


def _initial(stored: Feedback | None) -> dict[str, Any]:
    if stored is None:
        return {}
    keep = [*stored.keep, "", ""]
    return {
        "keep_1": keep[0],
        "keep_2": keep[1],
        "change": stored.change,
        "step": stored.step,
        "step_by": stored.step_by,
        "behaviours": stored.behaviours,
    }


def _words(form: FeedbackForm) -> Words:
    data = form.cleaned_data
    return Words(
        keep=[data["keep_1"], data["keep_2"]],
        change=data["change"],
        step=data["step"],
        step_by=data["step_by"],
        behaviours=data["behaviours"],
    )


def _sequence(request: HttpRequest, stored: Feedback | None) -> int:
    value = request.POST.get("sequence", "")
    return int(value) if value.isdecimal() and len(value) < 16 else (stored.sequence if stored else 0) + 1


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _answer(kept: Kept) -> JsonResponse:
    if kept.newer:
        return JsonResponse({"detail": _("Another window is newer.")}, status=409)
    return JsonResponse({"saved_at": kept.feedback.updated.isoformat()})
