"""Reading sittings, observations and sheets. Nothing here changes anything."""

from assessments.observations.queries.sheets import (
    behaviours_of,
    items_of,
    latest_sheets,
    rules_of,
    seats_to_rate,
)

__all__ = ["behaviours_of", "items_of", "latest_sheets", "rules_of", "seats_to_rate"]
