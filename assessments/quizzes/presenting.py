"""What the pages of a quiz show, as plain values: templates ask nothing of the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Verdict
from assessments.questions.presenting import Asked, asked
from assessments.quizzes import wording
from assessments.quizzes.certainty import Judgement, Said, judge
from assessments.quizzes.choices import Behaviour, Certainty
from assessments.quizzes.links import LessonLink
from assessments.quizzes.models import AttemptItem, QuizAttempt, QuizVersion
from assessments.quizzes.queries import AttemptState


@dataclass(frozen=True)
class Cell:
    """One number of the strip: its state in words, and its classes."""

    number: int
    url: str
    word: str
    classes: str
    current: bool


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


@dataclass(frozen=True)
class Result:
    """The outcome of a finished attempt in words."""

    met: bool
    sentence: str
    next_sentence: str
    missed: list[int]
    reread: list[LessonLink] = field(default_factory=list)
    may_try_again: bool = False


@dataclass(frozen=True)
class Clock:
    """How much time is left: `words` for everybody, the moments (ISO 8601) for the script that counts on."""

    words: str
    now: str
    ends: str


def clock_of(attempt: QuizAttempt, now: datetime) -> Clock | None:
    """The clock of an attempt by the server's time; None where there is none."""
    if attempt.deadline is None:
        return None
    left = max(attempt.deadline - now, timedelta(0))
    return Clock(wording.time_left_sentence(left, attempt.deadline), now.isoformat(), attempt.deadline.isoformat())


@dataclass(frozen=True)
class StartCard:
    """What somebody knows before they begin."""

    title: str
    intro: str
    facts: list[tuple[str, str]]
    minutes: int


def strip(attempt: QuizAttempt, rows: Sequence[tuple[int, bool, bool]], current: int = 0) -> list[Cell]:
    """The number strip. `rows`: (position, answered, flagged)."""
    one_page = attempt.version.settings["layout"] == "all"
    return [_cell(attempt, row, current, one_page=one_page) for row in rows]


def _cell(attempt: QuizAttempt, row: tuple[int, bool, bool], current: int, *, one_page: bool) -> Cell:
    position, answered, flagged = row
    words = [_("answered") if answered else _("open")] + ([_("flagged")] if flagged else [])
    classes = ["is-answered" if answered else "is-open"] + (["is-flagged"] if flagged else [])
    if one_page:
        url = f"{reverse('assessments:attempt', args=[attempt.uuid])}#question-{position}"
    else:
        url = reverse("assessments:item", args=[attempt.uuid, position])
    return Cell(position, url, ", ".join(words), " ".join(classes), position == current)


@dataclass(frozen=True)
class Shown:
    """A question on its page: to answer, or (`checked`) with what is right. `asks` offers to see it."""

    number: int
    question: Asked | None = None
    checked: Reviewed | None = None
    asks: bool = False

    @property
    def form_id(self) -> str:
        return f"answer-{self.number}"


def shown(attempt: QuizAttempt, item: AttemptItem, links: dict[str, LessonLink]) -> Shown:
    """A question of an attempt as its learner finds it now."""
    if item.checked_at is not None:
        return Shown(item.position, checked=reviewed(item, links))
    asks = attempt.version.settings.get("behaviour") == Behaviour.IMMEDIATE
    return Shown(item.position, question=asked_item(attempt, item), asks=asks)


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
        certainty=_certainties(item) if "certainty" in attempt.version.settings else (),
    )


def _certainties(item: AttemptItem) -> list[tuple[str, str, bool]]:
    return [(level.value, str(level.label), level == item.certainty) for level in Certainty]


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
        reread=None if item.correct else links.get(item.revision.reread),
        certainty=str(Certainty(item.certainty).label) if item.certainty else "",
        sure_and_wrong=is_sure_and_wrong(item),
    )


def is_sure_and_wrong(item: AttemptItem) -> bool:
    """Whether somebody was very sure of a safety question, and not right."""
    sure = item.certainty == Certainty.HIGH and bool(item.response)
    return sure and not item.correct and item.revision.safety_critical


def certainty_of(attempt: QuizAttempt, items: Sequence[AttemptItem]) -> Judgement | None:
    """What the certainties of an attempt's answers come to; None where the check did not ask."""
    scheme = attempt.version.settings.get("certainty")
    if not scheme:
        return None
    answered = [item for item in items if item.response]
    return judge(scheme, [Said(item.certainty, item.score or Decimal(0), bool(item.correct)) for item in answered])


def _state(item: AttemptItem) -> str:
    if item.correct:
        return _("Right")
    if not item.response:
        return _("You left this one open")
    return _("Partly right") if item.score else _("Not right yet")


def result(
    attempt: QuizAttempt, items: Sequence[AttemptItem], state: AttemptState, links: dict[str, LessonLink]
) -> Result:
    """The outcome, what needs another look, and when the next try opens."""
    missed = [item for item in items if item.revision.safety_critical and not item.correct]
    right = sum(bool(item.correct) for item in items)
    named = [(item.position, item.revision.competency.title) for item in missed]
    slugs = dict.fromkeys(item.revision.reread for item in items if not item.correct)
    met_since = bool(state.best_passed and not attempt.passed)
    if attempt.passed:
        following = ""
    elif met_since:
        following = _("You have met this check since, in another try.")
    else:
        following = wording.tries_sentence(state.tries_left, state.opens_at)
    return Result(
        met=bool(attempt.passed),
        sentence=wording.result_sentence(right, len(items), named),
        next_sentence=following,
        missed=[item.position for item in missed],
        reread=[links[slug] for slug in slugs if slug in links],
        may_try_again=not attempt.passed and not met_since and bool(state.tries_left),
    )


def start_card(version: QuizVersion) -> StartCard:
    """How many questions, how long, what it takes, how many tries: before the start and in the editor's preview."""
    return start_card_of(version.settings, version.blueprint)


def start_card_of(settings: dict[str, Any], blueprint: Sequence[dict[str, Any]]) -> StartCard:
    """The same from settings and blueprint in the form that a version stores."""
    total = sum(line["count"] for line in blueprint)
    critical = sum(line["safety_critical"] for line in blueprint)
    limit = timedelta(minutes=settings.get("time_limit", 0))
    minutes = ngettext("about %(n)d minute, no clock", "about %(n)d minutes, no clock", settings["minutes"])
    time = wording.limit_words(limit) if limit else minutes % {"n": settings["minutes"]}
    facts = [
        (_("Questions"), ngettext("%(n)d question", "%(n)d questions", total) % {"n": total}),
        (_("Time"), time),
        (_("What it takes"), wording.pass_sentence(settings, total, critical)),
        (_("Tries"), wording.rounds_sentence(settings)),
    ]
    return StartCard(title=settings["title"], intro=settings["intro"], facts=facts, minutes=settings["minutes"])
