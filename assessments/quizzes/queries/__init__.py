"""What is asked of quizzes and attempts."""

from assessments.quizzes.queries.attempts import (
    AttemptState,
    attempt_state,
    attempts_for,
    extra_attempts,
    item_at,
    items_between,
    items_of,
    marks_of,
    overdue_attempts,
    seen_questions,
    sure_and_wrong,
    time_for,
)
from assessments.quizzes.queries.blueprints import blueprint_from, entries_of, lines_of, sections_from
from assessments.quizzes.queries.gains import form_before, gains_of_people, pairs_for
from assessments.quizzes.queries.quizzes import (
    current_quiz_version,
    published_quizzes,
    quiz_at,
    quizzes_drawing,
    settings_of,
    unmarked_setting,
)

__all__ = [
    "AttemptState",
    "attempt_state",
    "attempts_for",
    "blueprint_from",
    "current_quiz_version",
    "entries_of",
    "extra_attempts",
    "form_before",
    "gains_of_people",
    "item_at",
    "items_between",
    "items_of",
    "lines_of",
    "marks_of",
    "overdue_attempts",
    "pairs_for",
    "published_quizzes",
    "quiz_at",
    "quizzes_drawing",
    "sections_from",
    "seen_questions",
    "settings_of",
    "sure_and_wrong",
    "time_for",
    "unmarked_setting",
]
