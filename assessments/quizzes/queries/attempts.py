"""Where learners stand with a quiz."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from assessments.questions.media import with_media
from assessments.quizzes.choices import AttemptStatus, Certainty, Grading
from assessments.quizzes.grading import grade_of, is_met
from assessments.quizzes.links import LessonLink, lessons_read_since, reread_links
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, QuizVersion
from assessments.quizzes.queries.grants import NO_GRANTS, Grants, grants_for, window_for
from assessments.quizzes.queries.quizzes import current_quiz_version
from assessments.quizzes.scoring import Outcome
from assessments.quizzes.tries import Tries, tries_now
from assessments.quizzes.windows import Window
from lms.people.models import User


@dataclass(frozen=True)
class AttemptState:
    """Where somebody stands with a quiz in one place.

    `best_passed` is the try with which it was met. `tries_left` are open now (0 after it is met, before it opens and
    after it has closed); `opens_at` is when the next round opens, when one will. `reread`: lessons to open again before
    the next try. `grade` is the share of the marks (0 to 1) that counts so far.
    `awaiting` is a try that people still read: it counts as used, and none opens beside it.
    """

    open_attempt: QuizAttempt | None
    last: QuizAttempt | None
    best_passed: QuizAttempt | None
    tries_left: int
    opens_at: datetime | None
    window: Window = Window()
    not_open_yet: bool = False
    closed: bool = False
    grants: Grants = NO_GRANTS
    reread: tuple[LessonLink, ...] = ()
    grade: Decimal | None = None
    awaiting: QuizAttempt | None = None


def attempts_for(learner: User, quiz: Quiz, placement: uuid.UUID, cycle: int = 1) -> QuerySet[QuizAttempt]:
    """A learner's attempts at a quiz in one place and cycle, newest first."""
    return QuizAttempt.objects.filter(learner=learner, quiz=quiz, placement=placement, cycle=cycle).order_by("-number")


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
    """Where the learner stands; three queries (attempts, version, accommodations), two when the version is given.

    A few more after a "not yet" where lessons have to be read again first.
    """
    attempts = list(attempts_for(learner, quiz, placement, cycle))
    version = version or current_quiz_version(quiz)
    open_attempt = next((one for one in attempts if one.status == AttemptStatus.IN_PROGRESS), None)
    finished = [one for one in attempts if one.is_handed_in]
    awaiting = next((one for one in finished if one.status == AttemptStatus.AWAITING), None)
    last = finished[0] if finished else None
    met = next((one for one in finished if one.is_met), None)
    if version is None:
        return AttemptState(open_attempt, last, met, 0, None)
    # Once it is met they make no difference, but for the day from which the answers may be seen.
    grants = grants_for(learner, quiz) if not met or "closes_at" in version.settings else NO_GRANTS
    window = window_for(version, grants)
    not_open_yet, closed = window.before(now), window.after(now)
    tries = _tries(version, grants, finished, now) if not (met or awaiting or not_open_yet or closed) else Tries(0)
    if tries.opens_at and window.after(tries.opens_at):
        tries = Tries(0)  # It has closed by then.
    return AttemptState(
        open_attempt=open_attempt,
        last=last,
        best_passed=met,
        tries_left=tries.left,
        opens_at=tries.opens_at,
        window=window,
        not_open_yet=not_open_yet,
        closed=closed,
        grants=grants,
        reread=_to_reread(version, last) if last and not (met or awaiting or open_attempt) else (),
        grade=grade_of(
            version.settings.get("grading", Grading.HIGHEST),
            shares_of(one for one in reversed(finished) if one is not awaiting),
        ),
        awaiting=awaiting,
    )


def _tries(version: QuizVersion, grants: Grants, finished: Sequence[QuizAttempt], now: datetime) -> Tries:
    return tries_now(
        used=len(finished),
        per_round=version.settings["attempts_allowed"] + grants.tries,
        pause_hours=version.settings["pause_hours"],
        last_finished=finished[0].finished_at if finished else None,
        now=now,
    )


def _to_reread(version: QuizVersion, last: QuizAttempt) -> tuple[LessonLink, ...]:
    """The lessons named with what was not right in the last try, and not opened since. None where nothing asks."""
    if not version.settings.get("reread_first") or last.finished_at is None:
        return ()
    missed = last.items.filter(correct=False).exclude(revision__reread="").order_by("position")
    slugs = list(dict.fromkeys(missed.values_list("revision__reread", flat=True)))
    links = reread_links(slugs, last.placement)
    read = lessons_read_since(links, last.placement, last.learner_id, last.finished_at)
    return tuple(links[slug] for slug in slugs if slug in links and slug not in read)


def shares_of(attempts: Iterable[QuizAttempt]) -> list[Decimal]:
    """Which share of the marks (0 to 1) each finished attempt earned, in their order."""
    return [(one.score or Decimal(0)) / one.max_score if one.max_score else Decimal(0) for one in attempts]


def is_met_with(attempt: QuizAttempt, outcome: Outcome, anew: Mapping[int, Decimal] | None = None) -> bool:
    """Whether the quiz is met by an attempt that comes to this; one query where earlier tries count as well.

    `anew`: primary key → the share of the marks that an earlier attempt comes to now, where that differs.
    """
    method = attempt.version.settings.get("grading", Grading.HIGHEST)
    if method in {Grading.HIGHEST, Grading.LAST}:
        return outcome.passed
    here = {"learner": attempt.learner_id, "quiz": attempt.quiz_id, "placement": attempt.placement}
    earlier = QuizAttempt.objects.filter(**here, cycle=attempt.cycle, status=AttemptStatus.FINISHED)
    before = list(earlier.filter(number__lt=attempt.number).order_by("number"))
    shares = [(anew or {}).get(one.pk, share) for one, share in zip(before, shares_of(before), strict=True)]
    return is_met(
        method,
        [*shares, share_of(outcome)],
        passed=outcome.passed,
        critical_missed=bool(outcome.critical_missed),
        pass_mark=attempt.version.settings["pass_mark"],
    )


def share_of(outcome: Outcome) -> Decimal:
    """The share of the marks (0 to 1) of an outcome."""
    return outcome.score / outcome.max_score if outcome.max_score else Decimal(0)


def seen_questions(learner: User, quiz: Quiz) -> set[int]:
    """Questions the learner was asked in this quiz before, anywhere."""
    rows = AttemptItem.objects.filter(attempt__learner=learner, attempt__quiz=quiz)
    return set(rows.values_list("revision__question_id", flat=True))


def items_of(attempt: QuizAttempt) -> list[AttemptItem]:
    """The questions of an attempt in order, ready to be shown: what was asked, and its competency.

    One query, and three more at the most where there are pictures or recordings.
    """
    return _showable(list(attempt.items.select_related("revision__competency", "key_revision").order_by("position")))


def items_between(attempt: QuizAttempt, first: int, last: int) -> list[AttemptItem]:
    """The questions of one page, as `items_of` gives all; one query."""
    items = attempt.items.select_related("revision__competency").filter(position__range=(first, last))
    return _showable(list(items.order_by("position")))


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
    revisions = [item.revision for item in items]
    revisions += [
        item.key_revision for item in items if "key_revision" in item._state.fields_cache and item.key_revision
    ]
    for revision, body in zip(revisions, with_media([revision.body for revision in revisions]), strict=True):
        revision.body = body
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
