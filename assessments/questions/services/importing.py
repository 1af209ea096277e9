"""Bringing a file in: all of it or nothing, as drafts that editors look at and publish."""

import hashlib
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.questions.compiling import options_from
from assessments.questions.describing import newest
from assessments.questions.errors import ImportRefused
from assessments.questions.formats.draft import Draft
from assessments.questions.keys import option_id
from assessments.questions.kinds import kind_of
from assessments.questions.models import Question, QuestionBank
from assessments.questions.services.planning import CHANGED, DUPLICATE, NEW, SAME, Defaults, Row, plan_import
from lms.common import audit
from lms.people.models import User


@dataclass(frozen=True)
class Choices:
    """What the person decided after the dry run; without a word nothing is left out, doubled or safety-critical."""

    skip_problems: bool = False
    with_duplicates: bool = False
    with_safety: bool = False


@dataclass(frozen=True)
class Imported:
    """What was done, in the order of the file; `left` are codes of duplicates that were not brought in."""

    created: list[Question] = field(default_factory=list)
    changed: list[Question] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    skipped: int = 0


@transaction.atomic
def run_import(
    *,
    data: bytes,
    format_name: str,
    bank: QuestionBank,
    defaults: Defaults,
    choices: Choices = Choices(),
    expected: str = "",
    actor: User | None = None,
) -> Imported:
    """Bring a file in. A second time, nothing is new.

    New questions become drafts; of one that is there already a newer draft is laid over what is published. Raises
    `ImportRefused` while a problem stops a question and was not skipped, and where the plan is not `expected`
    (`Plan.digest`) any more.
    """
    bank = QuestionBank.objects.select_for_update().get(pk=bank.pk)
    plan = plan_import(data=data, format_name=format_name, bank=bank, defaults=defaults)
    if expected and plan.digest != expected:
        raise ImportRefused(_("The bank has changed since you looked. Look again at what would happen."))
    if plan.stops and not (choices.skip_problems and plan.rows):
        raise ImportRefused(
            _("Nothing was brought in: the file has problems. Mend them, or leave those questions out.")
        )
    wanted = {NEW, CHANGED} | ({DUPLICATE} if choices.with_duplicates else set())
    done = Imported(
        same=[row.code for row in plan.rows if row.state == SAME],
        left=[row.code for row in plan.rows if row.state == DUPLICATE and DUPLICATE not in wanted],
        skipped=len({(problem.line, problem.question) for problem in plan.stops}),
    )
    for row in (row for row in plan.rows if row.state in wanted):
        kept = _save(row, bank, defaults, choices, actor)
        (done.changed if row.state == CHANGED else done.created).append(kept)
    if done.created or done.changed:
        facts = {"code": bank.code, "format": format_name, "sha256": hashlib.sha256(data).hexdigest()}
        counts = {"created": len(done.created), "changed": len(done.changed), "skipped": done.skipped}
        audit.record("questions.import", bank, actor=actor, data={**facts, **counts})
    return done


def _save(row: Row, bank: QuestionBank, defaults: Defaults, choices: Choices, actor: User | None) -> Question:
    """Lay the draft of one question. What is published stays as it is."""
    draft = row.draft
    question = (
        newest(row.question) if row.question else Question(code=row.code, locale=Locale.get_default(), live=False)
    )
    current = options_from(question.options) if row.question else []
    question.bank, question.kind = bank, draft.kind
    question.stem, question.feedback = draft.stem, draft.feedback
    question.options = _with_pictures(_options(row.code, draft, current), question)
    if draft.competency:
        question.competency = Competency.objects.get(code=draft.competency)
    elif row.question is None and defaults.competency:
        question.competency = defaults.competency
    question.topic = draft.topic or question.topic or defaults.topic
    question.difficulty = draft.difficulty or (question.difficulty if row.question else defaults.difficulty)
    question.reread = draft.reread or question.reread
    question.safety_critical = question.safety_critical or (choices.with_safety and draft.safety_critical)
    try:
        question.full_clean()
    except ValidationError as error:
        words = _("Nothing was brought in. %(code)s: %(why)s")
        raise ImportRefused(words % {"code": row.code, "why": " ".join(error.messages)}) from error
    if row.question is None:
        question.save()
    question.save_revision(user=actor, clean=False)
    audit.record("question.import", question, actor=actor, data={"code": question.code, "state": row.state})
    return question


def _options(code: str, draft: Draft, current: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers as the stream field takes them. Who says the same as before keeps its id, so that nothing is moved."""
    block = kind_of(draft.kind).block
    before = [(_words(part), str(part["id"])) for part in current if part.get("block") == block]
    letters = [*ascii_lowercase, *(f"{letter}{n}" for n in range(1, 40) for letter in ascii_lowercase)]
    taken: set[str] = set()
    blocks = []
    for part in draft.options:
        kept = [one for words, one in before if words == _words(part)]
        named = [option_id(code, str(part["key"]))] if part.get("key") else []
        spare = (option_id(code, letter) for letter in letters)
        chosen = next(one for one in [*kept, *named, *spare] if one not in taken)
        taken.add(chosen)
        value = {name: value for name, value in part.items() if name != "key"}
        blocks.append({"type": block, "id": chosen, "value": value})
    return blocks


def _with_pictures(blocks: list[dict[str, Any]], question: Question) -> list[dict[str, Any]]:
    """An answer that stays keeps its picture and recording: no file holds them, so none takes them away."""
    before = {
        block.get("id"): block["value"] for block in question.options.raw_data if isinstance(block["value"], dict)
    }
    for block in blocks:
        there = before.get(block["id"], {})
        block["value"] |= {name: there[name] for name in ("picture", "recording") if there.get(name)}
    return blocks


def _words(part: dict[str, Any]) -> tuple[str, str]:
    return str(part.get("text") or part.get("value") or part.get("right") or ""), str(part.get("match", ""))
