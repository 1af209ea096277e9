"""Reading sittings, observations and sheets. Nothing here changes anything."""

from assessments.observations.queries.sheets import (
    SheetItem,
    behaviours_of,
    items_of,
    latest_sheets,
    level_names,
    rules_of,
    seats_in_sitting,
    seats_to_rate,
)

__all__ = [
    "SheetItem",
    "behaviours_of",
    "items_of",
    "latest_sheets",
    "level_names",
    "rules_of",
    "seats_in_sitting",
    "seats_to_rate",
]
