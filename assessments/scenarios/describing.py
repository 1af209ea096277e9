"""A scenario of the database in the words of its files."""

from typing import Any

from assessments.scenarios.formats.story import SETTINGS
from assessments.scenarios.models import Scenario


def settings_told(scenario: Scenario) -> dict[str, Any]:
    """What its file says beside the story: `Story.settings`."""
    plain = {name: getattr(scenario, name) for name in SETTINGS if name != "competencies"}
    return plain | {"competencies": [one.code for one in scenario.competencies.all()]}
