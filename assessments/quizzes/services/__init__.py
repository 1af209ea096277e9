"""Publishing a quiz (`publishing`), and the life of an attempt: start, answer, hand in (`attempts`, `answers`)."""

from assessments.quizzes.services.answers import check_answer, flag_item, record_answer
from assessments.quizzes.services.attempts import finish_attempt, hand_in_if_over, hand_in_overdue, start_attempt
from assessments.quizzes.services.publishing import (
    check_blueprint,
    publish_quiz,
    refresh_quizzes,
    restore_quiz,
    retire_quiz,
    save_quiz,
    withdraw_question,
)

__all__ = [
    "check_answer",
    "check_blueprint",
    "finish_attempt",
    "flag_item",
    "hand_in_if_over",
    "hand_in_overdue",
    "publish_quiz",
    "record_answer",
    "refresh_quizzes",
    "restore_quiz",
    "retire_quiz",
    "save_quiz",
    "start_attempt",
    "withdraw_question",
]
