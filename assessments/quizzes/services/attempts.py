import uuid
from datetime import datetime
from random import Random, SystemRandom

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from assessments.competencies.choices import RecordKind
from assessments.competencies.models import Competency
from assessments.competencies.services import record_competency
from assessments.questions.kinds import kind_of
from assessments.questions.models import QuestionRevision
from assessments.quizzes import queries
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.drawing import draw
from assessments.quizzes.errors import QuizNotOpen
from assessments.quizzes.judging import grade_all, is_awaited, outcome_of
from assessments.quizzes.models import NO_PLACEMENT, AttemptItem, Paper, Quiz, QuizAttempt, QuizVersion
from assessments.quizzes.outcomes import met_by
from assessments.quizzes.paging import section_lines
from assessments.quizzes.starting import refuse_start
from assessments.signals import attempt_finished
from lms.common import audit, clock
from lms.people.models import User

SOURCE = "quiz_attempt"


@transaction.atomic
def start_attempt(
    *, quiz: Quiz, learner: User, placement: uuid.UUID = NO_PLACEMENT, return_path: str = "", cycle: int = 1
) -> QuizAttempt:
    """Begin a try at a quiz, or give back the one that is open: there is one at a time in one place.

    Questions are drawn by the blueprint of the newest version, unseen ones first. `return_path` is a local path; any
    other is dropped. Raises `QuizNotOpen` and what `starting.refuse_start` raises.
    """
    # Before the learner is locked: handing in locks the attempt first and writes rows of the learner then.
    left = queries.attempts_for(learner, quiz, placement, cycle).filter(status=AttemptStatus.IN_PROGRESS)
    for attempt in left.filter(deadline__lt=clock.now()).select_related("version"):
        hand_in_if_over(attempt=attempt)
    # Two taps on *Start* meet here: the second waits and finds the first one's attempt.
    User.objects.select_for_update().get(pk=learner.pk)
    state = queries.attempt_state(quiz=quiz, learner=learner, placement=placement, now=clock.now(), cycle=cycle)
    if state.open_attempt:
        return state.open_attempt
    version = queries.current_quiz_version(quiz)
    if version is None:
        raise QuizNotOpen(_("This check is not open yet."))
    refuse_start(quiz, state)
    now = clock.now()
    attempt = QuizAttempt.objects.create(
        version=version,
        quiz=quiz,
        learner=learner,
        placement=placement,
        return_path=return_path if url_has_allowed_host_and_scheme(return_path, allowed_hosts=None) else "",
        cycle=cycle,
        number=queries.attempts_for(learner, quiz, placement, cycle).count() + 1,
        started_at=now,
        deadline=queries.deadline_of(version, state.grants, now),
    )
    _lay_items(attempt, version, learner)
    return attempt


def lay_options(*, revision: QuestionRevision, rng: Random, shuffle: bool) -> list[str]:
    """The order in which a question's options stand: shuffled, or as written where that gives nothing away."""
    kind = kind_of(revision.kind)
    return kind.lay(revision.body, rng) if shuffle or kind.always_shuffled else kind.written(revision.body)


def _lay_items(attempt: QuizAttempt, version: QuizVersion, learner: User) -> None:
    """Draw questions and shuffle their options, once: a reload shows the same."""
    revisions = {one.pk: one for one in QuestionRevision.objects.filter(pk__in=version.pool)}
    rng = SystemRandom()
    entries = draw(
        queries.lines_of(version.blueprint),
        queries.entries_of(revisions[key] for key in version.pool),
        seen=queries.seen_questions(learner, version.quiz),
        rng=rng,
        sections=section_lines(version.settings),
        shuffle=version.settings.get("shuffle_questions", True),
    )
    shuffle_answers = version.settings.get("shuffle_answers", True)
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            revision=revisions[entry.revision],
            option_order=lay_options(revision=revisions[entry.revision], rng=rng, shuffle=shuffle_answers),
        )
        for position, entry in enumerate(entries, start=1)
    )


@transaction.atomic
def finish_attempt(*, attempt: QuizAttempt) -> QuizAttempt:
    """Hand in: grade from what was asked, keep the result, record knowledge, tell who listens. Once; then it is read.

    The result, the knowledge records (met / not yet, never a level) and whatever listeners to `attempt_finished` write
    stand or fall together. A question left open counts as not right. Where the time was up, it ended at the deadline.
    With answers that people mark it is handed in and waits (`AttemptStatus.AWAITING`); all that follows once they have.
    """
    attempt = (
        QuizAttempt.objects.select_for_update(of=("self",)).select_related("version", "learner").get(pk=attempt.pk)
    )
    if attempt.is_handed_in:
        return attempt
    items = list(attempt.items.select_related("revision"))
    grade_all(attempt.version.settings, items)
    now = clock.now()
    # Where the server's clock was set back meanwhile, nothing ends before it began.
    over = attempt.deadline if attempt.deadline and attempt.is_over(now) else None
    attempt.finished_at = over or max(now, attempt.started_at)
    audit.record("attempt.finish", attempt, actor=attempt.learner, data={"number": attempt.number})
    if any(is_awaited(item) for item in items):
        return _await_marking(attempt, items)
    return close_attempt(attempt=attempt, items=items)


def _await_marking(attempt: QuizAttempt, items: list[AttemptItem]) -> QuizAttempt:
    """What a machine can grade is graded; the rest goes to readers, and until they are done nothing is recorded."""
    _keep_grades(attempt, items)
    Paper.objects.bulk_create(Paper(item=item) for item in items if is_awaited(item))
    attempt.status = AttemptStatus.AWAITING
    attempt.save(update_fields=["status", "finished_at", "updated"])
    return attempt


def _keep_grades(attempt: QuizAttempt, items: list[AttemptItem]) -> None:
    several = ["tries", "checked_at"] if "interactive" in attempt.version.settings else []
    AttemptItem.objects.bulk_update(items, ["score", "correct", *several])


@transaction.atomic
def close_attempt(*, attempt: QuizAttempt, items: list[AttemptItem], marked: bool = False) -> QuizAttempt:
    """Add up a locked attempt whose items are all graded, record what it shows, tell who listens: the inner ring.

    `marked`: people have marked some of it; then it was handed in earlier, and `finished_at` stays.
    """
    outcome = outcome_of(attempt.version.settings, items)
    _keep_grades(attempt, items)
    attempt.status = AttemptStatus.FINISHED
    attempt.score, attempt.max_score, attempt.passed = outcome.score, outcome.max_score, outcome.passed
    attempt.met = met_by(attempt, outcome)
    attempt.save(update_fields=["status", "finished_at", "score", "max_score", "passed", "met", "updated"])
    _record_knowledge(attempt, attempt.finished_at or clock.now())
    attempt_finished.send(sender=QuizAttempt, attempt=attempt, marked=marked)
    return attempt


def hand_in_if_over(*, attempt: QuizAttempt) -> bool:
    """Hand in an open attempt whose time and grace are over, as it stands. True if they are over. Idempotent.

    Whoever touches an attempt calls this first; `run_due` does it for those that nobody touches.
    """
    if not attempt.is_over(clock.now()):
        return False
    if attempt.status == AttemptStatus.IN_PROGRESS:
        finish_attempt(attempt=attempt)
    return True


def hand_in_overdue() -> int:
    """Hand in every attempt whose time and grace are over; gives how many."""
    return sum(hand_in_if_over(attempt=attempt) for attempt in queries.overdue_attempts(clock.now()).iterator(200))


def _record_knowledge(attempt: QuizAttempt, finished_at: datetime) -> None:
    for competency in Competency.objects.filter(pk__in=attempt.version.competencies):
        record_competency(
            learner=attempt.learner,
            competency=competency,
            kind=RecordKind.KNOWLEDGE,
            met=attempt.is_met,
            source=SOURCE,
            source_uuid=attempt.uuid,
            observed_at=finished_at,
        )
