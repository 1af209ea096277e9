"""Framework, questions, quizzes and programmes of a pack, through the services of their apps."""

from typing import Any

from assessments.competencies.models import Competency, FrameworkVersion
from assessments.competencies.services import publish_framework
from assessments.questions.models import Question
from assessments.questions.services import save_bank, save_question, save_vignette
from assessments.questions.vignettes import Vignette
from assessments.quizzes.models import Quiz
from assessments.quizzes.services import save_quiz
from certificates.programmes.models import ProgrammeVersion
from certificates.programmes.services import publish_programme
from lms.common.texts.prose import to_html
from lms.common.texts.yaml_text import without_empty
from lms.packs.loading.context import Context
from lms.packs.reading.answers import answer_of
from lms.packs.reading.pack import Entry
from lms.packs.reading.rules import rules_of


def save_framework(entry: Entry, version: FrameworkVersion | None, context: Context) -> FrameworkVersion:
    return publish_framework(data=without_empty(entry.data), actor=context.actor)


def save_programme(entry: Entry, version: ProgrammeVersion | None, context: Context) -> ProgrammeVersion:
    return publish_programme(data=without_empty(entry.data), actor=context.actor)


def save_vignette_entry(entry: Entry, vignette: Vignette | None, context: Context) -> Vignette:
    given = entry.data
    return save_vignette(code=given["code"], title=given["title"], text=to_html(given["text"]), actor=context.actor)


def save_question_entry(entry: Entry, question: Question | None, context: Context) -> Question:
    given = entry.data
    return save_question(
        code=given["id"],
        bank=save_bank(code=entry.parent, title=_bank_title(entry.parent, context)),
        kind=given["kind"],
        stem=to_html(given["stem"]),
        options=[answer_of(given["kind"], option) for option in given["options"]],
        topic=given["topic"],
        competency=Competency.objects.get(code=given["competency"]),
        difficulty=given["difficulty"],
        safety_critical=given["safety_critical"],
        reread=given.get("reread") or "",
        feedback=to_html(given.get("feedback") or ""),
        tags=given.get("tags") or [],
        hints=[to_html(hint) for hint in given.get("hints") or []],
        vignette=Vignette.objects.get(code=given["vignette"]) if given.get("vignette") else None,
        actor=context.actor,
    )


def _bank_title(code: str, context: Context) -> str:
    """A bank is named after the module whose code it carries."""
    modules = (entry.data for entry in context.source.of("module"))
    title = next((f"{data['code']}: {data['title']}" for data in modules if data["code"].lower() == code), code)
    return title[:120]


def save_quiz_entry(entry: Entry, quiz: Quiz | None, context: Context) -> Quiz:
    given = entry.data
    return save_quiz(
        code=given["id"],
        title=given["title"],
        bank=save_bank(code=given["bank"], title=_bank_title(given["bank"], context)),
        blueprint=[_blueprint_entry(line) for line in given["blueprint"]],
        intro=to_html(given.get("intro") or ""),
        pass_mark=given["pass_mark"],
        attempts_allowed=given["attempts"],
        pause_hours=given["pause_hours"],
        layout=given["layout"],
        minutes=given["minutes"],
        time_limit=given.get("time_limit") or 0,
        grace_seconds=given.get("grace_seconds", 60),
        certainty=given.get("certainty", False),
        behaviour=given.get("behaviour") or "deferred",
        marking=given.get("marking"),
        per_page=given.get("per_page") or 5,
        navigation=given.get("navigation") or "free",
        shuffle_questions=given.get("shuffle_questions", True),
        shuffle_answers=given.get("shuffle_answers", True),
        pre_form=Quiz.objects.get(code=given["pre_form"]) if given.get("pre_form") else None,
        **rules_of(given),
        competencies=context.competencies(given.get("competencies") or []),
        actor=context.actor,
    )


def _blueprint_entry(line: dict[str, Any]) -> dict[str, Any]:
    """An entry of a blueprint as `save_quiz` takes it."""
    if line.get("section"):
        return {"section": line.get("title") or "", "words": to_html(line.get("words") or "")}
    return {name: value for name, value in line.items() if value}
