"""Raters for those who look after them, and references for those who sign them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.calibration import presenting, queries, services
from assessments.calibration.access import MAY_SIGN, access_rater, access_version_to_sign
from assessments.calibration.models import CalibrationRun
from lms.common.errors import DomainError
from lms.people.access import role_required
from lms.people.choices import Role


@require_safe
@role_required(Role.LEAD_SUPERVISOR)
@never_cache
def raters(request: HttpRequest) -> HttpResponse:
    """Who may rate, who soon may not, and who is paused. No league: in the order of names."""
    user: Any = request.user
    return render(request, "assessments/calibration/raters.html", {"lines": queries.raters_in_reach(user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def rater(request: HttpRequest, rater_uuid: uuid.UUID) -> HttpResponse:
    """One rater's runs; a POST pauses them or lets them go on, with a reason."""
    user: Any = request.user
    found = access_rater(user, rater_uuid)
    refusal = ""
    if request.method == "POST":
        try:
            services.pause_rater(
                rater=found,
                paused=request.POST.get("do") == "pause",
                reason=request.POST.get("reason", "")[:300],
                actor=user,
            )
        except DomainError as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Noted. They can read why."))
            return redirect("assessments:rater", found.uuid)
    runs = CalibrationRun.objects.filter(rater=found, finished_at__isnull=False).order_by("-finished_at")
    context = {
        "rater": found,
        "standing": queries.standing_of(found),
        "runs": [(run, presenting.verdict_lines(run.verdict)) for run in runs[:10]],
        "refusal": refusal,
        "typed": request.POST.get("reason", ""),
        "own": found.pk == user.pk,
    }
    return render(request, "assessments/calibration/rater.html", context, status=422 if refusal else 200)


@require_safe
@login_required
def references(request: HttpRequest) -> HttpResponse:
    """The transcripts that raters learn on, and whether their references are signed."""
    user: Any = request.user
    if not user.has_perm(MAY_SIGN):
        raise Http404
    versions = queries.newest_versions().prefetch_related("signatures")
    needed = queries.signatures_needed()
    lines = [(one, presenting.reference_status([row.name for row in one.signatures.all()], needed)) for one in versions]
    return render(request, "assessments/calibration/references.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reference(request: HttpRequest, version_uuid: uuid.UUID) -> HttpResponse:
    """One transcript with its reference and what raters said of it; a POST signs it."""
    user: Any = request.user
    version = access_version_to_sign(user, version_uuid)
    if request.method == "POST":
        try:
            services.sign_reference(version=version, reviewer=user)
            messages.success(request, _("Signed with your name."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("assessments:reference", version.uuid)
    names = queries.signatures_of(version)
    context = {
        "version": version,
        "content": version.content,
        "items": presenting.reference_items(version, queries.comments_on(version)),
        "status": presenting.reference_status(names, queries.signatures_needed()),
        "signed": version.signatures.filter(reviewer=user).exists(),
    }
    return render(request, "assessments/calibration/reference.html", context)
