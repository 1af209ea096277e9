"""Questions as they stand, into a file that other programs read."""

from collections.abc import Sequence

from django.db import transaction

from assessments.questions import queries
from assessments.questions.describing import draft_to_write, newest
from assessments.questions.errors import NothingToExport
from assessments.questions.formats import FORMATS
from assessments.questions.formats.draft import Writing
from assessments.questions.models import QuestionBank
from lms.common import audit
from lms.people.models import User


@transaction.atomic
def export_questions(
    *,
    bank: QuestionBank,
    format_name: str,
    codes: Sequence[str] = (),
    topic: str = "",
    drafts: bool = False,
    actor: User | None = None,
) -> Writing:
    """A bank, or what was chosen of it, as a file. Who took the key out is kept in the audit log.

    What is in use goes as it is asked; `drafts`: those too that were never published, as they were saved last. Retired
    ones never. Raises `NothingToExport` where nothing of it can be written; what the format leaves out of the rest is
    told in `Writing.problems`.
    """
    found = list(queries.questions_to_export(bank, codes=codes, topic=topic, drafts=drafts))
    if not found:
        raise NothingToExport
    writing = FORMATS[format_name].write([draft_to_write(one if one.live else newest(one)) for one in found])
    left_out = sum(problem.stops for problem in writing.problems)
    if left_out == len(found):
        raise NothingToExport(writing.problems[0].words)
    data = {"code": bank.code, "format": format_name, "questions": len(found) - left_out}
    audit.record("questions.export", bank, actor=actor, data=data)
    return writing
