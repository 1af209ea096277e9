"""Where learners stand with a quiz."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from assessments.questions.media import with_media
from assessments.quizzes.choices import AttemptStatus, Certainty
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, QuizVersion
from assessments.quizzes.queries.quizzes import current_quiz_version
from assessments.quizzes.tries import tries_now
from lms.people.choices import AccommodationKind
from lms.people.models import User
from lms.people.queries import accommodations_for


@dataclass(frozen=True)
class AttemptState:
    """Where somebody stands with a quiz in one place.

    `tries_left` are open now (0 after it is met); `opens_at` is when the next round opens, when one will.
    """

    open_attempt: QuizAttempt | None
    last: QuizAttempt | None
    best_passed: QuizAttempt | None
    tries_left: int
    opens_at: datetime | None


def attempts_for(learner: User, quiz: Quiz, placement: uuid.UUID, cycle: int = 1) -> QuerySet[QuizAttempt]:
    """A learner's attempts at a quiz in one place and cycle, newest first."""
    return QuizAttempt.objects.filter(learner=learner, quiz=quiz, placement=placement, cycle=cycle).order_by("-number")


def extra_attempts(learner: User) -> int:
    """How many tries more per round an accommodation gives this learner."""
    granted = accommodations_for(learner, AccommodationKind.EXTRA_ATTEMPTS)
    return sum(int(one.value or 0) for one in granted)


def time_for(version: QuizVersion, learner: User) -> timedelta | None:
    """How long an attempt of this learner may take; None without a clock. One query where there is one."""
    minutes = version.settings.get("time_limit", 0)
    if not minutes:
        return None
    granted = accommodations_for(learner, AccommodationKind.TIME_FACTOR)
    factor = max((float(one.value or 1) for one in granted), default=1.0)
    return timedelta(minutes=minutes) * factor


def overdue_attempts(now: datetime) -> QuerySet[QuizAttempt]:
    """Open attempts whose time has come; `QuizAttempt.is_over` says whether the grace has passed as well."""
    return QuizAttempt.objects.filter(status=AttemptStatus.IN_PROGRESS, deadline__lt=now).select_related("version")


def attempt_state(
    *,
    quiz: Quiz,
    learner: User,
    placement: uuid.UUID,
    now: datetime,
    cycle: int = 1,
    version: QuizVersion | None = None,
) -> AttemptState:
    """Where the learner stands; three queries (attempts, version, accommodations), two when the version is given."""
    attempts = list(attempts_for(learner, quiz, placement, cycle))
    finished = [one for one in attempts if one.status == AttemptStatus.FINISHED]
    passed = next((one for one in finished if one.passed), None)
    version = version or current_quiz_version(quiz)
    tries_left, opens_at = 0, None
    if version and not passed:
        tries = tries_now(
            used=len(finished),
            per_round=version.settings["attempts_allowed"] + extra_attempts(learner),
            pause_hours=version.settings["pause_hours"],
            last_finished=finished[0].finished_at if finished else None,
            now=now,
        )
        tries_left, opens_at = tries.left, tries.opens_at
    return AttemptState(
        open_attempt=next((one for one in attempts if one.status == AttemptStatus.IN_PROGRESS), None),
        last=finished[0] if finished else None,
        best_passed=passed,
        tries_left=tries_left,
        opens_at=opens_at,
    )


def seen_questions(learner: User, quiz: Quiz) -> set[int]:
    """Questions the learner was asked in this quiz before, anywhere."""
    rows = AttemptItem.objects.filter(attempt__learner=learner, attempt__quiz=quiz)
    return set(rows.values_list("revision__question_id", flat=True))


def items_of(attempt: QuizAttempt) -> list[AttemptItem]:
    """The questions of an attempt in order, ready to be shown: what was asked, and its competency.

    One query, and three more at the most where there are pictures or recordings.
    """
    return _showable(list(attempt.items.select_related("revision__competency").order_by("position")))


def items_between(attempt: QuizAttempt, first: int, last: int) -> list[AttemptItem]:
    """The questions of one page, as `items_of` gives all; one query."""
    items = attempt.items.select_related("revision__competency").filter(position__range=(first, last))
    return list(items.order_by("position"))


def marks_of(attempt: QuizAttempt) -> list[tuple[int, bool, bool]]:
    """(position, answered, flagged) of every question, without what was asked; one query."""
    rows = attempt.items.order_by("position").values_list("position", "answered_at", "flagged")
    return [(position, answered_at is not None, flagged) for position, answered_at, flagged in rows]


def item_at(attempt: QuizAttempt, position: int) -> AttemptItem | None:
    """One question of an attempt, with what was asked, ready to be shown."""
    found = list(attempt.items.select_related("revision").filter(position=position))
    return _showable(found)[0] if found else None


def _showable(items: list[AttemptItem]) -> list[AttemptItem]:
    """The same items, whose bodies know where their pictures are. Never stored: a revision is final."""
    for item, body in zip(items, with_media([item.revision.body for item in items]), strict=True):
        item.revision.body = body
    return items


def sure_and_wrong(attempts: QuerySet[QuizAttempt]) -> list[AttemptItem]:
    """The safety questions of finished attempts that somebody was very sure of, and not right. One query."""
    items = AttemptItem.objects.filter(
        attempt__in=attempts.filter(status=AttemptStatus.FINISHED),
        certainty=Certainty.HIGH,
        correct=False,
        answered_at__isnull=False,
        revision__safety_critical=True,
    ).select_related("attempt__version", "revision__competency")
    return list(items.order_by("-attempt__finished_at", "position"))
