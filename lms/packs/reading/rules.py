"""The rules of a quiz, from a file to the fields of `QuizRules`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from assessments.quizzes.models import Quiz
from assessments.quizzes.services import lay_rules
from lms.common.texts import prose
from lms.common.texts.problems import Problems
from lms.packs.reading.pack import Entry

DATES = ("opens_at", "closes_at")
AS_THEY_ARE = ("question_tries", "try_penalty", "grade_by_certainty", "grading", "reread_first")


def rules_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The rules that a quiz's file gives, as `save_quiz` takes them. Dates that can't be read are left out."""
    rules: dict[str, Any] = {name: data[name] for name in AS_THEY_ARE if data.get(name) is not None}
    rules |= {name: moment for name in DATES if (moment := moment_of(data.get(name)))}
    if isinstance(data.get("review"), dict):
        rules["review"] = {moment: _plain(aspects) for moment, aspects in data["review"].items()}
    if data.get("bands"):
        rules["bands"] = [{"mark": one["mark"], "text": prose.to_html(one["text"])} for one in data["bands"]]
    return rules


def moment_of(text: Any) -> datetime | None:
    """A moment with its offset; None for anything else."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _plain(aspects: Any) -> Any:
    """A file can't hold an empty list: nothing at all is written as [nothing]."""
    return [one for one in aspects if one != "nothing"] if isinstance(aspects, list) else aspects


def check_rules(entry: Entry, problems: Problems) -> None:
    """Dates can be read, bands cover every score, and the rules go together, as an editor would be told."""
    data = entry.data
    for name in DATES:
        if data.get(name) and moment_of(data[name]) is None:
            text = _("%(key)s is no moment; write it like “2026-12-01T18:00:00+00:00”")
            problems.add(entry.path, entry.line_of(name), text, key=name)
    if data.get("review") and not isinstance(data["review"], dict):
        problems.add(entry.path, entry.line_of("review"), _("a list of keys and values is wanted here"))
    for band in data.get("bands") or []:
        prose.check(band["text"], entry.path, entry.line_of("bands"), problems)
    quiz = Quiz(behaviour=data.get("behaviour") or "deferred", certainty=bool(data.get("certainty")))
    lay_rules(quiz=quiz, rules=rules_of(data))
    for name, sentence in quiz.rule_problems().items():
        problems.add(entry.path, entry.line_of(name), sentence)
