"""What a quiz asks, in words. Pure: no database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quizzes.links import LessonLink
from lms.common.numbers import in_words

Stand = Literal["met", "under_way", "open", "waiting", "reread", "closed"]


@dataclass(frozen=True)
class QuizCard:
    """A quiz in its place in a lesson, as one reader stands with it.

    `start_url` is None where nothing can be started (met, waiting, read along). `minutes` is whole minutes; `clock`
    says how long it may take, empty where nothing counts the time. `facts`: (label, sentence) of what is not usual
    about it; `granted`: what was granted to this reader; `reread`: lessons to open again before the next try; `parts`
    names the sections and `way` says that it goes forward only, each empty where there is nothing to say.
    """

    activity_uuid: str
    title: str
    intro: str
    questions: str
    takes: str
    safety: str
    minutes: int
    stand: Stand
    tries: str
    sentence: str
    opens_at: datetime | None = None
    start_url: str | None = None
    review_url: str | None = None
    main: bool = True
    clock: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    granted: str = ""
    reread: tuple[LessonLink, ...] = ()
    parts: str = ""
    way: str = ""


def needed_right(pass_mark: int, count: int) -> int:
    """How many of `count` questions have to be right for `pass_mark` hundredths, e.g. 80 and 8 give 7."""
    return -(-pass_mark * count // 100)


def asked_words(count: int, unmarked: int) -> str:
    """How many questions there are, e.g. “ten questions, two of them not marked”."""
    words = _("%(count)s questions") % {"count": in_words(count)}
    if not unmarked:
        return words
    text = ngettext(
        "%(questions)s, %(count)s of them not marked", "%(questions)s, %(count)s of them not marked", unmarked
    )
    return text % {"questions": words, "count": in_words(unmarked)}


def takes_words(pass_mark: int, count: int) -> str:
    """What it takes to pass, e.g. “seven of eight right”."""
    needed = needed_right(pass_mark, count)
    if needed >= count:
        return ngettext("the one question right", "all %(count)s right", count) % {"count": in_words(count)}
    return _("%(needed)s of %(count)s right") % {"needed": in_words(needed), "count": in_words(count)}


def safety_words(blueprint: list[dict[str, Any]]) -> str:
    """What is said about safety-critical questions, or nothing when none is asked for."""
    critical = sum(line.get("safety_critical") or 0 for line in blueprint)
    if not critical:
        return ""
    return ngettext(
        "At least %(count)s question: it has to be right, whatever the rest",
        "At least %(count)s questions: they have to be right, whatever the rest",
        critical,
    ) % {"count": in_words(critical)}


def tries_words(left: int) -> str:
    """How many tries are left, e.g. “two tries left”."""
    if left <= 0:
        return _("no try left for now")
    return ngettext("%(count)s try left", "%(count)s tries left", left) % {"count": in_words(left)}


def review_sentence(status: str, name: str, day: str) -> str:
    """What a page with safety content says about its review; `day` is already written in the reader's format."""
    if status == "reviewed":
        return _("Safety content. Reviewed by %(name)s on %(day)s.") % {"name": name, "day": day}
    if status == "not_needed":
        return ""
    return _("Safety content. Not reviewed yet by a qualified reviewer.")
