"""Attempts as the rows of an export."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from assessments.questions.models import QuestionRevision
from assessments.quizzes.exporting import response_words
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt
from assessments.quizzes.queries.statistics import CHUNK, Selection, selected
from lms.people.models import User
from lms.people.queries import people_in_reach

ATTEMPT_COLUMNS: dict[str, Any] = {
    "attempt": "uuid",
    "name": "learner__full_name",
    "email": "learner__email",
    "fictional": "learner__is_demo",
    "quiz": "quiz__code",
    "version": "version__number",
    "cycle": "cycle",
    "number": "number",
    "started": "started_at",
    "finished": "finished_at",
    "score": "score",
    "max_score": "max_score",
    "met": Coalesce("met", "passed"),
}
ANSWER_COLUMNS = {
    "attempt": "attempt__uuid",
    "name": "attempt__learner__full_name",
    "email": "attempt__learner__email",
    "fictional": "attempt__learner__is_demo",
    "quiz": "attempt__quiz__code",
    "version": "attempt__version__number",
    "number": "attempt__number",
    "position": "position",
    "question": "revision__question__code",
    "revision": "revision__number",
    "kind": "revision__kind",
    "safety_critical": "revision__safety_critical",
    "certainty": "certainty",
    "answered": "answered_at",
    "score": "score",
    "correct": "correct",
}
ANSWER_HEADER = [*ANSWER_COLUMNS, "response"]


def attempts_in_reach(user: User, quiz: Quiz, selection: Selection) -> QuerySet[QuizAttempt]:
    """The finished attempts of a selection by people whom `user` may look at, the oldest first."""
    rows = selected(QuizAttempt.objects.filter(quiz=quiz), selection)
    return rows.filter(learner__in=people_in_reach(user).values("pk")).order_by("started_at", "pk")


def learners_of(attempts: QuerySet[QuizAttempt]) -> list[int]:
    """Keys of the people whose attempts these are, each once. One query."""
    return list(attempts.order_by("learner_id").values_list("learner", flat=True).distinct())


def answers_in(attempts: QuerySet[QuizAttempt]) -> QuerySet[AttemptItem]:
    """All questions of these attempts."""
    return AttemptItem.objects.filter(attempt__in=attempts.order_by().values("pk"))


def attempt_rows(attempts: QuerySet[QuizAttempt]) -> Iterator[tuple[Any, ...]]:
    """One row per attempt, in the order of `ATTEMPT_COLUMNS`. One query, streamed."""
    yield from attempts.values_list(*ATTEMPT_COLUMNS.values()).iterator(CHUNK)


def answer_rows(attempts: QuerySet[QuizAttempt]) -> Iterator[tuple[Any, ...]]:
    """One row per question of an attempt, in the order of `ANSWER_HEADER`. Two queries, streamed."""
    items = answers_in(attempts)
    asked = QuestionRevision.objects.filter(pk__in=items.order_by().values("revision").distinct())
    bodies = dict(asked.values_list("pk", "body"))
    columns = [*ANSWER_COLUMNS.values(), "revision_id", "response"]
    for *row, revision, response in items.order_by("attempt_id", "position").values_list(*columns).iterator(CHUNK):
        yield *row, response_words(bodies[revision], response)
