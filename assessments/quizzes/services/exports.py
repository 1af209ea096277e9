from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.quizzes.choices import ExportForm
from assessments.quizzes.errors import ExportTooLarge
from assessments.quizzes.models import Quiz, QuizAttempt
from assessments.quizzes.queries import exports
from assessments.quizzes.queries.statistics import Selection, thresholds
from lms.common import audit, clock
from lms.common.signals import people_viewed
from lms.common.tables import MOST_ROWS
from lms.people.models import User


@dataclass(frozen=True)
class Export:
    """What goes into a file: stable names of columns, and rows that are read while they are written."""

    header: Sequence[str]
    rows: Iterator[tuple[Any, ...]]
    attempts: int


@transaction.atomic
def export_attempts(*, quiz: Quiz, actor: User, selection: Selection, form: ExportForm, as_sheet: bool) -> Export:
    """The finished attempts of people in the actor's reach, as rows; that it was taken is written down first.

    One line in the audit trail, and one in the access log of everybody who is in it by name: answers are counted, and
    never those of fewer people than the smallest group. `as_sheet`: for one sheet of a workbook, which holds only so
    many rows. Raises `ExportTooLarge`.
    """
    # What is handed in while the file is written is not in it, for it is in no log either.
    attempts = exports.attempts_in_reach(actor, quiz, selection).filter(finished_at__lte=clock.now())
    count = attempts.count()
    if as_sheet and form == ExportForm.ATTEMPTS and count >= MOST_ROWS:
        raise ExportTooLarge(_("These are more rows than a sheet can hold. Take CSV, which has no such limit."))
    audit.record(
        "attempt.export",
        quiz,
        actor=actor,
        data={
            "form": str(form.value),
            "format": "xlsx" if as_sheet else "csv",
            "attempts": count,
            "first_only": selection.first_only,
            "fictional": selection.fictional,
        },
    )
    if form == ExportForm.ANSWERS:
        return Export(exports.ANSWER_HEADER, exports.answer_rows(quiz, attempts, thresholds().smallest_group), count)
    people_viewed.send(
        sender=QuizAttempt,
        viewer=actor,
        subjects=exports.learners_of(attempts),
        what=_("Attempts at “%(quiz)s”, in an export") % {"quiz": quiz.code},
    )
    return Export(list(exports.ATTEMPT_COLUMNS), exports.attempt_rows(attempts), count)
