import uuid
from random import SystemRandom

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from assessments.scenarios import queries
from assessments.scenarios.choices import NodeKind, RunStatus, Way
from assessments.scenarios.errors import NotesMissing, ScenarioNotOpen, ScenarioRetired, StepRefused
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import NO_PLACEMENT, Scenario, ScenarioAttempt, ScenarioStep, ScenarioVersion
from assessments.scenarios.playing import State, begin, draw_variant
from assessments.scenarios.services.evidence import record_practice
from assessments.scenarios.tallying import is_enough
from assessments.signals import scenario_finished, scenario_sent
from lms.common import audit, clock
from lms.people.models import User

# How often a variant is drawn anew that its learner has played already.
DRAWS = 12
MOST_SEED = 2**31 - 1


@transaction.atomic
def start_run(
    *,
    scenario: Scenario,
    learner: User,
    placement: uuid.UUID = NO_PLACEMENT,
    return_path: str = "",
    cycle: int = 1,
    restart: bool = False,
) -> ScenarioAttempt:
    """Begin a run of the newest version, or give back the one that is open: there is one at a time in one place.

    `restart` leaves the open one as it is and begins anew, unless nothing was done in it yet (a second tap). The
    variant is drawn, one not played yet if there is one. `return_path` is a local path; any other is dropped. Raises
    `ScenarioNotOpen` and `ScenarioRetired`.
    """
    # Two taps on *Start* meet here: the second waits and finds the first one's run.
    User.objects.select_for_update().get(pk=learner.pk)
    left = _open_run(scenario, learner, placement)
    if left and left.cycle == cycle and not restart:
        return left
    version = _version_to_play(scenario)
    if left and _is_untouched(left, version, cycle):
        return left
    if left:
        _leave(left)
    runs = list(queries.runs_for(learner, scenario, placement, cycle))
    local = url_has_allowed_host_and_scheme(return_path, allowed_hosts=None)
    graph = queries.graph_of(version)
    seed, variant = _draw(graph, {run.state.get("variant", "") for run in runs})
    attempt = ScenarioAttempt(
        scenario=scenario,
        learner=learner,
        placement=placement,
        return_path=return_path if local else "",
        cycle=cycle,
        seed=seed,
    )
    return _begin(attempt, version, number=len(runs) + 1, state=begin(graph, variant).state)


@transaction.atomic
def replay_run(*, attempt: ScenarioAttempt, step: int) -> ScenarioAttempt:
    """Take the first `step` steps of a run over into a new one on the same version, to go on otherwise from there.

    The old run stays as it is, unless it is open still: then it is left, as any other that is open in its place.
    Called again before the new one goes on, it gives that one back. Raises `ScenarioRetired`,
    `ScenarioNotOpen` and `StepRefused`.
    """
    User.objects.select_for_update().get(pk=attempt.learner_id)
    old = queries.runs_to_see().get(pk=attempt.pk)
    left = _open_run(old.scenario, old.learner, old.placement)
    if left and (left.replay_of_id, left.replay_from, left.position) == (old.pk, step, step):
        return left
    if old.scenario.retired_at:
        raise ScenarioRetired(_("This role-play is no longer in use. Your runs can still be read."))
    if not old.scenario.live:
        raise ScenarioNotOpen(_("This role-play is not open now. Your runs can still be read."))
    steps = queries.steps_of(old)[: max(step, 0)]
    graph = queries.graph_of(old.version)
    state = State.from_json(steps[-1].state) if steps else begin(graph, old.state.get("variant", "")).state
    if old.way == Way.READ or len(steps) != step or _has_ended(graph, state):
        raise StepRefused(_("You can’t go on from there. Choose another moment."), code=StepRefused.UNKNOWN)
    if left:
        _leave(left)
    fresh = ScenarioAttempt(
        scenario=old.scenario,
        learner=old.learner,
        placement=old.placement,
        return_path=old.return_path,
        cycle=old.cycle,
        # The same, so that choices stand in the order in which they stood.
        seed=old.seed,
        position=step,
        replay_of=old,
        replay_from=step,
    )
    number = queries.runs_for(old.learner, old.scenario, old.placement, old.cycle).count() + 1
    fresh = _begin(fresh, old.version, number=number, state=state)
    ScenarioStep.objects.bulk_create(_copy_of(one, fresh) for one in steps)
    return fresh


@transaction.atomic
def finish_run(*, attempt: ScenarioAttempt) -> ScenarioAttempt:
    """Close a run that has come to an ending: keep what it amounts to, record practice, tell who listens. Once.

    Result, evidence and what listeners to `scenario_finished` write stand or fall together. Raises `StepRefused` for a
    run that has not come to an ending.
    """
    attempt = _locked(attempt)
    if attempt.status == RunStatus.FINISHED:
        return attempt
    graph, state = queries.graph_of(attempt.version), State.from_json(attempt.state)
    if attempt.status == RunStatus.LEFT or not _has_ended(graph, state):
        raise StepRefused(_("This run has not come to an end."), code=StepRefused.STALE)
    ending = graph.nodes[state.node]
    attempt.ending, attempt.quality = ending.key, ending.quality
    attempt.harms, attempt.open_harms = len(state.harms), state.open_harms
    attempt.met = is_enough(attempt.version.settings, ending.quality, state.harms)
    _close(attempt)
    record_practice(attempt=attempt, graph=graph, state=state)
    scenario_finished.send(sender=ScenarioAttempt, attempt=attempt)
    return attempt


@transaction.atomic
def read_instead(*, attempt: ScenarioAttempt) -> ScenarioAttempt:
    """Count a scenario as done by reading it as a text, for those who would rather not play it. Leaves no evidence.

    A run that has ended stays as it is. Raises `NotesMissing` where there is no such text, `StepRefused` for a run
    that was left for another.
    """
    attempt = _locked(attempt)
    if attempt.status == RunStatus.FINISHED:
        return attempt
    if attempt.status == RunStatus.LEFT:
        raise StepRefused(_("You began another run since. Go on in that one."), code=StepRefused.STALE)
    if not attempt.version.settings.get("way_round"):
        raise NotesMissing(_("This role-play can’t be read as a text."))
    attempt.way, attempt.met = Way.READ, True
    _close(attempt)
    scenario_finished.send(sender=ScenarioAttempt, attempt=attempt)
    return attempt


@transaction.atomic
def read_scenario(*, scenario: Scenario, learner: User) -> ScenarioAttempt:
    """Count a scenario as done by reading its text, outside of any lesson; a run that is open there ends by it.

    Where the newest run is one that read these very words, it stands for this one too: a second tap makes no second.
    Raises as `start_run` and `read_instead` do; nothing is begun then.
    """
    # The second of two taps waits here until the first one's run is read.
    User.objects.select_for_update().get(pk=learner.pk)
    newest = queries.runs_for(learner, scenario, NO_PLACEMENT).last()
    if newest and newest.status == RunStatus.FINISHED and newest.way == Way.READ:
        current = queries.current_version(scenario)
        if current and newest.version_id == current.pk:
            return newest
    return read_instead(attempt=start_run(scenario=scenario, learner=learner))


@transaction.atomic
def send_run(*, attempt: ScenarioAttempt) -> ScenarioAttempt:
    """Send a finished run to the learner's supervisors. Words go along as far as they are shared. Idempotent.

    Raises `StepRefused` for a run that has not ended.
    """
    attempt = _locked(attempt)
    if attempt.status != RunStatus.FINISHED:
        raise StepRefused(_("Finish the run first. Then you can send it."), code=StepRefused.STALE)
    if attempt.sent_at is None:
        attempt.sent_at = clock.now()
        attempt.save(update_fields=["sent_at", "updated"])
        audit.record("scenario.send", attempt, actor=attempt.learner, data=_facts(attempt))
        scenario_sent.send(sender=ScenarioAttempt, attempt=attempt)
    return attempt


def _locked(attempt: ScenarioAttempt) -> ScenarioAttempt:
    return queries.runs_to_see().select_for_update(of=("self",)).get(pk=attempt.pk)


def _facts(attempt: ScenarioAttempt) -> dict[str, object]:
    return {"code": attempt.scenario.code, "number": attempt.number}


def _open_run(scenario: Scenario, learner: User, placement: uuid.UUID) -> ScenarioAttempt | None:
    """Whatever its cycle: the database holds one open run in one place."""
    here = {"scenario": scenario, "learner": learner, "placement": placement}
    return queries.runs_to_see().filter(**here, status=RunStatus.IN_PROGRESS).first()


def _version_to_play(scenario: Scenario) -> ScenarioVersion:
    if scenario.retired_at:
        raise ScenarioRetired(_("This role-play is no longer in use. Go back to your course to see what replaced it."))
    version = queries.current_version(scenario) if scenario.live else None
    if version is None:
        raise ScenarioNotOpen(_("This role-play is not open yet."))
    return version


def _draw(graph: Graph, played: set[str]) -> tuple[int, str]:
    """A seed, and the variant it stands for. A few draws are enough to come by one that was not played yet."""
    rng = SystemRandom()
    seed, variant = rng.randrange(MOST_SEED), ""
    for _draw_again in range(DRAWS):
        variant = draw_variant(graph, seed)
        if variant not in played or played >= {one.key for one in graph.variants}:
            break
        seed = rng.randrange(MOST_SEED)
    return seed, draw_variant(graph, seed)


def _begin(attempt: ScenarioAttempt, version: ScenarioVersion, *, number: int, state: State) -> ScenarioAttempt:
    now = clock.now()
    attempt.version, attempt.number, attempt.state = version, number, state.to_json()
    attempt.harms, attempt.open_harms = len(state.harms), state.open_harms
    attempt.started_at = attempt.shown_at = now
    attempt.save(force_insert=True)
    # A story may tell itself without a question.
    ended = _has_ended(queries.graph_of(version), state)
    return finish_run(attempt=attempt) if ended else attempt


def _is_untouched(attempt: ScenarioAttempt, version: ScenarioVersion, cycle: int) -> bool:
    here = (attempt.version_id, attempt.cycle, attempt.position, attempt.replay_of_id)
    return here == (version.pk, cycle, 0, None)


def _leave(attempt: ScenarioAttempt) -> None:
    # A step that is being taken holds the row: it comes first, or finds the run left.
    ScenarioAttempt.objects.filter(pk=attempt.pk, status=RunStatus.IN_PROGRESS).update(
        status=RunStatus.LEFT, updated=clock.now()
    )


def _close(attempt: ScenarioAttempt) -> None:
    attempt.status = RunStatus.FINISHED
    # Where the server's clock was set back meanwhile, nothing ends before it began.
    attempt.finished_at = max(clock.now(), attempt.started_at)
    result = ["ending", "quality", "harms", "open_harms", "met"]
    attempt.save(update_fields=["status", "way", "finished_at", *result, "updated"])
    data = {**_facts(attempt), "way": str(attempt.way)}
    audit.record("scenario.finish", attempt, actor=attempt.learner, data=data)


def _has_ended(graph: Graph, state: State) -> bool:
    node = graph.nodes.get(state.node)
    return node is not None and node.kind == NodeKind.ENDING


def _copy_of(step: ScenarioStep, attempt: ScenarioAttempt) -> ScenarioStep:
    kept = ("number", "node", "choice", "tag", "state", "taken_at", "seconds")
    return ScenarioStep(attempt=attempt, **{name: getattr(step, name) for name in kept})
