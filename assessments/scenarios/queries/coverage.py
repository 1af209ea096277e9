"""What scenarios practise, for the coverage of the framework."""

import uuid

from assessments.scenarios.models import Scenario


def touched_competencies() -> list[tuple[int, uuid.UUID]]:
    """(primary key of the competency, scenario) of every scenario in use; its translations are one scenario."""
    rows = Scenario.objects.filter(live=True, retired_at=None, competencies__isnull=False)
    return list(rows.order_by().values_list("competencies", "translation_key"))
