"""What came out of an attempt, as plain values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Verdict
from assessments.quizzes import wording
from assessments.quizzes.bands import band_for
from assessments.quizzes.certainty import Judgement, Said, judge
from assessments.quizzes.choices import Aspect, Certainty
from assessments.quizzes.interactive import try_rules
from assessments.quizzes.judging import is_awaited
from assessments.quizzes.links import LessonLink
from assessments.quizzes.models import AttemptItem, Paper, QuizAttempt
from assessments.quizzes.presenting.grades import grade_sentence
from assessments.quizzes.presenting.marking import Feedback, feedback_of
from assessments.quizzes.presenting.parts import visible_verdicts
from assessments.quizzes.presenting.trying import state_after
from assessments.quizzes.queries import AttemptState
from assessments.quizzes.reviewing import EVERYTHING


@dataclass(frozen=True)
class Reviewed:
    """A question to read again, with what may be seen of it. `correct` is None where that may not be."""

    number: int
    story: str
    ask: str
    state: str
    correct: bool | None
    safety_critical: bool
    verdicts: list[Verdict]
    feedback: str
    reread: LessonLink | None
    certainty: str = ""
    sure_and_wrong: bool = False
    scored: bool = True
    media: Sequence[dict[str, Any]] = ()
    marks: str = ""
    vignette: dict[str, Any] | None = None
    read_by_hand: Feedback | None = None


@dataclass(frozen=True)
class Result:
    """The outcome of a finished attempt in words. `feedback`: what is said to this score (HTML)."""

    met: bool
    sentence: str
    next_sentence: str
    missed: list[int]
    reread: list[LessonLink] = field(default_factory=list)
    may_try_again: bool = False
    feedback: str = ""
    grade: str = ""


def reviewed(
    item: AttemptItem, links: dict[str, LessonLink], may: Collection[str] = EVERYTHING, paper: Paper | None = None
) -> Reviewed:
    """A graded question: what was chosen, what is right, why, where to read it again; of that what `may` be seen.

    `paper`: where people mark it, what they said; while they have not, neither a model nor a judgement is shown.
    """
    body, sees_right = item.revision.body, Aspect.CORRECTNESS in may
    awaited = is_awaited(item)
    return Reviewed(
        number=item.position,
        story=body["story"],
        ask=body["ask"],
        state=_state(item, may),
        correct=bool(item.correct) if sees_right else None,
        safety_critical=item.revision.safety_critical,
        verdicts=visible_verdicts(item, may),
        feedback=body["feedback"] if Aspect.FEEDBACK in may and not awaited else "",
        reread=links.get(item.revision.reread) if sees_right and item.correct is False else None,
        certainty=str(Certainty(item.certainty).label) if item.certainty and Aspect.RESPONSE in may else "",
        sure_and_wrong=sees_right and is_sure_and_wrong(item),
        marks=wording.marks_words(item.score) if Aspect.MARKS in may and item.tries else "",
        scored=is_scored(item),
        media=body.get("media", ()),
        vignette=body.get("vignette"),
        read_by_hand=_said(paper, body, may) if paper else None,
    )


def _said(paper: Paper, body: dict[str, Any], may: Collection[str]) -> Feedback | None:
    """What readers said of a long answer, as far as it may be seen."""
    said = feedback_of(paper, body)
    if said is None or not {Aspect.MARKS, Aspect.FEEDBACK} & set(may):
        return None
    criteria = said.criteria if Aspect.MARKS in may else ()
    return replace(said, criteria=criteria, words=said.words if Aspect.FEEDBACK in may else ())


def is_scored(item: AttemptItem) -> bool:
    """Whether a question counts: towards the score, towards "n of m right"."""
    return kind_of(item.revision.kind).scored


def is_sure_and_wrong(item: AttemptItem) -> bool:
    """Whether somebody was very sure of a safety question, and not right."""
    sure = item.certainty == Certainty.HIGH and bool(item.response) and item.correct is not None
    return sure and item.correct is False and item.revision.safety_critical


def certainty_of(
    attempt: QuizAttempt, items: Sequence[AttemptItem], may: Collection[str] = EVERYTHING
) -> Judgement | None:
    """What the certainties of an attempt's answers come to; None where the check did not ask, or it may not be seen."""
    scheme = attempt.version.settings.get("certainty")
    if not scheme or not {Aspect.MARKS, Aspect.CORRECTNESS} <= set(may):
        return None
    answered = [item for item in items if item.response and is_scored(item)]
    return judge(scheme, [Said(item.certainty, item.score or Decimal(0), bool(item.correct)) for item in answered])


def _state(item: AttemptItem, may: Collection[str]) -> str:
    if Aspect.CORRECTNESS not in may:
        return _("Answered") if item.response else _("You left this one open")
    rules = try_rules(item.attempt.version.settings) if item.tries else None
    if rules:
        return state_after(item, rules)
    if item.response and kind_of(item.revision.kind).by_hand:
        return _state_by_hand(item)
    if item.correct:
        return _("Right")
    if not item.response:
        return _("You left this one open")
    if not is_scored(item):
        return _("Not marked")
    return _("Partly right") if item.score else _("Not right yet")


def _state_by_hand(item: AttemptItem) -> str:
    if is_awaited(item):
        return _("A person reads this answer")
    if item.score == 1:
        return _("All that was looked for")
    if item.correct:
        return _("Enough of what was looked for")
    return _("Part of what was looked for") if item.score else _("Not yet what was looked for")


def result(
    attempt: QuizAttempt,
    items: Sequence[AttemptItem],
    state: AttemptState,
    links: dict[str, LessonLink],
    may: Collection[str] = EVERYTHING,
) -> Result:
    """The outcome, what needs another look, and when the next try opens. Met or not yet is always said."""
    sees_right, sees_marks = Aspect.CORRECTNESS in may, Aspect.MARKS in may
    missed = [item for item in items if item.revision.safety_critical and not item.correct] if sees_right else []
    total = sum(is_scored(item) for item in items)
    right = sum(bool(item.correct) for item in items)
    named = [(item.position, item.revision.competency.title) for item in missed]
    slugs = dict.fromkeys(item.revision.reread for item in items if item.correct is False)
    met_since = bool(state.best_passed and not attempt.is_met)
    return Result(
        met=attempt.is_met,
        sentence=wording.result_sentence(right if sees_marks else None, total, named),
        next_sentence=_following(attempt, state, met_since=met_since),
        missed=[item.position for item in missed],
        reread=[links[slug] for slug in slugs if slug in links],
        may_try_again=not attempt.is_met and not met_since and bool(state.tries_left) and not state.reread,
        feedback=band_for(attempt.version.settings.get("bands", ()), _share(attempt)) if sees_marks else "",
        grade=grade_sentence(attempt, state) if sees_marks else "",
    )


def _following(attempt: QuizAttempt, state: AttemptState, *, met_since: bool) -> str:
    """What comes next after a "not yet"."""
    if attempt.is_met:
        return ""
    if met_since:
        return _("You have met this check since, in another try.")
    if state.awaiting:
        return _("Your last try is being read. You hear from us as soon as that is done.")
    if state.not_open_yet and state.window.opens:
        return _("It opens again on %(moment)s.") % {"moment": wording.moment(state.window.opens)}
    if state.closed and state.window.closes:
        return _("This check closed on %(moment)s.") % {"moment": wording.moment(state.window.closes)}
    sentence = wording.tries_sentence(state.tries_left, state.opens_at)
    if state.reread and (state.tries_left or state.opens_at):
        return f"{sentence} {_('Before that, the lessons below have to be opened again.')}"
    return sentence


def _share(attempt: QuizAttempt) -> Decimal | None:
    """The share of the marks (0 to 1) that an attempt earned."""
    return (attempt.score or Decimal(0)) / attempt.max_score if attempt.max_score else None
