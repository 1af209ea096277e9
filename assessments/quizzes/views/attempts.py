"""The pages of an attempt under way."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.quizzes import presenting, queries, services
from assessments.quizzes.choices import AttemptStatus, Layout
from assessments.quizzes.errors import AttemptClosed, NoSuchItem
from assessments.quizzes.links import LessonLink, reread_links
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.views.own import own_attempt
from lms.common import clock
from lms.common.errors import DomainError

# What a form sends beside the answer itself; the rest is the response, read by the question's kind.
NOT_THE_ANSWER = {"csrfmiddlewaretoken", "sequence", "flagged", "certainty", "go"}


LARGEST_SEQUENCE = 2**53 - 1


@require_GET
@login_required
@never_cache
def attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """Where the learner left: the first open question, or all of them on one page."""
    mine = own_attempt(request, attempt_uuid)
    if mine.status == AttemptStatus.FINISHED:
        return redirect("assessments:review", mine.uuid)
    if mine.version.settings["layout"] == Layout.ALL:
        return _all_on_one(request, mine)
    first_open = next((position for position, answered, _flagged in queries.marks_of(mine) if not answered), None)
    if first_open is None:
        return redirect("assessments:attempt_finish", mine.uuid)
    return redirect("assessments:item", mine.uuid, first_open)


def _links(mine: QuizAttempt, items: Iterable[AttemptItem]) -> dict[str, LessonLink]:
    """Where to read again what was not right, among the questions whose learner has seen what is."""
    wanted = [one.revision.reread for one in items if one.checked_at and not one.correct]
    return reread_links(wanted, mine.placement) if wanted else {}


def _all_on_one(request: HttpRequest, mine: QuizAttempt) -> HttpResponse:
    items = queries.items_of(mine)
    links = _links(mine, items)
    context = {
        "attempt": mine,
        "clock": presenting.clock_of(mine, clock.now()),
        "title": mine.version.settings["title"],
        "cells": presenting.strip(mine, [(i.position, i.answered_at is not None, i.flagged) for i in items]),
        "questions": [presenting.shown(mine, item, links) for item in items],
    }
    return render(request, "assessments/quizzes/all.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def item(request: HttpRequest, attempt_uuid: uuid.UUID, position: int) -> HttpResponse:
    """One question: shown, or its answer kept."""
    received_at = clock.now()
    mine = own_attempt(request, attempt_uuid)
    if request.method == "POST":
        return _keep_answer(request, mine, position, received_at)
    if mine.status == AttemptStatus.FINISHED:
        return redirect("assessments:review", mine.uuid)
    if mine.version.settings["layout"] == Layout.ALL:
        return redirect(_on_one_page(mine, position))
    found = queries.item_at(mine, position)
    if found is None:
        raise Http404
    marks = queries.marks_of(mine)
    context = {
        "attempt": mine,
        "clock": presenting.clock_of(mine, clock.now()),
        "title": mine.version.settings["title"],
        "cells": presenting.strip(mine, marks, current=position),
        "shown": presenting.shown(mine, found, _links(mine, [found])),
        "total": len(marks),
        "is_first": position == 1,
        "is_last": position == len(marks),
        "number": position,
        "before": position - 1,
        "after": position + 1,
    }
    return render(request, "assessments/quizzes/item.html", context)


def _keep_answer(request: HttpRequest, mine: QuizAttempt, position: int, received_at: datetime) -> HttpResponse:
    sequence = _sequence(request)
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
    if request.POST.get("go") == "check":
        return _check(request, mine, position)
    if wants_json:
        return JsonResponse({"saved_at": kept.updated.isoformat()}, status=409 if too_late else 200)
    if too_late:
        messages.warning(request, _("A newer answer from another window is kept. This is how it stands now."))
        return redirect("assessments:item", mine.uuid, position)
    return _go_on(request, mine, kept)


def _check(request: HttpRequest, mine: QuizAttempt, position: int) -> HttpResponse:
    """Show what is right, in the same place."""
    try:
        services.check_answer(attempt=mine, position=position)
    except DomainError as error:
        return _refuse(request, mine, position, error, as_json=False)
    if mine.version.settings["layout"] == Layout.ALL:
        return redirect(_on_one_page(mine, position))
    return redirect("assessments:item", mine.uuid, position)


def _refuse(
    request: HttpRequest, mine: QuizAttempt, position: int, error: DomainError, *, as_json: bool
) -> HttpResponse:
    closed = isinstance(error, AttemptClosed)
    if as_json:
        return JsonResponse({"detail": str(error)}, status=410 if closed else 400)
    messages.warning(request, str(error))
    if closed:
        return redirect("assessments:review", mine.uuid)
    return redirect("assessments:item", mine.uuid, position)


def _sequence(request: HttpRequest) -> int:
    """The client's counter; what is not a number counts as the oldest."""
    try:
        return min(max(int(request.POST.get("sequence", "0")), 0), LARGEST_SEQUENCE)
    except ValueError:
        return 0


def _go_on(request: HttpRequest, mine: QuizAttempt, kept: AttemptItem) -> HttpResponse:
    """Where the pressed button leads. Questions lie side by side, so no count is needed."""
    if mine.version.settings["layout"] == Layout.ALL:
        return redirect(_on_one_page(mine, kept.position))
    step = {"back": -1, "stay": 0}.get(request.POST.get("go", ""), 1)
    target = max(kept.position + step, 1)
    if target > sum(line["count"] for line in mine.version.blueprint):
        return redirect("assessments:attempt_finish", mine.uuid)
    return redirect("assessments:item", mine.uuid, target)


def _on_one_page(mine: QuizAttempt, position: int) -> str:
    return f"{redirect('assessments:attempt', mine.uuid).url}#question-{position}"
