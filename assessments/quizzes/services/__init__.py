"""Publishing a quiz (`publishing`), and the life of an attempt: start, answer, hand in (`attempts`, `answers`)."""

from assessments.quizzes.services.answers import check_answer, flag_item, record_answer
from assessments.quizzes.services.attempts import (
    finish_attempt,
    hand_in_if_over,
    hand_in_overdue,
    lay_options,
    start_attempt,
)
from assessments.quizzes.services.checking import check_blueprint, check_quiz, line_words
from assessments.quizzes.services.deadlines import renew_deadlines, renew_for_grants_begun
from assessments.quizzes.services.marking import (
    claim_next_paper,
    hand_in_marks,
    let_paper_go,
    release_marks,
    save_marking_draft,
)
from assessments.quizzes.services.pages import leave_page
from assessments.quizzes.services.publishing import (
    publish_quiz,
    refresh_quizzes,
    restore_quiz,
    retire_quiz,
    save_quiz,
    withdraw_question,
)
from assessments.quizzes.services.regrading import regrade_question
from assessments.quizzes.services.rules import lay_rules
from assessments.quizzes.services.trying import try_answer

__all__ = [
    "check_answer",
    "check_blueprint",
    "check_quiz",
    "claim_next_paper",
    "finish_attempt",
    "flag_item",
    "hand_in_if_over",
    "hand_in_marks",
    "hand_in_overdue",
    "lay_options",
    "lay_rules",
    "leave_page",
    "let_paper_go",
    "line_words",
    "publish_quiz",
    "record_answer",
    "refresh_quizzes",
    "regrade_question",
    "release_marks",
    "renew_deadlines",
    "renew_for_grants_begun",
    "restore_quiz",
    "retire_quiz",
    "save_marking_draft",
    "save_quiz",
    "start_attempt",
    "try_answer",
    "withdraw_question",
]
