"""What came out of an attempt, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Verdict
from assessments.quizzes import wording
from assessments.quizzes.certainty import Judgement, Said, judge
from assessments.quizzes.choices import Certainty
from assessments.quizzes.links import LessonLink
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.queries import AttemptState


@dataclass(frozen=True)
class Reviewed:
    number: int
    story: str
    ask: str
    state: str
    correct: bool
    safety_critical: bool
    verdicts: list[Verdict]
    feedback: str
    reread: LessonLink | None
    certainty: str = ""
    sure_and_wrong: bool = False
    scored: bool = True
    media: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Result:
    """The outcome of a finished attempt in words."""

    met: bool
    sentence: str
    next_sentence: str
    missed: list[int]
    reread: list[LessonLink] = field(default_factory=list)
    may_try_again: bool = False


def reviewed(item: AttemptItem, links: dict[str, LessonLink]) -> Reviewed:
    """A graded question: what was chosen, what is right, why, and where to read it again."""
    body = item.revision.body
    return Reviewed(
        number=item.position,
        story=body["story"],
        ask=body["ask"],
        state=_state(item),
        correct=bool(item.correct),
        safety_critical=item.revision.safety_critical,
        verdicts=kind_of(item.revision.kind).verdicts(body, item.option_order, item.response or {}),
        feedback=body["feedback"],
        reread=links.get(item.revision.reread) if item.correct is False else None,
        certainty=str(Certainty(item.certainty).label) if item.certainty else "",
        sure_and_wrong=is_sure_and_wrong(item),
        scored=is_scored(item),
        media=body.get("media", ()),
    )


def is_scored(item: AttemptItem) -> bool:
    """Whether a question counts: towards the score, towards "n of m right"."""
    return kind_of(item.revision.kind).scored


def is_sure_and_wrong(item: AttemptItem) -> bool:
    """Whether somebody was very sure of a safety question, and not right."""
    sure = item.certainty == Certainty.HIGH and bool(item.response)
    return sure and not item.correct and item.revision.safety_critical


def certainty_of(attempt: QuizAttempt, items: Sequence[AttemptItem]) -> Judgement | None:
    """What the certainties of an attempt's answers come to; None where the check did not ask."""
    scheme = attempt.version.settings.get("certainty")
    if not scheme:
        return None
    answered = [item for item in items if item.response and is_scored(item)]
    return judge(scheme, [Said(item.certainty, item.score or Decimal(0), bool(item.correct)) for item in answered])


def _state(item: AttemptItem) -> str:
    if item.correct:
        return _("Right")
    if not item.response:
        return _("You left this one open")
    if not is_scored(item):
        return _("Not marked")
    return _("Partly right") if item.score else _("Not right yet")


def result(
    attempt: QuizAttempt, items: Sequence[AttemptItem], state: AttemptState, links: dict[str, LessonLink]
) -> Result:
    """The outcome, what needs another look, and when the next try opens."""
    missed = [item for item in items if item.revision.safety_critical and not item.correct]
    total = sum(is_scored(item) for item in items)
    right = sum(bool(item.correct) for item in items)
    named = [(item.position, item.revision.competency.title) for item in missed]
    slugs = dict.fromkeys(item.revision.reread for item in items if item.correct is False)
    met_since = bool(state.best_passed and not attempt.passed)
    if attempt.passed:
        following = ""
    elif met_since:
        following = _("You have met this check since, in another try.")
    else:
        following = wording.tries_sentence(state.tries_left, state.opens_at)
    return Result(
        met=bool(attempt.passed),
        sentence=wording.result_sentence(right, total, named),
        next_sentence=following,
        missed=[item.position for item in missed],
        reread=[links[slug] for slug in slugs if slug in links],
        may_try_again=not attempt.passed and not met_since and bool(state.tries_left),
    )
