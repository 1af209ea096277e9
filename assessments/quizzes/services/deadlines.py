"""Deadlines of attempts under way, after more was granted."""

from datetime import timedelta

from django.db import transaction

from assessments.quizzes import queries
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.models import QuizAttempt
from lms.common import clock
from lms.people.models import Accommodation, User


@transaction.atomic
def renew_deadlines(*, learner: User) -> list[QuizAttempt]:
    """Let the open attempts of a learner run as long as what is granted today allows; never shorter than they did.

    Gives those that run longer now. Idempotent. An attempt whose time was over before is not brought back.
    """
    ours = QuizAttempt.objects.select_for_update(of=("self",)).select_related("version", "quiz")
    longer = []
    for attempt in ours.filter(learner=learner, status=AttemptStatus.IN_PROGRESS, deadline__isnull=False):
        if attempt.is_over(clock.now()):
            continue
        grants = queries.grants_for(learner, attempt.quiz)
        deadline = queries.deadline_of(attempt.version, grants, attempt.started_at)
        if deadline and attempt.deadline and deadline > attempt.deadline:
            attempt.deadline = deadline
            attempt.save(update_fields=["deadline", "updated"])
            longer.append(attempt)
    return longer


def renew_for_grants_begun() -> int:
    """Let open attempts run longer by what began to count today or yesterday; gives how many do. Idempotent."""
    today = clock.today()
    begun = Accommodation.objects.filter(starts__range=(today - timedelta(days=1), today))
    under_way = QuizAttempt.objects.filter(status=AttemptStatus.IN_PROGRESS, deadline__isnull=False)
    learners = User.objects.filter(pk__in=begun.values("user")).filter(pk__in=under_way.values("learner"))
    return sum(len(renew_deadlines(learner=learner)) for learner in learners.iterator(200))
