"""Where the rows of a trial are between two pages, and the pages of an attempt on such rows."""

import uuid
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.quizzes.errors import TrialGone
from assessments.quizzes.models import Quiz
from assessments.quizzes.services.trials import start_trial, trial_played
from lms.people.models import User

# In the editor's session: {attempt uuid: key of the store that holds the rows}, the newest last.
SESSION_KEY = "quiz_trials"
KEPT_TRIALS = 5
A_DAY = 24 * 60 * 60
PERMISSION = "assessments.change_quiz"

View = Callable[..., HttpResponse]


def open_trial(request: HttpRequest, quiz: Quiz, return_path: str) -> uuid.UUID:
    """Start a trial for whoever asks; older ones than the last few are dropped. Raises what `start_trial` raises."""
    attempt_uuid, rows = start_trial(quiz=quiz, editor=request.user, return_path=return_path)
    store = _store()
    store["rows"] = rows
    store.set_expiry(A_DAY)
    store.create()
    trials = {**request.session.get(SESSION_KEY, {}), str(attempt_uuid): store.session_key}
    for old in list(trials)[:-KEPT_TRIALS]:
        _store(trials.pop(old)).delete()
    request.session[SESSION_KEY] = trials
    return attempt_uuid


def for_trials_too(view: View) -> View:
    """A page of an attempt that works on a trial of one's own as well: the same page, and nothing stays."""

    @wraps(view)
    def page(request: HttpRequest, attempt_uuid: uuid.UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.session.get(SESSION_KEY, {}).get(str(attempt_uuid))
        if key is None:
            return view(request, attempt_uuid, *args, **kwargs)
        if not request.user.has_perm(PERMISSION):
            raise Http404
        request.quiz_trial = True
        try:
            return _play(key, request, attempt_uuid, lambda: view(request, attempt_uuid, *args, **kwargs))
        except TrialGone as gone:
            messages.warning(request, str(gone))
            return redirect("wagtailsnippets_assessments_quiz:list")

    return page


@transaction.atomic
def _play(key: str, request: HttpRequest, attempt_uuid: uuid.UUID, view: Callable[[], HttpResponse]) -> HttpResponse:
    # Two windows of one trial take turns, so that neither loses what the other wrote.
    User.objects.select_for_update().get(pk=request.user.pk)
    store = _store(key)
    with trial_played(attempt_uuid=attempt_uuid, rows=store.get("rows", "")) as played:
        response = view()
    if store.get("rows") != played.rows:
        store["rows"] = played.rows
        store.save()
    return response


def _store(key: str | None = None) -> SessionBase:
    """A place like a session, with an end of its own, that nobody signs in with."""
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
