"""What a run shows of a competency: practice, never mixed with what somebody watched."""

from django.db import transaction

from assessments.competencies.choices import RecordKind
from assessments.competencies.models import Competency, CompetencyRecord
from assessments.competencies.services import record_competency
from assessments.scenarios import queries
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.playing import State
from assessments.scenarios.tallying import tally
from lms.common import clock

SOURCE = "scenario_attempt"


@transaction.atomic
def record_practice(*, attempt: ScenarioAttempt, graph: Graph, state: State) -> list[CompetencyRecord]:
    """One line of evidence for each competency that the run touched. Met: the run is, and no harm in it was left open.

    Codes that no competency has are passed over. Idempotent, as `record_competency` is.
    """
    debrief = tally(graph, [(step.node, step.choice) for step in queries.steps_of(attempt)], state)
    lines = {line.code: line for line in debrief.competencies}
    return [
        record_competency(
            learner=attempt.learner,
            competency=competency,
            kind=RecordKind.PRACTICE,
            met=attempt.is_met and not lines[competency.code].open_harms,
            harm=bool(lines[competency.code].harmful),
            source=SOURCE,
            source_uuid=attempt.uuid,
            observed_at=attempt.finished_at or clock.now(),
        )
        for competency in Competency.objects.filter(code__in=lines)
    ]
