"""What raters differ on."""

from assessments.observations.consensus import disputes, said_in
from assessments.observations.models import Observation
from assessments.observations.queries.sheets import counted_sheets, items_of


def disputes_of(observation: Observation) -> dict[str, str]:
    """Code of the competency → *harm* or *levels*, for what somebody decides or decided between the raters."""
    said = [said_in(sheet.levels, sheet.harms) for sheet in counted_sheets(observation)]
    rule = observation.sitting.instrument_version.kit.get("adjudicate", {})
    return {one.code: one.what for one in disputes(items_of(observation), said, rule)}
