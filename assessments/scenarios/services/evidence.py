"""What a run shows of a competency: practice, never mixed with what somebody watched."""

from django.db import transaction

from assessments.competencies.choices import RecordKind
from assessments.competencies.models import Competency, CompetencyRecord
from assessments.competencies.services import record_competency
from assessments.scenarios import queries
from assessments.scenarios.choices import RunStatus
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.playing import State
from assessments.scenarios.tallying import tally
from lms.common import clock

SOURCE = "scenario_attempt"


@transaction.atomic
def record_practice(*, attempt: ScenarioAttempt, graph: Graph, state: State) -> list[CompetencyRecord]:
    """One line of evidence for each competency that the run touched. Met: the run is, and no harm in it was left open.

    What a replay took over is evidence of the run it comes from, and not once more of the replay; what that one left
    open still counts for whether this one is met. Codes that no competency has are passed over. Idempotent, as
    `record_competency` is.
    """
    steps = [(step.node, step.choice) for step in queries.steps_of(attempt)]
    whole = {line.code: line for line in tally(graph, steps, state).competencies}
    lines = {line.code: line for line in tally(graph, steps[_told_before(attempt) :], state).competencies}
    return [
        record_competency(
            learner=attempt.learner,
            competency=competency,
            kind=RecordKind.PRACTICE,
            met=attempt.is_met and not whole[competency.code].open_harms,
            harm=bool(lines[competency.code].harmful),
            source=SOURCE,
            source_uuid=attempt.uuid,
            observed_at=attempt.finished_at or clock.now(),
        )
        for competency in Competency.objects.filter(code__in=lines)
    ]


def _told_before(attempt: ScenarioAttempt) -> int:
    """How many of the first steps are in the evidence of a run that they were taken over from.

    A run that was left leaves none, so what was taken over from it is told here.
    """
    steps, before = attempt.replay_from, attempt.replay_of_id
    while before:
        run = ScenarioAttempt.objects.only("status", "replay_from", "replay_of").get(pk=before)
        if run.status == RunStatus.FINISHED:
            return steps
        steps, before = min(steps, run.replay_from), run.replay_of_id
    return 0
