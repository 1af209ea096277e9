"""Words for a score: each band begins at a mark and ends where the next begins. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

Bands = Sequence[Mapping[str, Any]]


def band_for(bands: Bands, share: Decimal | None) -> str:
    """The words (HTML) of the band that a share of the marks (0 to 1) falls into; empty where there is none.

    `bands`: [{from (hundredths), text}], in any order.
    """
    if share is None:
        return ""
    reached = [band for band in bands if share * 100 >= band["from"]]
    return max(reached, key=lambda band: band["from"])["text"] if reached else ""


def problem_with_bands(begins: Sequence[int]) -> str:
    """What keeps these bands from covering every score once, as a sentence; empty when nothing does."""
    if not begins:
        return ""
    twice = sorted(mark for mark, count in Counter(begins).items() if count > 1)
    if twice:
        return _("Two bands begin at %(mark)d, so they overlap. Let each begin at a mark of its own.") % {
            "mark": twice[0]
        }
    if min(begins) > 0:
        return _("Scores below %(mark)d have no words: let one band begin at 0.") % {"mark": min(begins)}
    return ""
