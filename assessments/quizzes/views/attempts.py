"""The pages of an attempt under way."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.quizzes import presenting, queries, services
from assessments.quizzes.choices import Layout
from assessments.quizzes.errors import AttemptClosed, NoSuchItem, PageLeft
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.paging import Book, Page, book_of
from assessments.quizzes.views.own import own_attempt
from assessments.quizzes.views.pages import back_to_open_page, leave_if_done, links_of, open_place, show_sheet
from assessments.quizzes.views.rest import rest_url
from assessments.quizzes.views.sequences import sequence_of
from lms.common import clock
from lms.common.errors import DomainError

# What a form sends beside the answer itself; the rest is the response, read by the question's kind.
NOT_THE_ANSWER = {"csrfmiddlewaretoken", "sequence", "flagged", "certainty", "go", "tried"}


@require_GET
@login_required
@never_cache
def attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """Where the learner left: the first open question, the page that is open, or all of them on one page."""
    mine = own_attempt(request, attempt_uuid)
    if mine.is_handed_in:
        return redirect("assessments:review", mine.uuid)
    book = book_of(mine.version.settings, mine.version.blueprint)
    if book.forward:
        return redirect(open_place(mine, book))
    if mine.version.settings["layout"] == Layout.ALL:
        return show_sheet(request, mine, book, book.pages[0])
    first_open = next((position for position, answered, _flagged in queries.marks_of(mine) if not answered), None)
    if first_open is None:
        return redirect("assessments:attempt_finish", mine.uuid)
    return redirect(presenting.place_of(mine, book, first_open))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def item(request: HttpRequest, attempt_uuid: uuid.UUID, position: int) -> HttpResponse:
    """One question: shown, or its answer kept."""
    received_at = clock.now()
    mine = own_attempt(request, attempt_uuid)
    if request.method == "POST":
        return _keep_answer(request, mine, position, received_at)
    if mine.is_handed_in:
        return redirect("assessments:review", mine.uuid)
    book = book_of(mine.version.settings, mine.version.blueprint)
    here = book.page_of(position)
    if here is None:
        raise Http404
    if book.forward and here.number != mine.page:
        return back_to_open_page(request, mine, here)
    if mine.version.settings["layout"] != Layout.ONE:
        return redirect(presenting.place_of(mine, book, position))
    found = queries.item_at(mine, position)
    if found is None:
        raise Http404
    return render(request, "assessments/quizzes/item.html", _item_context(mine, book, here, found))


def _item_context(mine: QuizAttempt, book: Book, here: Page, found: AttemptItem) -> dict[str, Any]:
    marks, position = queries.marks_of(mine), found.position
    shown = presenting.shown(mine, found, links_of(mine, [found]))
    return {
        "attempt": mine,
        "clock": presenting.clock_of(mine, clock.now()),
        "title": mine.version.settings["title"],
        "strip": presenting.strip_of(mine, book, marks, here),
        "shown": shown,
        "group": presenting.in_sections(book, [shown])[0],
        "rest_url": rest_url(mine),
        "total": len(marks),
        "is_first": position == 1,
        "is_last": position == len(marks),
        "number": position,
        "before": position - 1,
        "after": position + 1,
        "goes_forward": book.forward,
    }


def _keep_answer(request: HttpRequest, mine: QuizAttempt, position: int, received_at: datetime) -> HttpResponse:
    sequence = sequence_of(request)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        kept = services.record_answer(
            attempt=mine,
            position=position,
            response={key: values for key, values in request.POST.lists() if key not in NOT_THE_ANSWER},
            sequence=sequence,
            received_at=received_at,
            flagged="flagged" in request.POST,
            certainty=request.POST.get("certainty", ""),
        )
    except NoSuchItem as error:
        raise Http404 from error
    except DomainError as error:
        return _refuse(request, mine, position, error, as_json=wants_json)
    too_late = kept.sequence > sequence
    if request.POST.get("go") == "check" and not too_late:
        return _check(request, mine, position)
    if wants_json:
        following = {"next": _go_on(request, mine, kept).url} if "go" in request.POST and not too_late else {}
        return JsonResponse({"saved_at": kept.updated.isoformat(), **following}, status=409 if too_late else 200)
    if too_late:
        messages.warning(request, _("A newer answer from another window is kept. This is how it stands now."))
        return redirect("assessments:item", mine.uuid, position)
    return _go_on(request, mine, kept)


def _check(request: HttpRequest, mine: QuizAttempt, position: int) -> HttpResponse:
    """Show what is right, or how a try went, in the same place."""
    try:
        if "interactive" in mine.version.settings:
            services.try_answer(attempt=mine, position=position, seen=_tried(request))
        else:
            services.check_answer(attempt=mine, position=position)
    except DomainError as error:
        return _refuse(request, mine, position, error, as_json=False)
    return redirect(_place(mine, position))


def _tried(request: HttpRequest) -> int | None:
    """How many tries the page showed when it was sent; None where that is not a number."""
    sent = request.POST.get("tried", "")
    return int(sent) if sent.isdecimal() and len(sent) < 4 else None


def _refuse(
    request: HttpRequest, mine: QuizAttempt, position: int, error: DomainError, *, as_json: bool
) -> HttpResponse:
    closed = isinstance(error, AttemptClosed)
    if as_json:
        return JsonResponse({"detail": str(error)}, status=410 if closed else 400)
    messages.warning(request, str(error))
    if closed:
        return redirect("assessments:review", mine.uuid)
    if isinstance(error, PageLeft):
        return redirect("assessments:attempt", mine.uuid)
    return redirect("assessments:item", mine.uuid, position)


def _go_on(request: HttpRequest, mine: QuizAttempt, kept: AttemptItem) -> HttpResponse:
    """Where the pressed button leads. Questions lie side by side, so no count is needed."""
    book = book_of(mine.version.settings, mine.version.blueprint)
    go, here = request.POST.get("go", ""), book.page_of(kept.position)
    if mine.version.settings["layout"] != Layout.ONE or here is None:
        return redirect(presenting.place_of(mine, book, kept.position))
    if book.forward:
        if go == "stay":
            return redirect("assessments:item", mine.uuid, kept.position)
        return leave_if_done(request, mine, here, still_open=[] if kept.answered_at else [kept.position])
    target = max(kept.position + {"back": -1, "stay": 0}.get(go, 1), 1)
    if target > book.total:
        return redirect("assessments:attempt_finish", mine.uuid)
    return redirect("assessments:item", mine.uuid, target)


def _place(mine: QuizAttempt, position: int) -> str:
    return presenting.place_of(mine, book_of(mine.version.settings, mine.version.blueprint), position)
