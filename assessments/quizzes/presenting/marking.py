"""A long answer as its readers see it, and as its learner sees what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.questions.kinds.long import count_words, enough_points
from assessments.quizzes.models import MarkingDraft, Paper


@dataclass(frozen=True)
class Level:
    """A level to pick: `enough` where from here on the criterion is met."""

    value: int
    points: str
    words: str
    enough: bool
    picked: bool


@dataclass(frozen=True)
class Criterion:
    """A criterion with its levels, the best last; `name` is that of its field."""

    number: int
    name: str
    text: str
    levels: Sequence[Level]
    missing: bool = False

    @property
    def picked(self) -> str:
        """The picked level in words, empty before there is one."""
        return next((f"{level.points}: {level.words}" for level in self.levels if level.picked), "")


@dataclass(frozen=True)
class PaperPage:
    """An answer to read, without any word on whose it is. `story`, `ask`, `answer` and `model` are HTML."""

    url: str
    check: str
    story: str
    ask: str
    safety_critical: bool
    answer: str
    length: str
    model: str
    criteria: Sequence[Criterion]
    words: str
    token: str
    sequence: int
    handed_in: datetime | None

    @property
    def next_sequence(self) -> int:
        return self.sequence + 1


@dataclass(frozen=True)
class QueueLine:
    """One answer that waits. `url` only where its reader has begun it."""

    check: str
    topic: str
    safety_critical: bool
    handed_in: datetime | None
    url: str


@dataclass(frozen=True)
class MarkedCriterion:
    """What a criterion got: `points` of `most`, in words."""

    text: str
    sentence: str


@dataclass(frozen=True)
class Feedback:
    """What readers said of an answer, for its learner."""

    criteria: Sequence[MarkedCriterion]
    words: Sequence[str]


def points_words(points: Any) -> str:
    """E.g. "1 point", "1.5 points"."""
    text = ngettext("%(n)s point", "%(n)s points", 1 if float(points) == 1 else 2)
    shown = str(points).rstrip("0").rstrip(".") if "." in str(points) else str(points)
    return text % {"n": number_format(shown)}


def paper_page(paper: Paper, draft: MarkingDraft, *, missing: bool = False) -> PaperPage:
    """What a reader has before them. `paper` as `queries.paper_to_read` gives it."""
    item = paper.item
    body, text = item.revision.body, (item.response or {}).get("text", "")
    return PaperPage(
        url=reverse("assessments:marking_paper", args=[paper.uuid]),
        check=item.attempt.version.settings["title"],
        story=body["story"],
        ask=body["ask"],
        safety_critical=item.revision.safety_critical,
        answer=linebreaks(text, autoescape=True),
        length=_length(text, body["most"]),
        model=body["model"],
        criteria=[_criterion(place, one, draft, missing) for place, one in enumerate(body["criteria"])],
        words=draft.words,
        token=str(draft.token),
        sequence=draft.sequence,
        handed_in=item.attempt.finished_at,
    )


def _criterion(place: int, criterion: dict[str, Any], draft: MarkingDraft, missing: bool) -> Criterion:
    picked = draft.picks.get(str(place))
    ordered = sorted(enumerate(criterion["levels"]), key=lambda pair: pair[1]["points"])
    enough = enough_points(criterion)
    levels = [
        Level(value, points_words(level["points"]), level["words"], level["points"] == enough, value == picked)
        for value, level in ordered
    ]
    return Criterion(place + 1, f"criterion-{place}", criterion["text"], levels, missing and picked is None)


def _length(text: str, most: int) -> str:
    n = count_words(text)
    words = ngettext("%(n)d word", "%(n)d words", n) % {"n": n}
    return _("%(words)s, at the most %(most)d were asked for") % {"words": words, "most": most} if most else words


def queue_line(paper: Paper, *, begun: bool) -> QueueLine:
    """One line of the queue; `paper` with revision, competency, attempt and version."""
    item = paper.item
    return QueueLine(
        check=item.attempt.version.settings["title"],
        topic=item.revision.competency.title,
        safety_critical=item.revision.safety_critical,
        handed_in=item.attempt.finished_at,
        url=reverse("assessments:marking_paper", args=[paper.uuid]) if begun else "",
    )


def feedback_of(paper: Paper, body: dict[str, Any]) -> Feedback | None:
    """What the readers of a released paper said; None before."""
    if paper.released_at is None:
        return None
    rows = zip(body["criteria"], paper.outcome["points"], paper.outcome["most"], strict=True)
    criteria = [
        MarkedCriterion(
            one["text"],
            _("%(points)s of %(most)s") % {"points": points_words(points), "most": number_format(most)},
        )
        for one, points, most in rows
    ]
    return Feedback(criteria, [linebreaks(words, autoescape=True) for words in paper.outcome["words"]])
