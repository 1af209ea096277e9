"""From a blueprint as a file or a caller writes it to the blocks that a draft stores."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from assessments.questions.models import Question
from assessments.quizzes.errors import BankTooSmall

DRAWN = {"topic": "", "safety_critical": 0, "competency": "", "tag": "", "difficulty": "", "kind": ""}


def blueprint_blocks(*, code: str, blueprint: Sequence[dict[str, Any]], locale: Locale) -> list[dict[str, Any]]:
    """The blocks of a quiz's blueprint, from entries of three sorts, in order:

    {section: title, words: HTML} begins a section; {question: code} is always asked;
    {count, safety_critical, topic, competency (code), tag, difficulty, kind} draws, everything but `count` optional.
    Raises `BankTooSmall` for a question that is not there.
    """
    codes = {entry["question"] for entry in blueprint if "question" in entry}
    keys = dict(Question.objects.filter(code__in=codes, locale=locale).values_list("code", "pk")) if codes else {}
    return [{**_block(entry, keys, place), "id": f"{code}-{place}"} for place, entry in enumerate(blueprint, start=1)]


def _block(entry: dict[str, Any], questions: dict[str, int], place: int) -> dict[str, Any]:
    if "section" in entry:
        return {"type": "section", "value": {"title": entry["section"], "words": entry.get("words", "")}}
    if "question" in entry:
        if entry["question"] not in questions:
            text = _("There is no question “%(code)s”.") % {"code": entry["question"]}
            raise BankTooSmall(text, line=place, topic="")
        return {"type": "question", "value": questions[entry["question"]]}
    value = {**DRAWN, **entry}
    return {"type": "draw", "value": {**value, "difficulty": str(value["difficulty"] or "")}}
