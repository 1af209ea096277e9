"""A live lab in its place in a lesson, in words. Pure: no database."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LabStand = Literal["met", "booked", "waiting", "open", "none", "closed"]


@dataclass(frozen=True)
class LabDate:
    """A date to come. `sentence`: how the reader stands with it, or how many places are left."""

    uuid: UUID
    starts_at: dt.datetime
    sentence: str


@dataclass(frozen=True)
class LabCard:
    """A live lab in its place in a lesson, as one reader stands with it.

    `minutes` is whole minutes; `note` the content note; `safety` says whether safety content was reviewed; `optional`
    that the lesson is complete without it.
    """

    title: str
    summary: str
    minutes: int
    stand: LabStand
    sentence: str
    dates: tuple[LabDate, ...] = ()
    note: str = ""
    safety: str = ""
    optional: bool = False


def date_words(stand: str, free: int, turn: int) -> str:
    """How somebody stands with a date, e.g. “You have a place”, “three places left”."""
    if stand == "booked":
        return _("You have a place")
    if stand == "waiting":
        return _("You are number %(turn)s on the waiting list") % {"turn": turn}
    if stand == "running":
        return _("It has begun")
    if free:
        return ngettext("%(free)s place left", "%(free)s places left", free) % {"free": free}
    return _("All places taken; there is a waiting list")
