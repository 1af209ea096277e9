import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from assessments.quizzes import queries
from assessments.quizzes.models import Paper, Quiz, QuizAttempt
from lms.people.models import User

View = Callable[..., HttpResponse]


def access_own_attempt(user: User, attempt_uuid: uuid.UUID) -> QuizAttempt:
    """The learner's own attempt with version and quiz. Somebody else's, or none: the same `Http404`."""
    attempt = QuizAttempt.objects.select_related("version").filter(uuid=attempt_uuid, learner_id=user.pk).first()
    if attempt is None:
        raise Http404
    return attempt


def access_paper(user: User, paper_uuid: uuid.UUID) -> Paper:
    """An answer that `user` may read: of somebody in their reach, never their own. Else the same `Http404`."""
    paper = queries.papers_in_reach(user).filter(uuid=paper_uuid).first()
    if paper is None:
        raise Http404
    return paper


def access_release(user: User, quiz_uuid: str) -> Quiz:
    """A quiz of which `user` may release what was marked. Else `Http404`."""
    if not user.has_perm(queries.MAY_RELEASE):
        raise Http404
    try:
        quiz = Quiz.objects.filter(uuid=uuid.UUID(quiz_uuid)).first()
    except ValueError:
        quiz = None
    if quiz is None:
        raise Http404
    return quiz


def permission_required(permission: str) -> Callable[[View], View]:
    """Anonymous goes to sign in; signed in without the permission sees the same 404 as for a page that is not there."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return gate

    return decorate
