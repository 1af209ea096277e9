"""Reading long answers: claim one, keep drafts, hand in marks, settle, release."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.questions.kinds.long import judge
from assessments.quizzes import queries
from assessments.quizzes.agreeing import Settled, place_of_next, settle, terms_of
from assessments.quizzes.choices import AttemptStatus, Release
from assessments.quizzes.errors import ClaimLost, MarksIncomplete
from assessments.quizzes.models import Mark, MarkingDraft, Paper, Quiz, QuizAttempt
from assessments.quizzes.services.attempts import close_attempt
from assessments.signals import marks_released
from lms.common import audit, clock
from lms.people.models import User

# How long a claim holds without a save; every save begins it anew.
HOLD = timedelta(minutes=30)
LONGEST_WORDS = 5000
# How many papers are looked at before we say that others hold them all.
LOOK = 50


@dataclass(frozen=True)
class Kept:
    """A draft as it stands now. `held`: it is still its reader's turn; `newer`: another window has saved since."""

    draft: MarkingDraft
    held: bool = True
    newer: bool = False


@transaction.atomic
def claim_next_paper(*, marker: User) -> MarkingDraft | None:
    """Give a reader the next answer: one they have begun, else the oldest that nobody holds. None when none is left.

    Two readers never get the same one: the paper is locked while we look, and held from then on.
    """
    free = queries.papers_free(marker, clock.now()).values_list("pk", flat=True)[:LOOK]
    for pk in list(free):
        draft = _claim(Paper.objects.select_for_update().get(pk=pk), marker)
        if draft is not None:
            return draft
    return None


def _claim(paper: Paper, marker: User) -> MarkingDraft | None:
    """Hold a locked paper; None where that came too late."""
    now = clock.now()
    draft = paper.drafts.filter(marker=marker).first()
    if not _may_hold(paper, marker):
        return None
    if draft is None:
        return MarkingDraft.objects.create(paper=paper, marker=marker, token=uuid.uuid4(), held_until=now + HOLD)
    if draft.held_until <= now:
        draft.token = uuid.uuid4()
    draft.held_until = now + HOLD
    draft.save(update_fields=["token", "held_until", "updated"])
    return draft


def _may_hold(paper: Paper, marker: User) -> bool:
    if paper.settled_at is not None or paper.marks.filter(marker=marker).exists():
        return False
    return not queries.is_held_by_another(paper, marker, clock.now())


@transaction.atomic
def save_marking_draft(
    *, paper: Paper, marker: User, token: str, sequence: int, picks: Mapping[str, int], words: str
) -> Kept:
    """Keep what a reader has picked and typed so far, and hold the paper on.

    Where the claim was lost meanwhile, it is kept all the same and `held` says so. A lower `sequence`, or the token
    of an earlier claim, comes from a window that is no longer the newest: nothing changes. Raises `ClaimLost` when
    this reader never held the paper, or has handed it in.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    draft = paper.drafts.filter(marker=marker).first()
    if draft is None:
        raise ClaimLost(_("You do not hold this answer. Go back to the list and take the next one."))
    if str(draft.token) != token or sequence < draft.sequence:
        return Kept(draft, held=_may_hold(paper, marker), newer=True)
    held = _may_hold(paper, marker)
    draft.picks, draft.words, draft.sequence = dict(picks), words[:LONGEST_WORDS], sequence
    if held:
        draft.held_until = clock.now() + HOLD
    draft.save(update_fields=["picks", "words", "sequence", "held_until", "updated"])
    return Kept(draft, held=held)


@transaction.atomic
def let_paper_go(*, paper: Paper, marker: User) -> None:
    """Give an answer back to the queue. What was typed stays with its reader, should they take it again."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    draft = paper.drafts.filter(marker=marker, held_until__gt=clock.now()).first()
    if draft is not None:
        draft.held_until = clock.now()
        draft.save(update_fields=["held_until", "updated"])


@transaction.atomic
def hand_in_marks(*, paper: Paper, marker: User) -> Mark:
    """Turn a reader's draft into their mark, for good, and settle the paper where it needs no other reader.

    Called again it gives back the mark that is there. Raises `ClaimLost` and `MarksIncomplete`.
    """
    locked = QuizAttempt.objects.select_for_update(of=("self",)).select_related("version", "learner")
    attempt = locked.get(items__paper=paper)
    paper = Paper.objects.select_for_update(of=("self",)).select_related("item__revision").get(pk=paper.pk)
    stored = paper.marks.filter(marker=marker).first()
    if stored:
        return stored
    draft = paper.drafts.filter(marker=marker).first()
    if draft is None or not _may_hold(paper, marker) or attempt.learner_id == marker.pk:
        raise ClaimLost(_("Somebody else reads this answer now. What you wrote is kept, and you can copy it."))
    mark = _mark_from(draft, paper, place_of_next(queries.marks_given(paper)))
    draft.delete()
    audit.record("paper.mark", paper, actor=marker, data={"place": mark.place})
    _settle(paper, attempt)
    return mark


def _mark_from(draft: MarkingDraft, paper: Paper, place: int) -> Mark:
    try:
        judged = judge(paper.item.revision.body, {int(key): level for key, level in draft.picks.items()})
    except ValueError as error:
        raise MarksIncomplete(_("Pick a level for every criterion. What you have so far is kept.")) from error
    return Mark.objects.create(
        paper=paper,
        marker_id=draft.marker_id,
        place=place,
        picks=draft.picks,
        points=[str(points) for points in judged.points],
        score=judged.grade.score,
        correct=judged.grade.correct,
        words=draft.words,
    )


def _settle(paper: Paper, attempt: QuizAttempt) -> None:
    terms = terms_of(attempt.version.settings)
    settled = settle(queries.marks_given(paper), terms, by_enough=paper.item.revision.safety_critical)
    if settled is None:
        return
    paper.settled_at, paper.score, paper.correct = clock.now(), settled.score, settled.correct
    paper.outcome = _outcome(paper, settled)
    paper.save(update_fields=["settled_at", "score", "correct", "outcome", "updated"])
    audit.record("paper.settle", paper, data={"rule": settled.rule})
    if terms.release == Release.AT_ONCE:
        _release(attempt, actor=None)


def _outcome(paper: Paper, settled: Settled) -> dict:
    criteria = paper.item.revision.body["criteria"]
    return {
        "rule": settled.rule,
        "points": [str(points) for points in settled.points],
        "most": [max(level["points"] for level in one["levels"]) for one in criteria],
        "words": list(settled.words),
    }


@transaction.atomic
def release_marks(*, quiz: Quiz, actor: User) -> int:
    """Show every settled attempt at a quiz to its learner, as far as `actor` looks after them; gives how many."""
    ready = list(queries.attempts_ready(actor, quiz).values_list("pk", flat=True))
    locked = QuizAttempt.objects.select_for_update(of=("self",)).select_related("version", "learner").order_by("pk")
    count = sum(_release(attempt, actor=actor) for attempt in locked.filter(pk__in=ready))
    if count:
        audit.record("quiz.release", quiz, actor=actor, data={"code": quiz.code, "count": count})
    return count


def _release(attempt: QuizAttempt, *, actor: User | None) -> bool:
    """Put what was settled into a locked attempt and close it; nothing while one of its papers is open."""
    items = list(attempt.items.select_related("revision").order_by("position"))
    papers = queries.papers_of([attempt.pk])
    if attempt.status != AttemptStatus.AWAITING or any(one.settled_at is None for one in papers.values()):
        return False
    for item in items:
        if item.pk in papers:
            item.score, item.correct = papers[item.pk].score, papers[item.pk].correct
    Paper.objects.filter(pk__in=[one.pk for one in papers.values()]).update(released_at=clock.now())
    audit.record("attempt.release", attempt, actor=actor, data={"number": attempt.number})
    close_attempt(attempt=attempt, items=items, marked=True)
    marks_released.send(sender=QuizAttempt, attempt=attempt)
    return True
