"""What is being watched, as plain values for templates. What the rating sheet shows is re-exported here."""

from assessments.observations.presenting.rating import (
    behaviour_names,
    can_tap,
    ids,
    missing_words,
    routes,
    seat_line,
    shown_sheet,
    who,
)

__all__ = ["behaviour_names", "can_tap", "ids", "missing_words", "routes", "seat_line", "shown_sheet", "who"]
