"""The rules of a quiz in the form that a version stores: only those that are used."""

from datetime import UTC
from typing import Any

from assessments.questions.compiling import prose
from assessments.quizzes.choices import Behaviour, Grading
from assessments.quizzes.models import Quiz
from assessments.quizzes.reviewing import tidy


def rules_of(quiz: Quiz) -> dict[str, Any]:
    """What differs from the plainest quiz, so that one that uses nothing of this stays the same version.

    {interactive: {tries, penalty (hundredths)}}, {grade_by_certainty}, {opens_at}, {closes_at, grace_seconds} (ISO
    8601), {review: {moment: [aspects]}}, {bands: [{from, text}]}, {grading}, {reread_first}.
    """
    rules: dict[str, Any] = {}
    if quiz.behaviour == Behaviour.INTERACTIVE:
        rules["interactive"] = {"tries": quiz.question_tries, "penalty": quiz.try_penalty}
    if quiz.certainty and quiz.grade_by_certainty:
        rules["grade_by_certainty"] = True
    if quiz.opens_at:
        rules["opens_at"] = quiz.opens_at.astimezone(UTC).isoformat()
    if quiz.closes_at:
        rules |= {"closes_at": quiz.closes_at.astimezone(UTC).isoformat(), "grace_seconds": quiz.grace_seconds}
    if review := tidy(quiz.review):
        rules["review"] = review
    if quiz.bands:
        bands = [{"from": band.value["mark"], "text": prose(band.value["text"].source)} for band in quiz.bands]
        rules["bands"] = sorted(bands, key=lambda band: band["from"])
    if quiz.grading != Grading.HIGHEST:
        rules["grading"] = quiz.grading
    if quiz.reread_first:
        rules["reread_first"] = True
    return rules
