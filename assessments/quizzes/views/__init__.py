"""The pages of an attempt."""

from assessments.quizzes.views.attempts import attempt, item
from assessments.quizzes.views.marking import marking, marking_next, marking_paper, marking_release
from assessments.quizzes.views.pages import leave, page
from assessments.quizzes.views.rest import rest
from assessments.quizzes.views.results import finish, review

__all__ = [
    "attempt",
    "finish",
    "item",
    "leave",
    "marking",
    "marking_next",
    "marking_paper",
    "marking_release",
    "page",
    "rest",
    "review",
]
