"""What is asked of quizzes and attempts."""

from assessments.quizzes.queries.attempts import (
    AttemptState,
    attempt_state,
    attempts_for,
    item_at,
    items_between,
    items_of,
    marks_of,
    overdue_attempts,
    seen_questions,
    shares_of,
    sure_and_wrong,
)
from assessments.quizzes.queries.blueprints import blueprint_from, entries_of, lines_of, sections_from
from assessments.quizzes.queries.gains import form_before, gains_of_people, pairs_for
from assessments.quizzes.queries.grants import NO_GRANTS, Grants, deadline_of, grants_for, time_for, window_for
from assessments.quizzes.queries.quizzes import (
    current_quiz_version,
    published_quizzes,
    quiz_at,
    quiz_names,
    quizzes_drawing,
    settings_of,
    unmarked_setting,
)
from assessments.quizzes.queries.rules import rules_of

__all__ = [
    "AttemptState",
    "Grants",
    "NO_GRANTS",
    "attempt_state",
    "attempts_for",
    "blueprint_from",
    "current_quiz_version",
    "deadline_of",
    "entries_of",
    "extra_attempts",
    "form_before",
    "gains_of_people",
    "grants_for",
    "item_at",
    "items_between",
    "items_of",
    "lines_of",
    "marks_of",
    "overdue_attempts",
    "pairs_for",
    "published_quizzes",
    "quiz_at",
    "quiz_names",
    "quizzes_drawing",
    "sections_from",
    "rules_of",
    "seen_questions",
    "settings_of",
    "shares_of",
    "sure_and_wrong",
    "time_for",
    "unmarked_setting",
    "window_for",
]
