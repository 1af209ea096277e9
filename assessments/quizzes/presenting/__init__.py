"""What the pages of a quiz show, as plain values: templates ask nothing of the database."""

from assessments.quizzes.presenting.attempts import Clock, Shown, asked_item, clock_of, shown
from assessments.quizzes.presenting.cards import StartCard, start_card, start_card_of
from assessments.quizzes.presenting.gains import gain_of, gain_of_group
from assessments.quizzes.presenting.marking import PaperPage, QueueLine, paper_page, queue_line
from assessments.quizzes.presenting.regrading import RegradeLine, regrade_line
from assessments.quizzes.presenting.results import Result, Reviewed, certainty_of, is_sure_and_wrong, result, reviewed
from assessments.quizzes.presenting.strips import Cell, Strip, place_of, strip_of
from assessments.quizzes.presenting.structure import (
    Group,
    Supply,
    forward_words,
    in_sections,
    parts_words,
    section_title,
    supply,
)

__all__ = [
    "Cell",
    "Clock",
    "Group",
    "PaperPage",
    "QueueLine",
    "RegradeLine",
    "Result",
    "Reviewed",
    "Shown",
    "StartCard",
    "Supply",
    "Strip",
    "asked_item",
    "certainty_of",
    "clock_of",
    "forward_words",
    "gain_of",
    "gain_of_group",
    "in_sections",
    "is_sure_and_wrong",
    "parts_words",
    "place_of",
    "paper_page",
    "queue_line",
    "regrade_line",
    "result",
    "reviewed",
    "section_title",
    "shown",
    "start_card",
    "start_card_of",
    "strip_of",
    "supply",
]
