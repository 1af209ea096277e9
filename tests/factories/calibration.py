"""Performances with a reference, and raters who have rated them."""

from typing import Any

from assessments.calibration import services
from assessments.calibration.models import CalibrationRun, PerformanceVersion
from tests.factories.observations import framework_in_force

RULE = {
    "performances_at_least": 2,
    "icc_at_least": 0.7,
    "exact_share": 0.75,
    "within_one_share": 0.95,
    "harms_found_share": 1,
    "false_harms_at_most": 1,
    "valid_months": 12,
    "valid_ratings": 3,
    "refresher_performances": 1,
}
CODES = [f"{code}.{name}" for code in ("SAFE-1", "GRP-1") for name in ("H1", "B1", "B2", "B3", "A1")]
# Two performances: one skilled throughout, one with harm in it.
MARKS = {
    "c01": {code: "not" if ".H" in code or ".A" in code else "obs" for code in CODES},
    "c02": {**dict.fromkeys(CODES, "not"), "SAFE-1.H1": "obs"},
}


def performance_data(code: str = "c01", **changes: Any) -> dict[str, Any]:
    behaviours = {
        one: {"mark": mark, "why": f"See line 1 for {one}.", "lines": [1]} for one, mark in MARKS[code].items()
    }
    data = {
        "code": code,
        "title": f"Performance {code}",
        "content_note": "",
        "minutes": 5,
        "setting": "The first evening.",
        "items": ["SAFE-1", "GRP-1"],
        "lines": [{"at": "00:10", "who": "Facilitator", "says": "Good evening.", "does": ""}],
        "reference": {"behaviours": behaviours},
    }
    return {**data, **changes}


def calibration_set() -> list[PerformanceVersion]:
    """Two performances and the rules for raters, in force."""
    framework_in_force()
    services.set_rater_rules(rule=RULE)
    return [services.publish_performance(data=performance_data(code)) for code in MARKS]


def rate_all(rater: Any, **changes: str) -> CalibrationRun:
    """A run handed in as the reference has it, but for `changes` ({behaviour: mark}) everywhere."""
    run = services.begin_run(rater=rater)
    for sheet in run.sheets.select_related("version__performance"):
        marks = {**MARKS[sheet.version.performance.code], **changes}
        services.keep_marks(sheet=sheet, marks=marks, seen={"SAFE-1", "GRP-1"}, sequence=1)
        services.submit_marks(sheet=sheet)
    return CalibrationRun.objects.get(pk=run.pk)


def certified(rater: Any) -> Any:
    """The same person, certified by a run through the set."""
    calibration_set()
    assert rate_all(rater).passed
    return rater
