"""An attempt under way, as plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from assessments.questions.kinds import kind_of
from assessments.questions.presenting import Asked, asked
from assessments.quizzes import wording
from assessments.quizzes.choices import Behaviour, Certainty, Moment
from assessments.quizzes.links import LessonLink
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.presenting.results import Reviewed, reviewed
from assessments.quizzes.presenting.trying import Trying, trying_of
from assessments.quizzes.reviewing import visible

# A check that closes in three weeks needs no clock on every page; its card says when it closes.
CLOCK_FROM = timedelta(hours=24)


@dataclass(frozen=True)
class Clock:
    """How much time is left: `words` for everybody, the moments (ISO 8601) for the script that counts on."""

    words: str
    now: str
    ends: str


def clock_of(attempt: QuizAttempt, now: datetime) -> Clock | None:
    """The clock of an attempt by the server's time; None where there is none, or it ends on a day still to come."""
    if attempt.deadline is None:
        return None
    left = max(attempt.deadline - now, timedelta(0))
    if left > CLOCK_FROM:
        return None
    return Clock(wording.time_left_sentence(left, attempt.deadline), now.isoformat(), attempt.deadline.isoformat())


@dataclass(frozen=True)
class Shown:
    """A question on its page: to answer, or (`checked`) with what is right. `asks` offers to see it."""

    number: int
    question: Asked | None = None
    checked: Reviewed | None = None
    asks: bool = False
    trying: Trying | None = None

    @property
    def vignette(self) -> dict[str, Any] | None:
        """What it shares with other questions."""
        return self.checked.vignette if self.checked else self.question.vignette if self.question else None

    @property
    def form_id(self) -> str:
        return f"answer-{self.number}"


def shown(attempt: QuizAttempt, item: AttemptItem, links: dict[str, LessonLink]) -> Shown:
    """A question of an attempt as its learner finds it now."""
    item.attempt = attempt
    if item.checked_at is not None:
        return Shown(item.position, checked=reviewed(item, links, visible(attempt.version.settings, Moment.DURING)))
    trying, kind = trying_of(attempt, item), kind_of(item.revision.kind)
    immediate = attempt.version.settings.get("behaviour") == Behaviour.IMMEDIATE and kind.scored and not kind.by_hand
    return Shown(item.position, question=asked_item(attempt, item), asks=trying is not None or immediate, trying=trying)


def asked_item(attempt: QuizAttempt, item: AttemptItem) -> Asked:
    """A question of an attempt, with what was chosen so far."""
    revision = item.revision
    return asked(
        revision.kind,
        revision.body,
        number=item.position,
        safety_critical=revision.safety_critical,
        order=item.option_order,
        response=item.response,
        flagged=item.flagged,
        sequence=item.sequence,
        url=reverse("assessments:item", args=[attempt.uuid, item.position]),
        certainty=_certainties(item) if _asks_certainty(attempt, item) else (),
        first_try_counts="interactive" in attempt.version.settings,
    )


def _asks_certainty(attempt: QuizAttempt, item: AttemptItem) -> bool:
    return "certainty" in attempt.version.settings and kind_of(item.revision.kind).scored


def _certainties(item: AttemptItem) -> list[tuple[str, str, bool]]:
    return [(level.value, str(level.label), level == item.certainty) for level in Certainty]
