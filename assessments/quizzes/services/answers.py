from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.questions.errors import UnknownAnswer
from assessments.questions.kinds import clean_response, kind_of
from assessments.quizzes.choices import Behaviour, Certainty
from assessments.quizzes.errors import AnswerChecked, AttemptClosed, NothingToCheck
from assessments.quizzes.judging import refuse_unreadable
from assessments.quizzes.locking import lock_item
from assessments.quizzes.models import AttemptItem, QuizAttempt
from lms.common import clock


@transaction.atomic
def record_answer(
    *,
    attempt: QuizAttempt,
    position: int,
    response: dict[str, Any] | None,
    sequence: int,
    received_at: datetime | None = None,
    flagged: bool | None = None,
    certainty: str = "",
) -> AttemptItem:
    """Keep an answer (e.g. {"chosen": [option ids]}, None to clear) and, where given, its flag. Three queries.

    `certainty` is one of `Certainty`, or empty; a check that does not ask for it keeps none.

    `sequence` is the client's counter: a lower one than is stored comes too late, changes nothing, and the stored
    item is given back. Raises `AttemptClosed`, `AnswerChecked`, `NoSuchItem`, `PageLeft` and
    `questions.errors.UnknownAnswer`.
    """
    received_at = received_at or clock.now()
    item = lock_item(attempt, position)
    if item.attempt.is_over(received_at):
        raise AttemptClosed(_("The time was over. What you had answered by then counts."))
    if sequence < item.sequence:
        return item
    asks = "certainty" in item.attempt.version.settings and kind_of(item.revision.kind).scored
    if asks and certainty and certainty not in Certainty:
        raise UnknownAnswer(_("Choose one of the three: not sure, fairly sure, very sure."))
    cleaned = clean_response(item.revision.kind, item.revision.body, response)
    if item.checked_at is not None:
        if cleaned != item.response:
            raise AnswerChecked(_("You have seen what is right here. Your answer stays as it was."))
        return item
    if cleaned != item.response or item.answered_at is None:
        item.response = cleaned
        item.answered_at = received_at if cleaned else None
    item.sequence = sequence
    item.certainty = certainty if asks else ""
    item.flagged = item.flagged if flagged is None else flagged
    item.save(update_fields=["response", "answered_at", "sequence", "certainty", "flagged", "updated"])
    return item


@transaction.atomic
def check_answer(*, attempt: QuizAttempt, position: int) -> AttemptItem:
    """Grade one question now, so that its learner sees what is right; from then on the answer stays. Idempotent.

    Raises `NothingToCheck` without an answer, before somebody said how sure they are where that is asked, or in a check
    that shows it only at the end; `AttemptClosed`, `NoSuchItem`.
    """
    item = lock_item(attempt, position)
    if item.attempt.version.settings.get("behaviour") != Behaviour.IMMEDIATE:
        raise NothingToCheck(_("This check shows what is right after handing in."))
    if not kind_of(item.revision.kind).scored:
        raise NothingToCheck(_("There is no right or wrong here: this question is not marked."))
    if item.checked_at is not None:
        return item
    if kind_of(item.revision.kind).by_hand:
        raise NothingToCheck(_("A person reads this answer. You hear from us when that is done."))
    refuse_unreadable(item)
    if "certainty" in item.attempt.version.settings and not item.certainty:
        raise NothingToCheck(_("Say how sure you are first. Then you can see what is right."))
    grade = kind_of(item.revision.kind).grade(item.revision.body, item.response or {})
    item.score, item.correct, item.checked_at = grade.score, grade.correct, clock.now()
    item.save(update_fields=["score", "correct", "checked_at", "updated"])
    return item


@transaction.atomic
def flag_item(*, attempt: QuizAttempt, position: int, flagged: bool) -> AttemptItem:
    """Mark a question to come back to, or take the mark away. Raises `AttemptClosed` and `NoSuchItem`."""
    item = lock_item(attempt, position)
    item.flagged = flagged
    item.save(update_fields=["flagged", "updated"])
    return item
