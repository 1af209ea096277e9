"""How a quiz is made up and laid out, in the words of a file."""

from collections.abc import Callable
from typing import Any

from assessments.questions.models import Question
from assessments.quizzes.choices import Layout, Navigation
from assessments.quizzes.models import Quiz

Data = dict[str, Any]


def blueprint_entry(block: Data, prose: Callable[[str], str]) -> Data:
    """A block of a blueprint: a section begins, one question, or a draw. `prose` makes Markdown of stored HTML."""
    value = block["value"]
    if block["type"] == "section":
        return {"section": True, "title": value.get("title"), "words": prose(value.get("words") or "")}
    if block["type"] == "question":
        return {"question": Question.objects.filter(pk=value).values_list("code", flat=True).first() or "?"}
    return _draw(value)


def _draw(line: Data) -> Data:
    criteria = {name: line.get(name) or None for name in ("competency", "tag", "difficulty", "kind")}
    difficulty = int(criteria["difficulty"]) if criteria["difficulty"] else None
    safe = line.get("safety_critical") or None
    return {
        "topic": line.get("topic"),
        "count": line["count"],
        "safety_critical": safe,
        **criteria,
        "difficulty": difficulty,
    }


def layout_of(quiz: Quiz) -> Data:
    """What is said of pages, way, order and form before only where it is not as usual."""
    return {
        **({"per_page": quiz.per_page} if quiz.layout == Layout.SOME else {}),
        **({"navigation": quiz.navigation} if quiz.navigation != Navigation.FREE else {}),
        **({} if quiz.shuffle_questions else {"shuffle_questions": False}),
        **({} if quiz.shuffle_answers else {"shuffle_answers": False}),
        **({"pre_form": quiz.pre_form.code} if quiz.pre_form else {}),
    }
