"""Questions as they stand, into a file that other programs read."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from assessments.questions import queries
from assessments.questions.compiling import options_from, prose
from assessments.questions.errors import NothingToExport
from assessments.questions.formats import FORMATS
from assessments.questions.formats.draft import Draft, Writing
from assessments.questions.formats.text import label, rich
from assessments.questions.keys import option_keys
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Part
from assessments.questions.models import Question, QuestionBank
from lms.common import audit
from lms.people.models import User

PLAIN = {"accepted"}


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

    `drafts`: those too that were never published. Retired ones never. Raises `NothingToExport` where nothing of it can
    be written; what the format leaves out of the rest is told in `Writing.problems`.
    """
    found = list(queries.questions_to_export(bank, codes=codes, topic=topic, drafts=drafts))
    if not found:
        raise NothingToExport
    writing = FORMATS[format_name].write([draft_from(question) for question in found])
    left_out = sum(problem.stops for problem in writing.problems)
    if left_out == len(found):
        raise NothingToExport(writing.problems[0].words)
    data = {"code": bank.code, "format": format_name, "questions": len(found) - left_out}
    audit.record("questions.export", bank, actor=actor, data=data)
    return writing


def draft_from(question: Question) -> Draft:
    """A question as it stands in its row: published as it is asked, a mere draft as it was saved."""
    block = kind_of(question.kind).block
    parts = [part for part in options_from(question.options) if part["block"] == block]
    keys = option_keys(question.code, [str(part["id"]) for part in parts])
    return Draft(
        kind=question.kind,
        name=question.code,
        stem=rich(prose(question.stem))[0],
        options=tuple({"key": key, **_tidy(part)} for key, part in zip(keys, parts, strict=True)),
        feedback=rich(prose(question.feedback))[0],
        topic=question.topic,
        competency=question.competency.code,
        difficulty=question.difficulty,
        reread=question.reread,
        safety_critical=question.safety_critical,
    )


def _tidy(part: Part) -> Part:
    """What an answer holds, in the form that a file brings it in."""
    values = {name: value for name, value in part.items() if name not in {"block", "id"}}
    if part["block"] not in PLAIN:
        values |= {"text": label(part["text"])[0]} if "text" in part else {}
        values |= {"feedback": rich(prose(part["feedback"]))[0]} if "feedback" in part else {}
    for name in ("match", "unit", "value", "tolerance"):
        if name in part:
            values[name] = _plain(part[name])
    return values


def _plain(value: object) -> str:
    """Words on one line; a decimal without an exponent, nothing for None."""
    return f"{value:f}" if isinstance(value, Decimal) else " ".join(str("" if value is None else value).split())
