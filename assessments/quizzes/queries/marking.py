"""Long answers that wait for readers, as their readers may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from assessments.quizzes.agreeing import Given
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.models import Mark, MarkingDraft, Paper, Quiz, QuizAttempt
from lms.people.models import User
from lms.people.queries import people_in_reach

MAY_MARK = "assessments.mark_paper"
MAY_RELEASE = "assessments.release_paper"


@dataclass(frozen=True)
class Waiting:
    """How many answers wait for a reader, since when the oldest of them does, and how many whole days that is."""

    papers: int
    oldest: datetime | None
    days: int = 0


def papers_in_reach(marker: User) -> QuerySet[Paper]:
    """The answers that somebody may read: of people they look after or supervise, never their own."""
    if not marker.has_perm(MAY_MARK):
        return Paper.objects.none()
    mine = Q(item__attempt__learner=marker.pk)
    return Paper.objects.filter(item__attempt__learner__in=people_in_reach(marker).values("pk")).exclude(mine)


def papers_waiting(marker: User) -> QuerySet[Paper]:
    """Those that still need this reader, the oldest first; one they have read before needs another one."""
    read = Mark.objects.filter(paper=OuterRef("pk"), marker=marker)
    waiting = papers_in_reach(marker).filter(~Exists(read), settled_at=None)
    return waiting.order_by("item__attempt__finished_at", "pk")


def papers_free(marker: User, now: datetime) -> QuerySet[Paper]:
    """Those among them that nobody else holds, the ones this reader has begun first."""
    drafts = MarkingDraft.objects.filter(paper=OuterRef("pk"))
    held = drafts.filter(held_until__gt=now).exclude(marker=marker)
    free = papers_waiting(marker).filter(~Exists(held)).annotate(begun=Exists(drafts.filter(marker=marker)))
    return free.order_by("-begun", "item__attempt__finished_at", "pk")


def waiting_for(marker: User, now: datetime) -> Waiting:
    """What the desk says of somebody's queue. One query, beside those for permissions."""
    found = papers_free(marker, now).order_by().aggregate(count=Count("pk"), oldest=Min("item__attempt__finished_at"))
    oldest = found["oldest"]
    return Waiting(found["count"], oldest, (now - oldest).days if oldest else 0)


def paper_to_read(paper: Paper) -> Paper:
    """A paper with what was asked and on which version. One query."""
    return Paper.objects.select_related("item__revision__competency", "item__attempt__version").get(pk=paper.pk)


def is_held_by_another(paper: Paper, marker: User, now: datetime) -> bool:
    return MarkingDraft.objects.filter(paper=paper, held_until__gt=now).exclude(marker=marker).exists()


def marks_given(paper: Paper) -> list[Given]:
    """What readers said so far, in their order. One query."""
    return [
        Given(one.score, one.correct, tuple(Decimal(points) for points in one.points), one.words)
        for one in paper.marks.order_by("place")
    ]


def papers_of(attempts: Sequence[int]) -> dict[int, Paper]:
    """Item primary key → its paper, for these attempts (primary keys). One query."""
    return {one.item_id: one for one in Paper.objects.filter(item__attempt__in=attempts)}


def attempts_awaiting(actor: User) -> QuerySet[QuizAttempt]:
    """Attempts of people in somebody's reach, never their own, that wait for readers or for their release."""
    if not actor.has_perm(MAY_RELEASE):
        return QuizAttempt.objects.none()
    found = QuizAttempt.objects.filter(status=AttemptStatus.AWAITING, learner__in=people_in_reach(actor).values("pk"))
    return found.exclude(learner=actor.pk)


def attempts_ready(actor: User, quiz: Quiz) -> QuerySet[QuizAttempt]:
    """Those at a quiz of which every long answer is settled."""
    open_papers = Paper.objects.filter(item__attempt=OuterRef("pk"), settled_at=None)
    return attempts_awaiting(actor).filter(~Exists(open_papers), quiz=quiz).order_by("pk")


def release_lines(actor: User) -> list[dict[str, Any]]:
    """[{quiz_uuid, title, ready, reading}] for every check with something that waits. One query."""
    open_papers = Paper.objects.filter(item__attempt=OuterRef("pk"), settled_at=None)
    rows = attempts_awaiting(actor).annotate(is_open=Exists(open_papers)).order_by()
    counted = rows.values(quiz_uuid=F("quiz__uuid"), title=F("quiz__title")).annotate(
        ready=Count("pk", filter=Q(is_open=False)), reading=Count("pk", filter=Q(is_open=True))
    )
    return [dict(row) for row in counted.order_by("title")]
