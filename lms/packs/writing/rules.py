"""The rules of a quiz in the words of a file: only those that are used."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from assessments.quizzes.choices import Behaviour, Grading
from assessments.quizzes.models import Quiz
from assessments.quizzes.reviewing import tidy


def rules_written(quiz: Quiz, prose: Callable[[str], str]) -> dict[str, Any]:
    """Keys and values of a quiz's file; `prose` makes Markdown of HTML."""
    written: dict[str, Any] = {}
    if quiz.behaviour == Behaviour.INTERACTIVE:
        written |= {"question_tries": quiz.question_tries, "try_penalty": quiz.try_penalty}
    if quiz.grade_by_certainty:
        written["grade_by_certainty"] = True
    if quiz.grading != Grading.HIGHEST:
        written["grading"] = quiz.grading
    if quiz.reread_first:
        written["reread_first"] = True
    for name in ("opens_at", "closes_at"):
        if moment := getattr(quiz, name):
            written[name] = moment.astimezone(UTC).isoformat()
    if review := tidy(quiz.review):
        written["review"] = {moment: aspects or ["nothing"] for moment, aspects in review.items()}
    if quiz.bands:
        values = [block["value"] for block in quiz.bands.raw_data]
        written["bands"] = [{"mark": value["mark"], "text": prose(value["text"])} for value in values]
    return written
