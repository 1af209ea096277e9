"""A question of the bank in the form that files are compared with and written from."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.questions.compiling import options_from, prose
from assessments.questions.formats.draft import Draft
from assessments.questions.formats.rubrics import rubric
from assessments.questions.formats.text import label, rich
from assessments.questions.keys import option_keys
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Part
from assessments.questions.models import Question

# Names, and what no file holds.
ASIDE = {"block", "id", "picture", "recording"}
# Answers without markup.
PLAIN = {"accepted", "point"}


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


def draft_to_write(question: Question) -> Draft:
    """The same for a file, with words for what the question has and no file holds."""
    parts = options_from(question.options)
    pictured = bool(question.media) or any(part.get(name) for part in parts for name in ("picture", "recording"))
    found = {
        _("pictures and recordings"): pictured,
        _("the vignette"): question.vignette_id is not None,
        _("hints"): bool(question.hints),
        _("tags"): question.tags.exists(),
    }
    return replace(draft_from(question), beside=[words for words, there in found.items() if there])


def _tidy(part: Part) -> Part:
    """What an answer holds, in the form that a file brings it in."""
    if part["block"] == "rubric":
        facts = {name: part.get(name) for name in ("aim", "most")}
        return rubric(part.get("criteria") or (), **facts, model=rich(prose(part.get("model") or ""))[0])
    values = {name: value for name, value in part.items() if name not in ASIDE}
    for name in ("text", "before", "after") if part["block"] not in PLAIN else ():
        values |= {name: label(part[name] or "")[0]} if name in part else {}
    values |= {"feedback": rich(prose(part["feedback"] or ""))[0]} if "feedback" in part else {}
    plain = ("match", "unit", "value", "tolerance", "right", "speaker", *(["text"] if part["block"] in PLAIN else []))
    values |= {name: _plain(part[name]) for name in plain if name in part}
    if "others" in part:
        lines = (_plain(line) for line in str(part["others"] or "").splitlines())
        values["others"] = "\n".join(line for line in lines if line)
    return values


def _plain(value: object) -> str:
    """Words on one line; a decimal without an exponent, nothing for None."""
    return f"{value:f}" if isinstance(value, Decimal) else " ".join(str("" if value is None else value).split())
