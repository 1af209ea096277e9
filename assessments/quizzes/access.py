import uuid

from django.http import Http404

from assessments.quizzes.models import QuizAttempt
from lms.people.models import User


def access_own_attempt(user: User, attempt_uuid: uuid.UUID) -> QuizAttempt:
    """The learner's own attempt with version and quiz. Somebody else's, or none: the same `Http404`."""
    attempt = QuizAttempt.objects.select_related("version").filter(uuid=attempt_uuid, learner_id=user.pk).first()
    if attempt is None:
        raise Http404
    return attempt
