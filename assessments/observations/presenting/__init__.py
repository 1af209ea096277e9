"""What is being watched, as plain values for templates. What the rating sheet shows is re-exported here."""

from assessments.observations.presenting.rating import can_tap, missing_words, seat_line, shown_sheet, who

__all__ = ["can_tap", "missing_words", "seat_line", "shown_sheet", "who"]
