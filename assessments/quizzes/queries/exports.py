"""Attempts as the rows of an export."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

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
ANSWER_HEADER = [
    "quiz", "question", "revision", "kind", "safety_critical", "response", "people", "answers", "right", "mean_score",
]  # fmt: skip


def attempts_in_reach(user: User, quiz: Quiz, selection: Selection) -> QuerySet[QuizAttempt]:
    """The finished attempts of a selection by people whom `user` may look at, the oldest first."""
    rows = selected(QuizAttempt.objects.filter(quiz=quiz), selection)
    return rows.filter(learner__in=people_in_reach(user).values("pk")).order_by("started_at", "pk")


def learners_of(attempts: QuerySet[QuizAttempt]) -> list[int]:
    """Keys of the people whose attempts these are, each once. One query."""
    return list(attempts.order_by("learner_id").values_list("learner", flat=True).distinct())


def attempt_rows(attempts: QuerySet[QuizAttempt]) -> Iterator[tuple[Any, ...]]:
    """One row per attempt, in the order of `ATTEMPT_COLUMNS`. One query, streamed."""
    yield from attempts.values_list(*ATTEMPT_COLUMNS.values()).iterator(CHUNK)


@dataclass
class _Given:
    """One answer to a question, by whom and how it was marked."""

    people: set[int] = field(default_factory=set)
    marks: list[tuple[Decimal | None, bool | None]] = field(default_factory=list)

    def take(self, other: "_Given") -> None:
        self.people |= other.people
        self.marks += other.marks


def answer_rows(quiz: Quiz, attempts: QuerySet[QuizAttempt], least: int) -> Iterator[tuple[Any, ...]]:
    """What was answered, counted, in the order of `ANSWER_HEADER`: never who, and no text that only few have written.

    A question that fewer than `least` people answered is left out; answers that fewer gave stand together in one row,
    without figures where even these are fewer. Two queries, streamed.
    """
    items = AttemptItem.objects.filter(attempt__in=attempts.order_by().values("pk"))
    asked = QuestionRevision.objects.filter(pk__in=items.order_by().values("revision").distinct())
    revisions = asked.select_related("question").in_bulk()
    columns = ("revision_id", "attempt__learner_id", "score", "correct", "response")
    rows = items.order_by("revision__question__code", "revision_id").values_list(*columns).iterator(CHUNK)
    for key, given in groupby(rows, key=itemgetter(0)):
        revision = revisions[key]
        facts = (
            quiz.code, revision.question.code, revision.number, revision.kind, revision.safety_critical,
        )  # fmt: skip
        for words, one in _counted(given, revision.body, least):
            yield (*facts, words, *_figures(one, least))


def _counted(rows: Iterable[tuple[Any, ...]], body: dict[str, Any], least: int) -> list[tuple[str, _Given]]:
    found: dict[str, _Given] = defaultdict(_Given)
    everybody: set[int] = set()
    for _revision, learner, score, correct, response in rows:
        everybody.add(learner)
        one = found[response_words(body, response)]
        one.people.add(learner)
        one.marks.append((score, correct))
    if len(everybody) < least:
        return []
    rest = _Given()
    for one in found.values():
        if len(one.people) < least:
            rest.take(one)
    known = sorted((words, one) for words, one in found.items() if len(one.people) >= least)
    return [*known, (_("(answers of fewer than %(n)d people each)") % {"n": least}, rest)] if rest.people else known


def _figures(one: _Given, least: int) -> tuple[Any, ...]:
    if len(one.people) < least:
        return ("", "", "", "")
    scores = [score for score, _correct in one.marks if score is not None]
    right = sum(bool(correct) for _score, correct in one.marks)
    mean = round(sum(scores) / len(scores), 4) if scores else ""
    return (len(one.people), len(one.marks), right, mean)
