"""Handing in, and what came of it."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.questions.kinds import kind_of
from assessments.quizzes import presenting, queries, services, wording
from assessments.quizzes.choices import Aspect, AttemptStatus
from assessments.quizzes.judging import is_awaited
from assessments.quizzes.links import reread_links
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.paging import book_of
from assessments.quizzes.reviewing import EVERYTHING, moment_of, visible
from assessments.quizzes.views.own import own_attempt
from lms.common import clock


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def finish(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """What is still open, before handing in; and handing in. Twice is once."""
    mine = own_attempt(request, attempt_uuid)
    if request.method == "POST":
        services.finish_attempt(attempt=mine)
        return redirect("assessments:review", mine.uuid)
    if mine.is_handed_in:
        return redirect("assessments:review", mine.uuid)
    return render(request, "assessments/quizzes/overview.html", _overview_context(mine))


def _overview_context(mine: QuizAttempt) -> dict[str, Any]:
    book, marks = book_of(mine.version.settings, mine.version.blueprint), queries.marks_of(mine)
    still_open = [position for position, answered, _flagged in marks if not answered]
    flagged = [position for position, _answered, is_flagged in marks if is_flagged]
    # Where people go forward only, what can be opened is the page that is open.
    here = book.page(mine.page) if book.forward else None
    within_reach = [position for position in still_open if not book.forward or (here and here.has(position))]
    last = (here.first if here else None) if book.forward else book.total
    return {
        "attempt": mine,
        "clock": presenting.clock_of(mine, clock.now()),
        "title": mine.version.settings["title"],
        "strip": presenting.strip_of(mine, book, marks),
        "sentence": wording.left_open_sentence(still_open, flagged),
        "is_complete": not still_open,
        "first_open": within_reach[0] if within_reach else None,
        "first_open_url": presenting.place_of(mine, book, within_reach[0]) if within_reach else "",
        "last_url": presenting.place_of(mine, book, last) if last else "",
        "goes_forward": book.forward,
    }


@require_GET
@login_required
@never_cache
def review(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """The result in words, and every question with what was chosen, what is right, and why."""
    mine = own_attempt(request, attempt_uuid)
    if not mine.is_handed_in:
        return redirect("assessments:attempt", mine.uuid)
    if mine.status == AttemptStatus.AWAITING:
        return render(request, "assessments/marking/awaiting.html", _awaiting_context(mine))
    return render(request, "assessments/quizzes/review.html", _review_context(request, mine))


def _awaiting_context(mine: QuizAttempt) -> dict[str, Any]:
    items = _items_of(mine)
    links = reread_links((one.revision.reread for one in items if one.correct is False), mine.placement)
    window = queries.window_for(mine.version, queries.grants_for(mine.learner, mine.version.quiz))
    moment = moment_of(finished_at=mine.finished_at, closes_at=window.closes, now=clock.now())
    may = visible(mine.version.settings, moment)
    return {
        "attempt": mine,
        "title": mine.version.settings["title"],
        "sentence": wording.awaiting_sentence(sum(is_awaited(one) for one in items)),
        "questions": [presenting.reviewed(one, links, may) for one in items],
    }


def _items_of(mine: QuizAttempt) -> list[AttemptItem]:
    items = queries.items_of(mine)
    for item in items:
        item.attempt = mine
    return items


def _review_context(request: HttpRequest, mine: QuizAttempt) -> dict[str, Any]:
    items, now = _items_of(mine), clock.now()
    links = reread_links((one.revision.reread for one in items if one.correct is False), mine.placement)
    papers = queries.papers_of([mine.pk]) if any(kind_of(one.revision.kind).by_hand for one in items) else {}
    state = queries.attempt_state(
        quiz=mine.version.quiz, learner=request.user, placement=mine.placement, now=now, cycle=mine.cycle
    )
    # What people marked is new to its learner when it is released, whenever it was handed in.
    shown = max([one.released_at for one in papers.values() if one.released_at], default=mine.finished_at)
    may = visible(mine.version.settings, moment_of(finished_at=shown, closes_at=state.window.closes, now=now))
    return {
        "attempt": mine,
        "title": mine.version.settings["title"],
        "result": presenting.result(mine, items, state, links, may),
        "certainty": presenting.certainty_of(mine, items, may),
        "certainty_counts": "grade_by_certainty" in mine.version.settings,
        "groups": presenting.in_sections(
            book_of(mine.version.settings, mine.version.blueprint),
            [presenting.reviewed(one, links, may, papers.get(one.pk)) for one in items],
        ),
        "gain": presenting.gain_of(queries.pairs_for(mine, items)) if Aspect.MARKS in may else None,
        "shows_all": may == EVERYTHING,
    }
