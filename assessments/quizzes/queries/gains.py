"""Attempts before and after: of one learner, and of everybody whom a manager looks after."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.gains import Gain, Tally, compare, tallies
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt
from assessments.quizzes.queries.quizzes import current_quiz_version
from lms.people.models import User


def pairs_for(attempt: QuizAttempt, items: Sequence[AttemptItem]) -> list[Gain]:
    """What its learner has gained since the form before. Empty where there was none; no query where none is named.

    The baseline is their first try at it, wherever they took it, if they handed it in before this one began. `items`
    are the graded questions of `attempt`, with their competency.
    """
    pre_form = attempt.version.settings.get("pre_form")
    if not pre_form:
        return []
    baseline = (
        QuizAttempt.objects.filter(
            quiz=pre_form,
            learner_id=attempt.learner_id,
            status=AttemptStatus.FINISHED,
            finished_at__lte=attempt.started_at,
        )
        .order_by("finished_at", "pk")
        .first()
    )
    if baseline is None:
        return []
    rows = AttemptItem.objects.filter(attempt=baseline, correct__isnull=False)
    then = rows.values_list("revision__competency__title", "correct")
    before = tallies((title, bool(correct)) for title, correct in then)
    after = tallies((one.revision.competency.title, one.correct) for one in items if one.correct is not None)
    return compare(before, after)


def form_before(quiz: Quiz) -> Quiz | None:
    """The form before that the newest version of a quiz names."""
    version = current_quiz_version(quiz)
    key = version.settings.get("pre_form") if version else None
    return Quiz.objects.filter(pk=key).first() if key else None


def gains_of_people(quiz: Quiz, before: Quiz, people: QuerySet[User]) -> list[list[Gain]]:
    """For everybody among `people` who handed in both: their first try before, and their first try after it.

    Two queries, however many people there are.
    """
    finished = QuizAttempt.objects.filter(
        quiz__in=[quiz, before], learner__in=people.values("pk"), status=AttemptStatus.FINISHED
    )
    first: dict[tuple[int, int], int] = {}
    rows = finished.order_by("finished_at", "pk").values_list("pk", "quiz_id", "learner_id")
    for attempt, form, learner in rows:
        if form == before.pk or (before.pk, learner) in first:
            first.setdefault((form, learner), attempt)
    counted = _tallies_of(finished)
    both = [learner for form, learner in first if form == quiz.pk]
    return [compare(counted.get(first[before.pk, who], {}), counted.get(first[quiz.pk, who], {})) for who in both]


def _tallies_of(attempts: QuerySet[QuizAttempt]) -> dict[int, dict[str, Tally]]:
    """Right and asked by attempt and competency (code and title), counted by the database."""
    rows = (
        AttemptItem.objects.filter(attempt__in=attempts, correct__isnull=False)
        .order_by()
        .values_list("attempt_id", "revision__competency__code", "revision__competency__title")
        .annotate(right=Count("pk", filter=Q(correct=True)), asked=Count("pk"))
    )
    counted: dict[int, dict[str, Tally]] = {}
    for attempt, code, title, right, asked in rows:
        counted.setdefault(attempt, {})[f"{code} {title}"] = Tally(right, asked)
    return counted
