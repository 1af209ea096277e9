"""A question of the bank in the form that files are compared with and written from."""

from decimal import Decimal

from assessments.questions.compiling import options_from, prose
from assessments.questions.formats.draft import Draft
from assessments.questions.formats.text import label, rich
from assessments.questions.keys import option_keys
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Part
from assessments.questions.models import Question

# Answers without markup.
PLAIN = {"accepted"}


def newest(question: Question) -> Question:
    """The question with the draft on top, where there is one."""
    return question.get_latest_revision_as_object() if question.has_unpublished_changes else question


def draft_from(question: Question) -> Draft:
    """A question as it stands in what is given: its row, or a draft of it."""
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
