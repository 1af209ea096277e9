"""The pages about the ways that people went through a scenario."""

from typing import Any

from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.factories.scenarios import ScenarioFactory

# Authors and managers; auditors read what they read. Others come no further than the desk's door, if so far.
SEE_PATHS = {"content_editor": OK, "programme_manager": OK, "auditor": OK, "clinical_reviewer": HIDDEN}


def scenario() -> dict[str, Any]:
    return {"pk": ScenarioFactory().pk}


LINES = [
    Line("scenario_paths:paths", kwargs=scenario, everybody=LOGIN, roles=SEE_PATHS),
    Line("scenario_paths:export", kwargs=scenario, everybody=LOGIN, roles=SEE_PATHS),
]
