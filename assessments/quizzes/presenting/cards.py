"""What somebody knows before they begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quizzes import wording
from assessments.quizzes.models import QuizVersion
from assessments.quizzes.paging import book_of
from assessments.quizzes.presenting.structure import forward_words, parts_words
from assessments.quizzes.rule_wording import marks_needed, rule_facts
from assessments.quizzes.windows import window_of


@dataclass(frozen=True)
class StartCard:
    """What somebody knows before they begin."""

    title: str
    intro: str
    facts: list[tuple[str, str]]
    minutes: int


def start_card(version: QuizVersion) -> StartCard:
    """How many questions, how long, what it takes, how many tries: before the start and in the editor's preview."""
    return start_card_of(version.settings, version.blueprint)


def start_card_of(settings: dict[str, Any], blueprint: Sequence[dict[str, Any]]) -> StartCard:
    """The same from settings and blueprint in the form that a version stores."""
    book = book_of(settings, blueprint)
    total = book.total
    critical = sum(line["safety_critical"] for line in blueprint)
    unmarked = settings.get("unmarked", 0)
    limit = timedelta(minutes=settings.get("time_limit", 0))
    minutes = ngettext("about %(n)d minute, no clock", "about %(n)d minutes, no clock", settings["minutes"])
    time = wording.limit_words(limit) if limit else minutes % {"n": settings["minutes"]}
    takes = marks_needed(settings, total - unmarked) or wording.pass_sentence(settings, total - unmarked, critical)
    facts = [
        (_("Questions"), wording.questions_words(total, unmarked)),
        *([(_("Parts"), parts)] if (parts := parts_words(book)) else []),
        (_("Time"), time),
        *([(_("Way through"), forward)] if (forward := forward_words(book)) else []),
        (_("What it takes"), takes),
        (_("Tries"), wording.rounds_sentence(settings)),
        *rule_facts(settings, window_of(settings)),
    ]
    return StartCard(title=settings["title"], intro=settings["intro"], facts=facts, minutes=settings["minutes"])
