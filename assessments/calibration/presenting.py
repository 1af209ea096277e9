"""Calibration in words. Differences are told kindly and first of all by what was said, not by numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.calibration.choices import RaterState
from assessments.calibration.comparing import reference_levels
from assessments.calibration.models import CalibrationSheet, PerformanceVersion, ReferenceComment
from assessments.calibration.queries import RatedItem, Standing, items_of, rules_of
from assessments.competencies.choices import BehaviourKind
from assessments.instruments.sheets import State, marks_of

PERCENT = 100


@dataclass(frozen=True)
class ShownRow:
    """One behaviour: what the rater ticked, and, after handing in, what the reference says and why."""

    code: str
    text: str
    mark: str
    reference: str = ""
    why: str = ""
    lines: str = ""
    comments: Sequence[ReferenceComment] = ()

    @property
    def same(self) -> bool:
        return self.mark == self.reference


@dataclass(frozen=True)
class ShownItem:
    code: str
    title: str
    basic: list[ShownRow]
    advanced: list[ShownRow]
    harmful: list[ShownRow]
    looked_at: bool = False
    level: int | None = None
    reference_level: int | None = None

    @property
    def rows(self) -> list[ShownRow]:
        return [*self.harmful, *self.basic, *self.advanced]

    @property
    def differing(self) -> list[ShownRow]:
        return [row for row in self.rows if not row.same]

    @property
    def missed_harm(self) -> bool:
        return any(row.reference == "obs" and row.mark != "obs" for row in self.harmful)


def blind_items(sheet: CalibrationSheet) -> list[ShownItem]:
    """The sheet before it is handed in: nothing of the reference is in here."""
    state = State.from_json(sheet.state)
    shown = []
    for row in items_of(sheet.version):
        marks = marks_of(row.item, state.marks)

        def line(code: str, text: str, marks: Mapping[str, str] = marks) -> ShownRow:
            return ShownRow(code, text, marks[code])

        shown.append(_item(row, line, row.item.code in state.touched))
    return shown


def told_items(sheet: CalibrationSheet, comments: Mapping[str, list[ReferenceComment]]) -> list[ShownItem]:
    """The sheet beside its reference, with a reason for each behaviour."""
    items = items_of(sheet.version)
    reference = sheet.version.reference
    levels = reference_levels([row.item for row in items], reference, rules_of(sheet.version))
    shown = []
    for row in items:

        def line(code: str, text: str) -> ShownRow:
            said = reference[code]
            lines = ", ".join(str(number) for number in said.get("lines", []))
            mark = sheet.marks.get(code, "not")
            return ShownRow(code, text, mark, said["mark"], said.get("why", ""), lines, comments.get(code, ()))

        code = row.item.code
        shown.append(_item(row, line, True, sheet.levels.get(code), levels[code]))
    return shown


def reference_items(version: PerformanceVersion, comments: Mapping[str, list[ReferenceComment]]) -> list[ShownItem]:
    """The reference by itself, for whoever signs it."""
    marks = {code: row["mark"] for code, row in version.reference.items()}
    return told_items(CalibrationSheet(version=version, marks=marks), comments)


def _item(
    row: RatedItem, line: Any, looked_at: bool, level: int | None = None, reference_level: int | None = None
) -> ShownItem:
    kinds: dict[str, list[ShownRow]] = {kind: [] for kind in BehaviourKind.values}
    for one in row.rows:
        kinds[one.kind].append(line(one.code, one.text))
    return ShownItem(
        row.item.code,
        row.title,
        kinds[BehaviourKind.BASIC],
        kinds[BehaviourKind.ADVANCED],
        kinds[BehaviourKind.HARMFUL],
        looked_at,
        level,
        reference_level,
    )


def feedback_lead(items: Sequence[ShownItem]) -> str:
    """How the sheet and its reference compare, in a sentence or two; missed harm comes first."""
    differing = sum(len(item.differing) for item in items)
    if any(item.missed_harm for item in items):
        return _(
            "Something harmful was there that your sheet does not show. Look at that first: it is what protects people."
        )
    if not differing:
        return _("Your sheet and the reference say the same, behaviour by behaviour.")
    said = ngettext(
        "Your sheet and the reference differ in %(n)s behaviour. Read why; you may be right.",
        "Your sheet and the reference differ in %(n)s behaviours. Read why; you may be right.",
        differing,
    )
    return said % {"n": differing}


def standing_words(standing: Standing) -> str:
    """Where a rater stands, in a sentence."""
    if standing.state == RaterState.PAUSED:
        return _("Paused: %(reason)s") % {"reason": standing.reason}
    if standing.state == RaterState.PROVISIONAL:
        return _("You may watch and tick. To hand in what counts, rate the transcripts here first.")
    if standing.until is None or standing.ratings_left is None:
        return _("Your ratings count. Nothing is asked of raters here.")
    day = date_format(standing.until, "DATE_FORMAT")
    if standing.state == RaterState.REFRESH_DUE:
        return _("A refresher is due: a few transcripts, then your ratings count again.")
    left = ngettext("for %(n)s more rating", "for %(n)s more ratings", standing.ratings_left) % {
        "n": standing.ratings_left
    }
    return _("Your ratings count until %(day)s, or %(left)s.") % {"day": day, "left": left}


def verdict_lines(verdict: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each condition in words, with what was found and asked."""
    labels = {
        "performances": _("Transcripts rated"),
        "harms_found": _("Harm found"),
        "false_harms": _("Harm ticked that is not there"),
        "exact": _("Same level"),
        "within_one": _("At most one level apart"),
        "icc": _("Agreement beyond chance, ICC(2,1)"),
    }
    return [{"label": labels[row["name"]], "met": row["met"], "words": _figures(row)} for row in verdict]


def _figures(row: Mapping[str, Any]) -> str:
    found, asked, name = row["found"], row["asked"], row["name"]
    if found is None:
        return _("not defined: nothing varies, or too little was rated")
    if name in ("performances", "false_harms"):
        form = _("%(found)s of at most %(asked)s") if name == "false_harms" else _("%(found)s of %(asked)s")
        return form % {"found": int(found), "asked": int(asked)}
    if name == "icc":
        return _("%(found).2f, asked %(asked).2f") % {"found": found, "asked": asked}
    return _("%(found)s%%, asked %(asked)s%%") % {"found": round(found * PERCENT), "asked": round(asked * PERCENT)}


def reference_status(names: Sequence[str], needed: int) -> str:
    """Whose the reference is: the authors', until so many named reviewers signed it."""
    if len(names) < needed:
        text = ngettext(
            "Reference, by the authors. Not yet signed by %(n)d named reviewer.",
            "Reference, by the authors. Not yet signed by %(n)d named reviewers.",
            needed,
        )
        return text % {"n": needed}
    return _("Reference, signed by %(names)s.") % {"names": ", ".join(names)}
