"""Pages with several questions, and leaving a page for good where a check goes forward only."""

import uuid
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.quizzes import presenting, queries, services, wording
from assessments.quizzes.choices import Layout
from assessments.quizzes.links import LessonLink, reread_links
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.paging import Book, Page, book_of
from assessments.quizzes.views.own import own_attempt
from assessments.quizzes.views.rest import rest_url
from lms.common import clock
from lms.common.errors import DomainError


@require_GET
@login_required
@never_cache
def page(request: HttpRequest, attempt_uuid: uuid.UUID, number: int) -> HttpResponse:
    """A page of several questions."""
    mine = own_attempt(request, attempt_uuid)
    if mine.is_handed_in:
        return redirect("assessments:review", mine.uuid)
    book = book_of(mine.version.settings, mine.version.blueprint)
    here = book.page(number)
    if here is None:
        raise Http404
    if book.forward and here.number != mine.page:
        return back_to_open_page(request, mine, here)
    if mine.version.settings["layout"] != Layout.SOME:
        return redirect(presenting.place_of(mine, book, here.first))
    return show_sheet(request, mine, book, here)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def leave(request: HttpRequest, attempt_uuid: uuid.UUID, number: int) -> HttpResponse:
    """Go on from a page for good. Where something on it is still open, ask first."""
    mine = own_attempt(request, attempt_uuid)
    if mine.is_handed_in:
        return redirect("assessments:review", mine.uuid)
    book = book_of(mine.version.settings, mine.version.blueprint)
    here = book.page(number)
    if here is None or not book.forward:
        raise Http404
    if here.number != mine.page:
        return back_to_open_page(request, mine, here)
    marks = queries.marks_of(mine)
    still_open = [position for position, answered, _flagged in marks if here.has(position) and not answered]
    if request.method == "POST":
        return leave_if_done(request, mine, here, still_open=[] if "sure" in request.POST else still_open)
    context = {
        "attempt": mine,
        "title": mine.version.settings["title"],
        "clock": presenting.clock_of(mine, clock.now()),
        "sentence": wording.left_open_sentence(still_open, ()),
        "still_open": bool(still_open),
        "here": presenting.place_of(mine, book, (still_open or [here.first])[0]),
        "is_last": here.number == len(book.pages),
    }
    return render(request, "assessments/quizzes/leave.html", context)


def leave_if_done(request: HttpRequest, mine: QuizAttempt, here: Page, *, still_open: Sequence[int]) -> HttpResponse:
    """Leave the page that is open, and go to the next; with something `still_open`, to the question whether to."""
    if still_open:
        return redirect("assessments:attempt_leave", mine.uuid, here.number)
    try:
        services.leave_page(attempt=mine, page=here.number)
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("assessments:attempt", mine.uuid)


def back_to_open_page(request: HttpRequest, mine: QuizAttempt, wanted: Page) -> HttpResponse:
    """Another page than the one that is open was asked for: say why not, and lead to where one is."""
    if wanted.number < mine.page:
        messages.info(request, _("You have gone on from that page, and this check goes forward only."))
    else:
        messages.info(request, _("That page opens when you go on from this one."))
    return redirect("assessments:attempt", mine.uuid)


def open_place(mine: QuizAttempt, book: Book) -> str:
    """Where somebody stands in a check that goes forward only: the open page, or the overview past the last."""
    here = book.page(mine.page)
    if here is None:
        return reverse("assessments:attempt_finish", args=[mine.uuid])
    if mine.version.settings["layout"] == Layout.SOME:
        return reverse("assessments:attempt_page", args=[mine.uuid, here.number])
    return presenting.place_of(mine, book, here.first)


def links_of(mine: QuizAttempt, items: Iterable[AttemptItem]) -> dict[str, LessonLink]:
    """Where to read again what was not right, among the questions whose learner has seen what is."""
    wanted = [one.revision.reread for one in items if one.checked_at and not one.correct]
    return reread_links(wanted, mine.placement) if wanted else {}


def show_sheet(request: HttpRequest, mine: QuizAttempt, book: Book, here: Page) -> HttpResponse:
    """The questions of one page under each other; each saves itself."""
    whole = len(book.pages) == 1
    items = queries.items_of(mine) if whole else queries.items_between(mine, here.first, here.last)
    marks = (
        [(one.position, one.answered_at is not None, one.flagged) for one in items] if whole else queries.marks_of(mine)
    )
    links = links_of(mine, items)
    before, after = book.page(here.number - 1), book.page(here.number + 1)
    context = {
        "attempt": mine,
        "clock": presenting.clock_of(mine, clock.now()),
        "title": mine.version.settings["title"],
        "strip": presenting.strip_of(mine, book, marks, here),
        "groups": presenting.in_sections(book, [presenting.shown(mine, one, links) for one in items]),
        "total": len(marks),
        "here": here,
        "pages": len(book.pages),
        "is_whole": whole,
        "rest_url": rest_url(mine),
        "is_last": after is None,
        "goes_forward": book.forward,
        "before_url": reverse("assessments:attempt_page", args=[mine.uuid, before.number]) if before else "",
        "after_url": reverse("assessments:attempt_page", args=[mine.uuid, after.number]) if after else "",
    }
    return render(request, "assessments/quizzes/all.html", context)
