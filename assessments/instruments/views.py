"""Kits as those read them who rate and play by them: the list, one kit, one part, and all of it on paper."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessments.instruments import queries
from assessments.instruments.access import access_kit, may_read_kits
from assessments.instruments.models import InstrumentVersion
from assessments.instruments.presenting.cards import card_of
from assessments.instruments.presenting.desk import names_of
from assessments.instruments.presenting.paper import paper
from assessments.instruments.presenting.script import Script, script_of
from lms.common.navigation import be_under

HOME = "assessments:kits"


@require_GET
@login_required
def kits(request: HttpRequest) -> HttpResponse:
    """Every kit in force."""
    if not may_read_kits(_user(request)):
        raise Http404
    cards = [card_of(version) for version in queries.kits_to_read()]
    return render(request, "assessments/kits/list.html", {"cards": cards})


@require_GET
@login_required
def kit(request: HttpRequest, version_uuid: uuid.UUID) -> HttpResponse:
    """One version: setting, actors, prompts by minute, what is rated."""
    version = access_kit(_user(request), version_uuid)
    be_under(request, HOME)
    newest = queries.version_in_force(version.instrument)
    return render(
        request,
        "assessments/kits/kit.html",
        {
            **_facts(version),
            "script": _script(version),
            "newer_url": reverse("assessments:kit", args=[newest.uuid]) if newest and newest.pk != version.pk else "",
        },
    )


@require_GET
@login_required
def actor(request: HttpRequest, version_uuid: uuid.UUID, variant: str, number: int) -> HttpResponse:
    """One part with only its own prompts, to learn or to hand to whoever plays it."""
    version = access_kit(_user(request), version_uuid)
    be_under(request, HOME)
    script = _script(version)
    chosen = script.variant(variant)
    found = next((one for one in chosen.actors if one.number == number), None) if chosen else None
    if found is None:
        raise Http404
    context = {**_facts(version), "script": script, "variant": chosen, "actor": found}
    return render(request, "assessments/kits/actor.html", context)


@require_GET
@login_required
def kit_on_paper(request: HttpRequest, version_uuid: uuid.UUID) -> HttpResponse:
    """Observers' sheet, actors' briefs and trainee's brief of one variant."""
    version = access_kit(_user(request), version_uuid)
    back = reverse("assessments:kit", args=[version.uuid])
    context = {**_facts(version), **paper(_script(version), request.GET.dict()), "back": back}
    return render(request, "assessments/kits/print.html", context)


def _script(version: InstrumentVersion) -> Script:
    return script_of(version.kit, queries.words_of_version(version))


def _facts(version: InstrumentVersion) -> dict[str, Any]:
    names = names_of(queries.signatures_on(version))
    return {"version": version, "code": version.instrument.code, "number": version.number, "reviewers": names}


def _user(request: HttpRequest) -> Any:
    return request.user
