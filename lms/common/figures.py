"""Numbers in words, as pages of figures show them. No database."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

NONE = "–"


def decimal(value: float | None, places: int = 2) -> str:
    """A number in the reader's format; a dash where it can't be known."""
    return NONE if value is None else number_format(round(value, places), places)


def share_words(part: int, whole: int) -> str:
    """E.g. "12 of 40"."""
    return _("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def hundredths(share: float | None) -> str:
    """A share as so many of a hundred."""
    if share is None:
        return NONE
    return _("%(n)d in 100") % {"n": round(share * 100)}


def seconds_words(seconds: float | None) -> str:
    """E.g. "45 s" or "2 min 5 s"."""
    if seconds is None:
        return NONE
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("%(n)d s") % {"n": rest}
    return _("%(minutes)d min %(n)d s") % {"minutes": minutes, "n": rest}
