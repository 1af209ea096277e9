"""Reading long answers: the queue, one answer, releasing what was marked."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.quizzes import presenting, queries, services
from assessments.quizzes.access import access_paper, access_release, permission_required
from assessments.quizzes.errors import ClaimLost, MarksIncomplete
from assessments.quizzes.models import MarkingDraft, Paper
from assessments.quizzes.services.marking import Kept
from assessments.quizzes.views.sequences import sequence_of
from lms.common import clock
from lms.people.models import User

SHOWN = 30


@require_GET
@permission_required(queries.MAY_MARK)
@never_cache
def marking(request: HttpRequest) -> HttpResponse:
    """What waits for this reader, the oldest first, without a name."""
    user: Any = request.user
    now = clock.now()
    free = queries.papers_free(user, now)
    rows = free.select_related("item__revision__competency", "item__attempt__version")[:SHOWN]
    waiting = queries.waiting_for(user, now)
    context = {
        "waiting": waiting,
        "lines": [presenting.queue_line(row, begun=row.begun) for row in rows],
        "more": max(waiting.papers - SHOWN, 0),
        "may_release": user.has_perm(queries.MAY_RELEASE),
    }
    return render(request, "assessments/marking/queue.html", context)


@require_POST
@permission_required(queries.MAY_MARK)
def marking_next(request: HttpRequest) -> HttpResponse:
    """Take the next answer."""
    draft = services.claim_next_paper(marker=_user(request))
    if draft is None:
        messages.info(request, _("Nothing waits for you now: others have taken what there was, or all is read."))
        return redirect("assessments:marking")
    return redirect("assessments:marking_paper", draft.paper.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(queries.MAY_MARK)
@never_cache
def marking_paper(request: HttpRequest, paper_uuid: uuid.UUID) -> HttpResponse:
    """One answer and its rubric: shown, a draft kept, or handed in."""
    user = _user(request)
    paper = queries.paper_to_read(access_paper(user, paper_uuid))
    if request.method == "POST":
        return _keep(request, paper, user)
    draft = paper.drafts.filter(marker=user).first()
    if draft is None:
        messages.info(request, _("You do not hold this answer. Take the next one from the list."))
        return redirect("assessments:marking")
    if not _is_mine(paper, user):
        return _show_lost(request, paper, draft)
    return _show(request, paper, draft)


def _keep(request: HttpRequest, paper: Paper, user: User) -> HttpResponse:
    if request.POST.get("go") == "back":
        services.let_paper_go(paper=paper, marker=user)
        messages.info(request, _("Somebody else can read it now. What you wrote is kept."))
        return redirect("assessments:marking")
    try:
        kept = services.save_marking_draft(
            paper=paper,
            marker=user,
            token=request.POST.get("token", ""),
            sequence=sequence_of(request),
            picks=_picks(request, paper),
            words=request.POST.get("words", "").strip(),
        )
    except ClaimLost as error:
        return _no_draft(request, error)
    if "application/json" in request.headers.get("Accept", ""):
        return _answer(kept)
    if kept.newer:
        messages.warning(request, _("Another window of yours is newer. This is how it stands there."))
        return redirect("assessments:marking_paper", paper.uuid)
    if not kept.held:
        return _show_lost(request, paper, kept.draft)
    if request.POST.get("go") == "stay":
        messages.success(request, _("Kept. Nobody else sees it until you hand it in."))
        return redirect("assessments:marking_paper", paper.uuid)
    return _hand_in(request, paper, kept.draft)


def _hand_in(request: HttpRequest, paper: Paper, draft: MarkingDraft) -> HttpResponse:
    try:
        services.hand_in_marks(paper=paper, marker=draft.marker)
    except MarksIncomplete as error:
        messages.error(request, str(error))
        return _show(request, paper, draft, missing=True, status=422)
    except ClaimLost:
        return _show_lost(request, paper, draft)
    messages.success(request, _("Thank you. Your marks are handed in."))
    return redirect("assessments:marking")


def _answer(kept: Kept) -> JsonResponse:
    if kept.newer:
        return JsonResponse({"detail": _("Another window of yours is newer.")}, status=409)
    if not kept.held:
        return JsonResponse({"detail": _("Somebody else reads this answer now. What you wrote is kept.")}, status=410)
    return JsonResponse({"saved_at": kept.draft.updated.isoformat()})


def _no_draft(request: HttpRequest, error: ClaimLost) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"detail": str(error)}, status=410)
    messages.warning(request, str(error))
    return redirect("assessments:marking")


def _picks(request: HttpRequest, paper: Paper) -> dict[str, int]:
    """The level picked for each criterion; what is no level of it is left out."""
    picks = {}
    for place, criterion in enumerate(paper.item.revision.body["criteria"]):
        value = request.POST.get(f"criterion-{place}", "")
        if value.isdecimal() and int(value) < len(criterion["levels"]):
            picks[str(place)] = int(value)
    return picks


def _is_mine(paper: Paper, user: User) -> bool:
    return paper.settled_at is None and not queries.is_held_by_another(paper, user, clock.now())


def _show(
    request: HttpRequest, paper: Paper, draft: MarkingDraft, *, missing: bool = False, status: int = 200
) -> HttpResponse:
    context = {"paper": presenting.paper_page(paper, draft, missing=missing)}
    return render(request, "assessments/marking/paper.html", context, status=status)


def _show_lost(request: HttpRequest, paper: Paper, draft: MarkingDraft) -> HttpResponse:
    """The claim is gone; what was typed is not."""
    context = {"paper": presenting.paper_page(paper, draft)}
    return render(request, "assessments/marking/lost.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(queries.MAY_RELEASE)
@never_cache
def marking_release(request: HttpRequest) -> HttpResponse:
    """Checks with marked answers, and how many of them are ready to be shown."""
    user = _user(request)
    if request.method == "POST":
        quiz = access_release(user, request.POST.get("quiz", ""))
        count = services.release_marks(quiz=quiz, actor=user)
        text = ngettext("%(n)d result is released.", "%(n)d results are released.", count) % {"n": count}
        messages.success(request, text)
        return redirect("assessments:marking_release")
    return render(request, "assessments/marking/release.html", {"lines": queries.release_lines(user)})


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
