import logging
from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.questions import queries
from assessments.questions.choices import Difficulty
from assessments.questions.compiling import (
    compile_body,
    freeze_vignette,
    hints_from,
    options_from,
    unpublished_vignette,
)
from assessments.questions.errors import QuestionIncomplete
from assessments.questions.keys import option_id
from assessments.questions.kinds import kind_of
from assessments.questions.media import media_from
from assessments.questions.models import Question, QuestionBank, QuestionRevision
from assessments.questions.vignettes import Vignette
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_question(*, question: Question, actor: User | None = None) -> QuestionRevision:
    """Freeze a question as it stands into a `QuestionRevision`; nothing changed, nothing new.

    Raises `QuestionIncomplete` when it can't be asked. Attempts under way keep the revision they were given.
    """
    Question.objects.select_for_update().get(pk=question.pk)
    body = compile_body(
        kind=question.kind,
        stem=question.stem,
        options=options_from(question.options),
        feedback=question.feedback,
        safety_critical=question.safety_critical,
        media=media_from(question.media),
        vignette=_vignette_of(question),
    )
    # Only where there are some: a question without hints is the same revision as before there were any.
    if hints := hints_from(question.hints):
        body["hints"] = hints
    facts = {
        "kind": question.kind,
        "topic": question.topic,
        "competency_id": question.competency_id,
        "difficulty": question.difficulty,
        "safety_critical": question.safety_critical,
        "reread": question.reread,
        # Only where there are any: a question without is the same revision as before there were tags.
        **({"tags": tags} if (tags := queries.tags_of(question)) else {}),
    }
    digest = content_hash({"body": body, **facts})
    newest = queries.newest_revision(question)
    if newest and newest.content_hash == digest:
        return newest
    revision = QuestionRevision.objects.create(
        question=question,
        number=newest.number + 1 if newest else 1,
        body=body,
        content_hash=digest,
        # Beside the hash: how a change weighs makes no other question of it.
        change=question.change if newest else "",
        **facts,
    )
    facts = {"code": question.code, "number": revision.number, "change": revision.change}
    audit.record("question.publish", question, actor=actor, data=facts)
    return revision


def _vignette_of(question: Question) -> dict[str, Any] | None:
    if question.vignette is None:
        return None
    if not question.vignette.live:
        raise QuestionIncomplete(unpublished_vignette(question.vignette))
    return freeze_vignette(question.vignette)


@transaction.atomic
def publish_vignette(*, vignette: Vignette, actor: User | None = None) -> list[QuestionRevision]:
    """Freeze a vignette, as it was published, into all questions in use that point at it. Attempts keep what they have.

    A question that can't be asked any more as it stands stays on the revision it has.
    """
    frozen = []
    for question in queries.questions_of(vignette):
        try:
            frozen.append(publish_question(question=question, actor=actor))
        except QuestionIncomplete:
            logger.warning("question stays on its revision: incomplete", extra={"question": question.code})
    return frozen


@transaction.atomic
def save_vignette(
    *, code: str, title: str, text: str, locale: Locale | None = None, actor: User | None = None
) -> Vignette:
    """Write a vignette and publish it (an import's way in; editors use Wagtail).

    `text` is HTML as a rich text field stores it. Pictures and recordings that an editor put there stay, below it.
    """
    locale = locale or Locale.get_default()
    vignette = Vignette.objects.filter(code=code, locale=locale).first() or Vignette(code=code, locale=locale)
    kept = [block for block in vignette.body.raw_data if block["type"] != "text"] if vignette.pk else []
    vignette.title = title
    vignette.body = [{"type": "text", "id": option_id(code, "text"), "value": text}, *kept]
    vignette.full_clean()
    vignette.save()
    vignette.save_revision(user=actor, clean=False).publish(user=actor, skip_permission_checks=True)
    vignette.refresh_from_db()
    return vignette


@transaction.atomic
def save_bank(*, code: str, title: str) -> QuestionBank:
    """The bank with this code, made or renamed."""
    bank, _created = QuestionBank.objects.update_or_create(code=code, defaults={"title": title})
    return bank


@transaction.atomic
def save_question(
    *,
    code: str,
    bank: QuestionBank,
    kind: str,
    stem: str,
    options: Sequence[dict[str, Any]],
    topic: str,
    competency: Competency,
    difficulty: int = Difficulty.MIDDLE,
    safety_critical: bool = False,
    reread: str = "",
    feedback: str = "",
    tags: Sequence[str] = (),
    hints: Sequence[str] = (),
    vignette: Vignette | Literal["keep"] | None = "keep",
    locale: Locale | None = None,
    actor: User | None = None,
) -> Question:
    """Write a question and publish it (an import's way in; editors use Wagtail).

    `options`: [{key, …what the kind's block holds, e.g. text, correct, feedback}]; the same key keeps the same option
    id for ever. `stem`, option texts, feedback and hints are HTML as a rich text field stores it. Raises
    `QuestionIncomplete`.
    """
    locale = locale or Locale.get_default()
    question = Question.objects.filter(code=code, locale=locale).first() or Question(code=code, locale=locale)
    question.bank, question.kind, question.stem, question.feedback = bank, kind, stem, feedback
    question.topic, question.competency, question.difficulty = topic, competency, difficulty
    question.safety_critical, question.reread, question.change = safety_critical, reread, ""
    question.hints = [
        {"type": "hint", "id": option_id(code, f"hint-{place}"), "value": hint} for place, hint in enumerate(hints)
    ]
    if vignette != "keep":
        question.vignette = vignette
    kept = {block["id"]: block["value"] for block in question.options.raw_data} if question.pk else {}
    question.options = [_option(code, kind_of(kind).block, option, kept) for option in options]
    question.full_clean()
    question.tags.set(sorted({tag.strip().lower() for tag in tags}))
    question.save()
    question.save_revision(user=actor, clean=False).publish(user=actor, skip_permission_checks=True)
    # `publish` tells receivers.py, which freezes the revision: the same way as from Wagtail.
    question.refresh_from_db()
    return question


def _option(code: str, block: str, option: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """The block of an answer. Files know no pictures and recordings: those that an editor chose for it stay."""
    name = option_id(code, str(option["key"]))
    media = {key: kept[name][key] for key in ("picture", "recording") if kept.get(name, {}).get(key)}
    value = {key: option[key] for key in option if key != "key"}
    return {"type": block, "id": name, "value": media | value}


@transaction.atomic
def retire_question(*, question: Question, actor: User | None = None) -> Question:
    """Take a question out of what is drawn from now on. What was asked and answered stays as it is."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.retired_at is None:
        question.retired_at = clock.now()
        question.save(update_fields=["retired_at", "updated"])
        audit.record("question.retire", question, actor=actor, data={"code": question.code})
    return question


@transaction.atomic
def restore_question(*, question: Question, actor: User | None = None) -> Question:
    """Let a retired question be drawn again."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.retired_at is not None:
        question.retired_at = None
        question.save(update_fields=["retired_at", "updated"])
        audit.record("question.restore", question, actor=actor, data={"code": question.code})
        if question.vignette_id and question.live:
            publish_question(question=question, actor=actor)  # its vignette may have changed meanwhile
    return question
