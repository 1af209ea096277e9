"""A rater's sheets beside their references."""

from collections.abc import Mapping
from typing import Any

from assessments.calibration import queries
from assessments.calibration.agreement import exact_agreement, harm_agreement, icc_single, within_one
from assessments.calibration.certifying import Verdict, judge, read_rule
from assessments.calibration.models import CalibrationRun, CalibrationSheet
from assessments.instruments.sheets import Item, Rules, State, Tap, fold, rate


def verdict_of(run: CalibrationRun, sheets: list[CalibrationSheet]) -> Verdict:
    """What the sheets of a run come to against their references, by the run's own rule."""
    pairs: list[tuple[int, int]] = []
    planted: set[str] = set()
    ticked: set[str] = set()
    for sheet in sheets:
        items, rules = [row.item for row in queries.items_of(sheet.version)], queries.rules_of(sheet.version)
        reference = reference_levels(items, sheet.version.reference, rules)
        for item in items:
            ours, theirs = sheet.levels.get(item.code), reference[item.code]
            if ours is not None and theirs is not None:
                pairs.append((ours, theirs))
            name = f"{sheet.version_id}:"
            planted |= {name + code for code in item.harm if sheet.version.reference[code]["mark"] == "obs"}
            ticked |= {name + code for code in item.harm if sheet.marks.get(code) == "obs"}
    return judge(
        read_rule(run.rule),
        performances=len(sheets),
        icc=icc_single(pairs),
        exact=exact_agreement(pairs),
        within=within_one(pairs),
        harm=harm_agreement(planted, ticked),
        refresher=run.refresher,
    )


def reference_levels(items: list[Item], reference: Mapping[str, Any], rules: Rules) -> dict[str, int | None]:
    """The levels that the marks of a reference come to."""
    taps = [
        Tap(code, "reference", 1, "mark", {"behaviour": code, "mark": row["mark"]}) for code, row in reference.items()
    ]
    state = fold(State(), taps)
    return {item.code: rate(item, state, rules).level for item in items}
