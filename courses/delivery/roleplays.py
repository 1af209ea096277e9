"""A role-play in its place in a lesson, in words. Pure: no database."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from assessments.scenarios.choices import Quality

ScenarioStand = Literal["met", "under_way", "not_yet", "open", "closed"]


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario in its place in a lesson, as one reader stands with it.

    `start_url` is None where nothing can be started (paused, read along, out of use). `note` is the content note;
    `has_text` says that the same can be read as a text, which counts as much. `debrief_url` leads to the best run, or
    else the last; `main` is whether the page is there for it; `optional` that the lesson is complete without it.
    """

    title: str
    summary: str
    minutes: int
    practises: str
    takes: str
    stand: ScenarioStand
    sentence: str
    note: str = ""
    has_text: bool = False
    safety: str = ""
    start_url: str | None = None
    debrief_url: str | None = None
    main: bool = False
    optional: bool = False


def enough_words(enough: str, *, repair_all: bool) -> str:
    """Which ending is enough, e.g. “a good or a fair ending, and nothing harmful left as it was”."""
    if enough == Quality.GOOD:
        return _("A good ending, and nothing harmful left as it was") if repair_all else _("A good ending")
    if repair_all:
        return _("A good or a fair ending, and nothing harmful left as it was")
    return _("A good or a fair ending")


def signed_words(names: str) -> str:
    """What is said of safety content in a role-play; `names` are of those who signed it, with their days."""
    if names:
        return _("Signed by %(names)s") % {"names": names}
    return _("Not reviewed yet by a qualified reviewer")
