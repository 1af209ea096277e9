"""Sheets beside each other, skill by skill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.competencies.choices import BehaviourKind
from assessments.observations.models import RatingSheet
from assessments.observations.queries.sheets import SheetItem


@dataclass(frozen=True)
class Tick:
    """One behaviour as one rater ticked it. `said`: what was seen of harm, in the rater's line."""

    text: str
    harmful: bool
    seen: bool
    mark: str
    said: str = ""


@dataclass(frozen=True)
class Column:
    """What one rater said of one skill. `computed` where the rater put another level in its place, for a reason."""

    name: str
    level: int | None
    computed: int | None
    reason: str
    ticks: Sequence[Tick]
    notes: Sequence[dict[str, Any]]

    @property
    def harms(self) -> list[Tick]:
        return [tick for tick in self.ticks if tick.harmful and tick.seen]

    @property
    def overridden(self) -> bool:
        return bool(self.reason) and self.level != self.computed


@dataclass(frozen=True)
class Row:
    """One skill with every rater's column. `differ`: "", "harm" or "levels"; `decided`, `why` with a result."""

    code: str
    title: str
    columns: Sequence[Column]
    differ: str = ""
    has_result: bool = False
    decided: int | None = None
    why: str = ""


def mark_words(mark: str) -> str:
    return {"obs": _("seen"), "not": _("not seen"), "noopp": _("no opportunity")}[mark]


def compare(
    items: Sequence[SheetItem],
    sheets: Sequence[tuple[str, RatingSheet]],
    *,
    differ: Mapping[str, str],
    words: bool,
    result: Any = None,
) -> list[Row]:
    """`sheets`: (name of the rater, their sheet). Without `words` nothing that somebody wrote is in it."""
    return [
        Row(
            code=item.item.code,
            title=item.title,
            columns=[_column(item, name, sheet, words=words) for name, sheet in sheets],
            differ=differ.get(item.item.code, ""),
            has_result=result is not None and item.item.code in result.levels,
            decided=result.levels.get(item.item.code) if result else None,
            why=result.why.get(item.item.code, "") if result and words else "",
        )
        for item in items
    ]


def _column(item: SheetItem, name: str, sheet: RatingSheet, *, words: bool) -> Column:
    levels = sheet.levels.get(item.item.code, {})
    codes = set(item.item.behaviours)
    return Column(
        name=name,
        level=levels.get("level"),
        computed=levels.get("computed"),
        reason=levels.get("reason", "") if words else "",
        ticks=[
            Tick(
                text=line.text,
                harmful=line.kind == BehaviourKind.HARMFUL,
                seen=sheet.marks.get(line.code) == "obs",
                mark=mark_words(sheet.marks.get(line.code, "not")),
                said=sheet.harms.get(line.code, "") if words else "",
            )
            for line in item.behaviours
        ],
        notes=[note for note in sheet.notes if note.get("behaviour") in codes] if words else [],
    )


def loose_notes(sheets: Sequence[tuple[str, RatingSheet]]) -> list[dict[str, Any]]:
    """Notes that hang on no behaviour, with who wrote them."""
    return [{"name": name, **note} for name, sheet in sheets for note in sheet.notes if not note.get("behaviour")]
