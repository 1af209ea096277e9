"""Who sees how somebody rates: themselves, and the leads who look after them."""

from typing import Any

from assessments.calibration.services import begin_run
from tests.architecture.access import OK, Line
from tests.factories.calibration import calibration_set
from tests.factories.people import UserFactory

RATERS = {"supervisor": OK, "lead_supervisor": OK}
LEAD = {"lead_supervisor": OK}
REVIEWER = {"clinical_reviewer": OK}


def sheet_of_another() -> dict[str, Any]:
    calibration_set()
    return {"sheet_uuid": begin_run(rater=UserFactory(roles=["supervisor"])).sheets.first().uuid}


def my_sheet(knocking: Any) -> dict[str, Any]:
    calibration_set()
    return {"sheet_uuid": begin_run(rater=knocking or UserFactory()).sheets.first().uuid}


def a_rater() -> dict[str, Any]:
    return {"rater_uuid": UserFactory(roles=["supervisor"]).uuid}


def a_version() -> dict[str, Any]:
    return {"version_uuid": calibration_set()[0].uuid}


LINES = [
    Line("assessments:calibration", roles=RATERS),
    Line("assessments:calibration_begin", post={}, roles=RATERS),
    Line("assessments:calibration_sheet", "of another", sheet_of_another),
    Line("assessments:calibration_sheet", "my own", my_sheet, roles=RATERS),
    Line("assessments:calibration_feedback", "of another", sheet_of_another),
    Line("assessments:calibration_feedback", "my own", my_sheet, roles=RATERS),
    Line("assessments:raters", roles=LEAD),
    Line("assessments:rater", kwargs=a_rater, roles=LEAD),
    Line("assessments:my_agreement", roles=RATERS),
    Line("assessments:rater_agreement", kwargs=a_rater, roles=LEAD),
    Line("assessments:references", roles=REVIEWER),
    Line("assessments:reference", kwargs=a_version, roles=REVIEWER),
]
