"""The other questions of an attempt, for a tab to go on with while the line is down."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from assessments.quizzes import presenting, queries
from assessments.quizzes.choices import AttemptStatus, Layout
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.views.own import own_attempt


def may_look_ahead(attempt: QuizAttempt) -> bool:
    """Whether a learner may see questions before they come to them, and does not have them on one page anyway."""
    settings = attempt.version.settings
    return settings["layout"] != Layout.ALL and settings.get("navigation", "free") == "free"


def rest_url(attempt: QuizAttempt) -> str:
    """Where the other questions are; empty where nobody may look ahead."""
    return reverse("assessments:attempt_rest", args=[attempt.uuid]) if may_look_ahead(attempt) else ""


@require_GET
@login_required
@never_cache
def rest(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """A part of a page: every question that can still be answered, each with its form. Two queries for any number."""
    mine = own_attempt(request, attempt_uuid)
    if mine.status != AttemptStatus.IN_PROGRESS or not may_look_ahead(mine):
        raise Http404
    items = queries.items_of(mine)
    context = {
        "attempt": mine,
        "questions": [presenting.shown(mine, item, {}) for item in items if item.checked_at is None],
        "total": len(items),
    }
    return render(request, "assessments/quizzes/_rest.html", context)
