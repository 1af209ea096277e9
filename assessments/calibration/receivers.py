"""Counts what raters hand in, for their refresher."""

from typing import Any

from django.dispatch import receiver

from assessments.calibration.services import count_rating
from assessments.signals import sheet_submitted


@receiver(sheet_submitted)
def count_what_counts(sender: Any, sheet: Any, seat: Any, **kwargs: Any) -> None:
    """The first sheet of a seat that makes evidence, in the transaction that hands it in."""
    if sheet.number == 1 and seat.observation.sitting.counts and seat.role not in ("self", "actor", "peer"):
        count_rating(rater=seat.rater)
