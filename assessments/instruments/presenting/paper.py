"""What of a kit is printed: for the observers, for each actor, for the trainee."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.instruments.presenting.script import Script, Variant


class Sheets(models.TextChoices):
    """Which sheets are wanted."""

    ALL = "all", _("Everything")
    OBSERVERS = "observers", _("Observers’ sheet")
    ACTORS = "actors", _("Actors’ briefs")
    TRAINEE = "trainee", _("Trainee’s brief")


@dataclass(frozen=True)
class Choice:
    words: str
    query: str
    current: bool


def paper(script: Script, asked: Mapping[str, str], *, keep: str = "") -> dict[str, Any]:
    """What stands on paper for `?variant=` and `?sheets=`, and the ways to other sheets; `keep` stays in each query.

    The first variant, and everything, where nothing sound is asked for.
    """
    variant = script.variant(asked.get("variant", "")) or next(iter(script.variants), None)
    wanted = asked.get("sheets", "")
    sheets = Sheets(wanted) if wanted in Sheets.values else Sheets.ALL
    return {
        "script": script,
        "variant": variant,
        "for_observers": sheets in {Sheets.ALL, Sheets.OBSERVERS},
        "for_actors": sheets in {Sheets.ALL, Sheets.ACTORS},
        "for_trainee": sheets in {Sheets.ALL, Sheets.TRAINEE},
        "variant_choices": [
            Choice(one.code, _query(one, sheets, keep), one is variant) for one in script.variants if variant
        ],
        "sheet_choices": [
            Choice(str(one.label), _query(variant, one, keep), one is sheets)
            for one in Sheets
            if variant or one is not Sheets.ACTORS
        ],
    }


def _query(variant: Variant | None, sheets: Sheets, keep: str) -> str:
    code = f"variant={variant.code}&" if variant else ""
    return f"?{keep}{code}sheets={sheets}"
