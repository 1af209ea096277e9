"""The attempt that a learner opens."""

import uuid

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from assessments.quizzes import services
from assessments.quizzes.access import access_own_attempt
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.models import QuizAttempt


def own_attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> QuizAttempt:
    """The learner's own attempt as it stands now: handed in, if its time is over."""
    mine = access_own_attempt(request.user, attempt_uuid)
    if mine.status == AttemptStatus.IN_PROGRESS and services.hand_in_if_over(attempt=mine):
        mine.refresh_from_db()
        messages.info(request, _("The time was over. What you had answered by then counts."))
    return mine
