"""Finished attempts as the plain rows that `statistics` adds up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.core.cache import cache
from django.db.models import BigIntegerField, Count, Exists, Func, Max, OuterRef, Q, QuerySet, Subquery, Sum, TextField
from django.db.models.functions import Cast, Coalesce

from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.findings import Thresholds
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, StatisticsSettings
from assessments.quizzes.picks import picks_in
from assessments.quizzes.statistics import (
    UNIT,
    Answer,
    QuestionStatistics,
    QuizStatistics,
    Sitting,
    Tally,
    tally,
)

CHUNK = 5000
# Change it when what is remembered changes its form.
FORM = 3
KEEP_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Selection:
    """Which attempts count: each learner's first at each quiz, or all; of real learners, or of the demo's."""

    first_only: bool = True
    fictional: bool = False


@dataclass(frozen=True)
class Crowd:
    """How many finished attempts there are, of real learners and of fictional ones."""

    real: int
    fictional: int


class Seconds(Func):
    """A moment as whole seconds since 1970: a tenth of the cost of a datetime."""

    output_field: ClassVar = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS BIGINT)"
        return super().as_sql(compiler, connection, template=template, **context)


class TenThousandths(Func):
    """A score as whole ten-thousandths of a mark."""

    template = f"CAST(ROUND(%(expressions)s * {UNIT}) AS BIGINT)"
    output_field: ClassVar = BigIntegerField()


def thresholds() -> Thresholds:
    """Where this site begins to call a number remarkable. One query."""
    return StatisticsSettings.load().thresholds


def crowd_of(attempts: QuerySet[QuizAttempt]) -> Crowd:
    """How many finished attempts there are among these. One query."""
    fictional = Q(learner__is_demo=True)
    found = attempts.filter(status=AttemptStatus.FINISHED).aggregate(
        real=Count("pk", filter=~fictional), fictional=Count("pk", filter=fictional)
    )
    return Crowd(**found)


def attempts_asking(question: Question) -> QuerySet[QuizAttempt]:
    """Attempts in which any revision of a question was asked."""
    return QuizAttempt.objects.filter(pk__in=AttemptItem.objects.filter(revision__question=question).values("attempt"))


def selected(attempts: QuerySet[QuizAttempt], selection: Selection) -> QuerySet[QuizAttempt]:
    """The finished attempts of a selection. An attempt is somebody's first if none at the same quiz began before."""
    rows = attempts.filter(status=AttemptStatus.FINISHED, learner__is_demo=selection.fictional)
    if not selection.first_only:
        return rows
    before = Q(started_at__lt=OuterRef("started_at")) | Q(started_at=OuterRef("started_at"), pk__lt=OuterRef("pk"))
    earlier = QuizAttempt.objects.filter(
        before, learner=OuterRef("learner"), quiz=OuterRef("quiz"), status=AttemptStatus.FINISHED
    )
    return rows.filter(~Exists(earlier))


def sittings_of(attempts: QuerySet[QuizAttempt]) -> dict[int, Sitting]:
    """Attempts by their key. One query."""
    rows = attempts.order_by().values_list("pk", Seconds("started_at"), Coalesce("met", "passed"))
    return {pk: Sitting(started, bool(passed)) for pk, started, passed in rows.iterator(CHUNK)}


def answers_of(attempts: QuerySet[QuizAttempt]) -> Iterator[tuple]:
    """Every question of these attempts in the order of `statistics.Answer`, attempt by attempt. One query, streamed."""
    items = AttemptItem.objects.filter(attempt__in=attempts.order_by().values("pk")).order_by("attempt_id", "position")
    rows = items.values_list(
        "attempt_id",
        "revision_id",
        TenThousandths("score"),
        "correct",
        Cast("response", TextField()),
        "certainty",
        Seconds("answered_at"),
    )
    for attempt, revision, score, correct, response, certainty, answered in rows.iterator(CHUNK):
        yield attempt, revision, score, correct, picks_in(response), certainty, answered


def quiz_statistics(quiz: Quiz, selection: Selection) -> tuple[QuizStatistics, list[QuestionStatistics]]:
    """What attempts say about a quiz and each revision that it asked.

    Three queries; one as long as nothing was handed in or changed since it was last asked.
    """
    attempts = selected(QuizAttempt.objects.filter(quiz=quiz), selection)

    def work_out() -> tuple[QuizStatistics, list[QuestionStatistics]]:
        found = tally(sittings_of(attempts), answers_of(attempts))
        questions = found.questions() if selection.first_only else with_people(found.questions(), attempts)
        return found.quiz(), questions

    return _remembered(f"quiz:{quiz.pk}:{selection}", attempts, work_out)


def question_statistics(question: Question, selection: Selection) -> list[QuestionStatistics]:
    """What attempts say about each revision of a question, in whatever quiz it was asked.

    Three queries; one as long as nothing was handed in or changed since it was last asked.
    """
    attempts = selected(attempts_asking(question), selection)
    return _remembered(
        f"question:{question.pk}:{selection}", attempts, lambda: with_people(_of_question(question, attempts), attempts)
    )


def people_of(attempts: QuerySet[QuizAttempt]) -> int:
    """How many people made these attempts. One query."""
    return attempts.order_by().aggregate(people=Count("learner", distinct=True))["people"]


def with_people(found: list[QuestionStatistics], attempts: QuerySet[QuizAttempt]) -> list[QuestionStatistics]:
    """The same with how many people answered: somebody who tries five times is still one. One query."""
    items = AttemptItem.objects.filter(attempt__in=attempts.order_by().values("pk")).order_by()
    items = items.filter(revision__in=[one.revision for one in found])
    rows = items.values("revision").annotate(people=Count("attempt__learner", distinct=True))
    people: dict[Any, int] = dict(rows.values_list("revision", "people"))
    return [replace(one, people=people.get(one.revision, 0)) for one in found]


def _of_question(question: Question, attempts: QuerySet[QuizAttempt]) -> list[QuestionStatistics]:
    before = (
        AttemptItem.objects.filter(attempt=OuterRef("attempt"), answered_at__lt=OuterRef("answered_at"))
        .order_by("-answered_at")
        .values("answered_at")[:1]
    )
    # Of the questions themselves: an attempt's own score may be in certainty marks.
    scored = AttemptItem.objects.filter(attempt=OuterRef("attempt"), score__isnull=False).order_by().values("attempt")
    items = AttemptItem.objects.filter(revision__question=question, attempt__in=attempts.order_by().values("pk"))
    rows = items.order_by("pk").values_list(
        "attempt_id",
        "revision_id",
        TenThousandths("score"),
        "correct",
        Cast("response", TextField()),
        "certainty",
        Seconds("answered_at"),
        Seconds(Subquery(before)),
        Seconds("attempt__started_at"),
        TenThousandths(Subquery(scored.annotate(total=Sum("score")).values("total"))),
        Subquery(scored.annotate(many=Count("pk")).values("many")),
    )
    found = Tally()
    for row in rows.iterator(CHUNK):
        attempt, revision, score, correct, response, certainty, answered, previous, started, total, most = row
        since = started if previous is None else previous
        seconds = None if answered is None else answered - since
        answer = Answer(attempt, revision, score, bool(correct), picks_in(response), certainty, answered)
        found.take_answer(answer, total=total or 0, size=max(int(most or 0), 1), seconds=seconds)
    return found.questions()


def revisions_of(statistics: list[QuestionStatistics]) -> dict[Any, QuestionRevision]:
    """The revisions that statistics speak of, with their questions. One query."""
    return QuestionRevision.objects.select_related("question").in_bulk([one.revision for one in statistics])


def _remembered(name: str, attempts: QuerySet[QuizAttempt], work_out: Any) -> Any:
    """What was worked out from the very same attempts; the key changes with each that is handed in or changed."""
    mark = attempts.order_by().aggregate(n=Count("pk"), newest=Max("updated"), last=Max("pk"))
    key = f"statistics:{FORM}:{name}:{mark['n']}:{mark['last']}:{mark['newest'] and mark['newest'].timestamp()}"
    key = "".join(char if char.isalnum() or char in ":.=-" else "_" for char in key)
    kept = cache.get(key)
    if kept is None:
        kept = work_out()
        cache.set(key, kept, KEEP_SECONDS)
    return kept
