"""What the pages of a quiz show, as plain values: templates ask nothing of the database."""

from assessments.quizzes.presenting.attempts import Cell, Clock, Shown, asked_item, clock_of, shown, strip
from assessments.quizzes.presenting.cards import StartCard, start_card, start_card_of
from assessments.quizzes.presenting.results import Result, Reviewed, certainty_of, is_sure_and_wrong, result, reviewed

__all__ = [
    "Cell",
    "Clock",
    "Result",
    "Reviewed",
    "Shown",
    "StartCard",
    "asked_item",
    "certainty_of",
    "clock_of",
    "is_sure_and_wrong",
    "result",
    "reviewed",
    "shown",
    "start_card",
    "start_card_of",
    "strip",
]
