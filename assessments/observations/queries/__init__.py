"""Reading sittings, observations and sheets. Nothing here changes anything."""

from assessments.observations.queries.follow_ups import has_open_follow_up, open_follow_ups_of
from assessments.observations.queries.own import OwnSheet, own_sheet, rater_names, sheets_behind
from assessments.observations.queries.pairs import raters_to_offer
from assessments.observations.queries.raters import (
    JUDGING,
    RATING_ROLES,
    Suggestion,
    conflicts_of,
    raters_around,
    suggest_raters,
)
from assessments.observations.queries.recordings import (
    is_in_it,
    opened_in_emergency,
    recording_standing,
    seats_that_watch,
    views_of,
)
from assessments.observations.queries.settled import disputes_of
from assessments.observations.queries.sheets import (
    SheetItem,
    behaviours_of,
    counted_sheets,
    items_of,
    latest_sheets,
    level_names,
    rules_of,
    seats_in_sitting,
    seats_to_rate,
    sheets_without_asides,
)
from assessments.observations.queries.tries import (
    current_kit,
    instruments_to_arrange,
    missed_in,
    next_try,
    result_of,
    standing_results,
    variants_had,
)

__all__ = [
    "JUDGING",
    "OwnSheet",
    "RATING_ROLES",
    "SheetItem",
    "Suggestion",
    "behaviours_of",
    "conflicts_of",
    "counted_sheets",
    "current_kit",
    "disputes_of",
    "has_open_follow_up",
    "instruments_to_arrange",
    "is_in_it",
    "items_of",
    "latest_sheets",
    "level_names",
    "missed_in",
    "next_try",
    "open_follow_ups_of",
    "opened_in_emergency",
    "own_sheet",
    "rater_names",
    "raters_around",
    "recording_standing",
    "raters_to_offer",
    "result_of",
    "rules_of",
    "seats_in_sitting",
    "seats_that_watch",
    "seats_to_rate",
    "sheets_behind",
    "sheets_without_asides",
    "standing_results",
    "suggest_raters",
    "variants_had",
    "views_of",
]
