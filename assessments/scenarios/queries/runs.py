"""Where learners stand with a scenario, and what they did in it."""

import uuid
from dataclasses import dataclass

from django.db.models import F, QuerySet

from assessments.scenarios.choices import RunStatus, Tag, Way, WordsKind
from assessments.scenarios.graph import Choice, Node
from assessments.scenarios.models import NO_PLACEMENT, Scenario, ScenarioAttempt, ScenarioStep, ScenarioWords
from assessments.scenarios.playing import OPEN, State
from assessments.scenarios.queries.versions import graphs_of
from lms.people.models import User
from lms.people.queries import people_guided_by


@dataclass(frozen=True)
class RunState:
    """Where somebody stands with a scenario in one place.

    `open` is the run under way. Of those that ended: `best` (met before not yet, played before read, fewest harms,
    earliest), `first` and `last`. `met`: some run was.
    """

    open: ScenarioAttempt | None = None
    best: ScenarioAttempt | None = None
    first: ScenarioAttempt | None = None
    last: ScenarioAttempt | None = None

    @property
    def met(self) -> bool:
        return self.best is not None and self.best.is_met


@dataclass(frozen=True)
class Harm:
    """A harmful choice that somebody made: in which run, at which step, and whether that run made it good."""

    attempt: ScenarioAttempt
    step: ScenarioStep
    node: Node
    choice: Choice
    repaired: bool

    @property
    def is_under_way(self) -> bool:
        """Whether its run goes on, so that it can still be made good there."""
        return self.attempt.status == RunStatus.IN_PROGRESS


def runs_for(learner: User, scenario: Scenario, placement: uuid.UUID, cycle: int = 1) -> QuerySet[ScenarioAttempt]:
    """A learner's runs of a scenario in one place and cycle, oldest first, with their versions (without the story)."""
    here = {"learner": learner, "scenario": scenario, "placement": placement, "cycle": cycle}
    return _light(ScenarioAttempt.objects.filter(**here)).order_by("number")


def runs_to_see() -> QuerySet[ScenarioAttempt]:
    """Runs with what a page needs: version and scenario (without their stories), learner."""
    return _light(ScenarioAttempt.objects.all()).select_related("scenario", "learner").defer("scenario__graph")


def runs_in_reach(user: User) -> QuerySet[ScenarioAttempt]:
    """Runs of people whom `user` supervises, or looks after as a lead supervisor, newest first; never their own.

    Managers and auditors see how people went through a scenario counted together (see `paths`).
    """
    return runs_to_see().filter(learner__in=people_guided_by(user)).exclude(learner=user).order_by("-started_at")


def _light(runs: QuerySet[ScenarioAttempt]) -> QuerySet[ScenarioAttempt]:
    return runs.select_related("version").defer("version__graph")


def run_state(scenario: Scenario, learner: User, placement: uuid.UUID = NO_PLACEMENT, cycle: int = 1) -> RunState:
    """Where the learner stands. One query."""
    return state_from(list(runs_for(learner, scenario, placement, cycle)))


def state_from(runs: list[ScenarioAttempt]) -> RunState:
    """Where somebody stands with these runs of one scenario in one place, oldest first. No query."""
    ended = [run for run in runs if run.status == RunStatus.FINISHED]
    return RunState(
        open=next((run for run in runs if run.status == RunStatus.IN_PROGRESS), None),
        best=min(ended, key=_rank, default=None),
        first=ended[0] if ended else None,
        last=ended[-1] if ended else None,
    )


def _rank(run: ScenarioAttempt) -> tuple[bool, bool, int, int]:
    return (not run.is_met, run.way == Way.READ, run.harms, run.number)


def steps_of(attempt: ScenarioAttempt) -> list[ScenarioStep]:
    """The steps of a run in order. One query."""
    return list(attempt.steps.order_by("number"))


def words_of(attempt: ScenarioAttempt, *, shared_only: bool = False) -> dict[tuple[str, int], ScenarioWords]:
    """What somebody wrote in a run, by (kind, step). Others than the writer see only what is shared. One query."""
    rows = attempt.words.filter(shared_at__isnull=False) if shared_only else attempt.words.all()
    return {(WordsKind(row.kind), row.step): row for row in rows}


def harms_for(learner: User) -> list[Harm]:
    """Every harmful choice of a learner, newest run first; those a replay took over count once. Two queries."""
    steps = (
        ScenarioStep.objects.filter(attempt__learner=learner, tag=Tag.HARMFUL)
        .filter(number__gt=F("attempt__replay_from"))
        .select_related("attempt__version", "attempt__scenario")
        .defer("attempt__version__graph", "attempt__scenario__graph")
        .order_by("-attempt__started_at", "number")
    )
    found = list(steps)
    graphs = graphs_of(step.attempt.version for step in found)
    return [harm for step in found if (harm := _harm(step, graphs[step.attempt.version_id].nodes.get(step.node)))]


def _harm(step: ScenarioStep, node: Node | None) -> Harm | None:
    choice = node.choice(step.choice) if node else None
    if node is None or choice is None:
        return None
    mark = State.from_json(step.attempt.state).harms.get(f"{node.key}:{choice.key}", OPEN)
    return Harm(attempt=step.attempt, step=step, node=node, choice=choice, repaired=mark != OPEN)
