"""A rater's own way to *certified*."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.calibration import presenting, queries, services
from assessments.calibration.access import access_sheet
from assessments.calibration.models import CalibrationRun, CalibrationSheet
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.people.access import role_required
from lms.people.choices import Role

RATING = (Role.SUPERVISOR, Role.LEAD_SUPERVISOR)


@require_safe
@role_required(*RATING)
@never_cache
def calibration(request: HttpRequest) -> HttpResponse:
    """Where one stands, what is open, and how earlier runs went. Private to the rater."""
    user: Any = request.user
    run = queries.open_run(user)
    finished = CalibrationRun.objects.filter(rater=user, finished_at__isnull=False).order_by("-finished_at")
    standing = queries.standing_of(user)
    context = {
        "standing": standing,
        "words": presenting.standing_words(standing),
        "run": run,
        "sheets": queries.sheets_of(run) if run else [],
        "runs": [(one, presenting.verdict_lines(one.verdict), queries.sheets_of(one)) for one in finished[:5]],
        "there_is_some": run is not None or queries.newest_versions().exists(),
        "rule": queries.rule_in_force(),
        "leads": user.is_superuser or user.has_role(Role.LEAD_SUPERVISOR),
    }
    return render(request, "assessments/calibration/home.html", context)


@require_POST
@role_required(*RATING)
def begin(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    try:
        services.begin_run(rater=user)
    except DomainError as refusal:
        messages.info(request, str(refusal))
    return redirect("assessments:calibration")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*RATING)
@never_cache
def sheet(request: HttpRequest, sheet_uuid: uuid.UUID) -> HttpResponse:
    """A transcript and its sheet, blind: shown, kept as one ticks, or handed in."""
    user: Any = request.user
    found = access_sheet(user, sheet_uuid)
    be_under(request, "assessments:calibration")
    if request.method == "POST":
        return _posted(request, found)
    if found.submitted_at is not None:
        return redirect("assessments:calibration_feedback", found.uuid)
    return _page(request, found)


def _page(request: HttpRequest, found: CalibrationSheet, **more: Any) -> HttpResponse:
    others = queries.sheets_of(found.run)
    context = {
        "sheet": found,
        "content": found.version.content,
        "items": presenting.blind_items(found),
        "number": [one.pk for one in others].index(found.pk) + 1,
        "many": len(others),
        **more,
    }
    status = 422 if more.get("missing") else 200
    return render(request, "assessments/calibration/sheet.html", context, status=status)


def _posted(request: HttpRequest, found: CalibrationSheet) -> HttpResponse:
    marks = {name[5:]: value for name, value in request.POST.items() if name.startswith("mark-")}
    seen = {name[5:] for name in request.POST if name.startswith("seen-")}
    sent = request.POST.get("sequence", "")
    sequence = int(sent) if sent.isdecimal() and len(sent) < 16 else found.sequence + 1
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        kept = services.keep_marks(sheet=found, marks=marks, seen=seen, sequence=max(1, sequence))
        if by_script:
            return JsonResponse({"saved_at": clock.now().isoformat()})
        if request.POST.get("do") != "submit":
            messages.success(request, _("Saved. It is not handed in yet."))
            return redirect("assessments:calibration_sheet", found.uuid)
        services.submit_marks(sheet=kept)
    except DomainError as refusal:
        if by_script:
            return JsonResponse({"words": str(refusal)}, status=409)
        missing = getattr(refusal, "missing", [])
        if not missing:
            return redirect("assessments:calibration_feedback", found.uuid)
        return _page(request, access_sheet(found.run.rater, found.uuid), missing=[row.code for row in missing])
    return redirect("assessments:calibration_feedback", found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*RATING)
@never_cache
def feedback(request: HttpRequest, sheet_uuid: uuid.UUID) -> HttpResponse:
    """One's own sheet beside the reference, with a reason for each behaviour; a POST says something to one of them."""
    user: Any = request.user
    found = access_sheet(user, sheet_uuid)
    be_under(request, "assessments:calibration")
    if found.submitted_at is None:
        return redirect("assessments:calibration_sheet", found.uuid)
    if request.method == "POST":
        return _comment(request, found)
    items = presenting.told_items(found, queries.comments_on(found.version))
    rest = [one for one in queries.sheets_of(found.run) if one.submitted_at is None]
    context = {
        "sheet": found,
        "content": found.version.content,
        "items": items,
        "lead": presenting.feedback_lead(items),
        "status": presenting.reference_status(queries.signatures_of(found.version), queries.signatures_needed()),
        "next": rest[0] if rest else None,
        "finished": found.run.finished_at is not None,
    }
    return render(request, "assessments/calibration/feedback.html", context)


def _comment(request: HttpRequest, found: CalibrationSheet) -> HttpResponse:
    try:
        services.comment_on_reference(
            sheet=found, behaviour=request.POST.get("behaviour", ""), text=request.POST.get("text", "")
        )
        messages.success(request, _("Said. Whoever looks after the references reads it."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:calibration_feedback", found.uuid)
