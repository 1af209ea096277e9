"""Grading the questions of an attempt, and adding them up.

Writes into the items it is given; whoever holds the lock saves them.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import NOTHING
from assessments.quizzes.certainty import Said, judge
from assessments.quizzes.errors import NothingToCheck
from assessments.quizzes.interactive import TryRules, settle, tried_from, try_rules
from assessments.quizzes.models import AttemptItem
from assessments.quizzes.scoring import Marked, Outcome, add_up, by_certainty
from lms.common import clock


def is_awaited(item: AttemptItem) -> bool:
    """Whether somebody still has to read the answer."""
    return item.score is None and bool(item.response) and kind_of(item.revision.kind).by_hand


def refuse_unreadable(item: AttemptItem) -> None:
    """Raises `NothingToCheck` without an answer, or with one that nobody can read (a number in words)."""
    if not item.response:
        raise NothingToCheck(_("Choose an answer first. Then you can see what is right."))
    trouble = kind_of(item.revision.kind).inputs(item.revision.body, item.option_order, item.response).trouble
    if trouble:
        raise NothingToCheck(trouble)


def grade_all(settings: Mapping[str, Any], items: Iterable[AttemptItem]) -> None:
    """Grade what a machine can grade, into the items. Saves nothing."""
    rules = try_rules(settings)
    for item in items:
        grade_at_the_end(item, rules)


def add_try(item: AttemptItem, rules: TryRules) -> None:
    """One more try with the answer that is kept."""
    grade, now = kind_of(item.revision.kind).grade(item.revision.body, item.response or {}), clock.now()
    tried = {"response": item.response, "score": str(grade.score), "correct": grade.correct, "at": now.isoformat()}
    item.tries = [*item.tries, tried]
    settled = settle(tried_from(item.tries), rules, safety_critical=item.revision.safety_critical)
    item.score, item.correct = settled.score, settled.correct
    item.checked_at = now if settled.over else None


def grade_at_the_end(item: AttemptItem, rules: TryRules | None) -> None:
    """The final grade of a question. With several tries an answer that was not tried yet counts as one more.

    What is not marked gets none, and neither does what people mark, until they have.
    """
    if not kind_of(item.revision.kind).scored:
        item.score, item.correct = None, None
        return
    if item.response and kind_of(item.revision.kind).by_hand:
        return  # What people said of it stays; where they have not said it yet, it stays open.
    if rules is None:
        kind = kind_of(item.revision.kind)
        given = kind.grade(item.revision.body, item.response) if item.response else NOTHING
        item.score, item.correct = given.score, given.correct
        return
    untried = item.checked_at is None and item.response
    if untried and not (item.tries and item.tries[-1]["response"] == item.response):
        was_checked = item.checked_at
        add_try(item, rules)
        item.checked_at = was_checked
        return
    settled = settle(tried_from(item.tries), rules, safety_critical=item.revision.safety_critical)
    item.score, item.correct = settled.score, settled.correct


def outcome_of(settings: Mapping[str, Any], items: Sequence[AttemptItem]) -> Outcome:
    """What graded items add up to."""
    marked = [_marked(item) for item in items]
    outcome = add_up(marked, pass_mark=settings["pass_mark"])
    if not settings.get("grade_by_certainty"):
        return outcome
    said = [
        Said(one.certainty, one.score or Decimal(0), bool(one.correct))
        for one in items
        if one.response and _scored(one)
    ]
    return by_certainty(outcome, judge(settings["certainty"], said), settings["certainty"], settings["pass_mark"])


def _scored(item: AttemptItem) -> bool:
    return kind_of(item.revision.kind).scored


def _marked(item: AttemptItem) -> Marked:
    critical = item.revision.safety_critical and _scored(item)
    return Marked(item.position, item.score or Decimal(0), bool(item.correct), critical, scored=_scored(item))
