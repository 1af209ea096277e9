"""Many fictional learners in the role-plays, so that the ways they went have something to say.

Each of the crowd takes up one role-play, and most of them the one to be studied as well: some break off, some begin
again, some go back to a moment that went wrong.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random

from django.db import transaction

from assessments.scenarios.choices import NodeKind, RunStatus, Tag, Way
from assessments.scenarios.graph import Choice, Graph
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep, ScenarioVersion
from assessments.scenarios.playing import Moment, begin, draw_variant, repeat_step, replay_moments
from assessments.scenarios.queries import current_versions, graph_of
from assessments.scenarios.queries.library import open_scenarios
from assessments.scenarios.tallying import is_enough
from assessments.scenarios.walking import words_at
from lms.common import clock
from lms.packs.demo.crowd import people_of_the_crowd
from lms.people.models import User

# The same ways on every machine.
SEED = 4
# Over how many days they came; whoever is here today comes by less than an hour ago.
DAYS = 120
# What somebody reads in a second, in words, and how long they think about it.
READS, THINKS = 3.5, (2, 40, 8)
# How likely it is to begin again later after breaking off, to go back to what went wrong, to read it instead.
BEGINS_AGAIN, GOES_BACK, READS_INSTEAD = 0.35, 0.65, 0.12
# At how many moments people break off at all, and how likely it is there. Where a few stop everywhere, the page of the
# ways hides with them what a few more chose.
BREAKS_AT, BREAKS_OFF = 0.3, 0.05
# How tempting a choice is, and how much that changes with what somebody knows.
PULL = {Tag.HELPFUL: (4.0, 0.5), Tag.NEUTRAL: (2.6, 0.0), Tag.HARMFUL: (1.6, -0.6)}
# Whoever tries again has read why.
LEARNED = 1.2
LONGEST = 150
# How many come, for each who is to take a step: others read instead, or break off at once.
COME = 1.5


@dataclass(frozen=True)
class Scene:
    """A scenario to play."""

    code: str
    version: ScenarioVersion
    graph: Graph


@dataclass(frozen=True)
class Run:
    """A run with its steps, not stored yet. `moment` is where it stands."""

    attempt: ScenarioAttempt
    steps: list[ScenarioStep]
    moment: Moment


@transaction.atomic
def make_runs(number: int) -> int:
    """Let the crowd play the open scenarios, in turn, until there are so many runs; gives how many are new. Idempotent.

    What they do is written straight into the tables: no evidence, notification or completed lesson follows.
    """
    scenes = _scenes()
    people = people_of_the_crowd(number) if scenes else []
    played = Counter(ScenarioAttempt.objects.filter(learner__in=people).values_list("learner", flat=True))
    runs: list[Run] = []
    for person, scene in zip(people, cycle(scenes), strict=False):
        if played.total() + len(runs) >= number:
            break
        if person.pk not in played:
            runs += _visit(scene, person)
    return _store(runs)


@transaction.atomic
def make_study(code: str, number: int) -> int:
    """Let the crowd play one scenario as well, until `number` of them took a step in their first run of it.

    Gives how many runs are new; none where that scenario is not open. Idempotent; nothing follows from these either.
    """
    scene = next((one for one in _scenes() if one.code == code), None)
    if scene is None:
        return 0
    people = people_of_the_crowd(round(number * COME))
    before = ScenarioAttempt.objects.filter(scenario=scene.version.scenario_id, learner__in=people)
    been = set(before.values_list("learner", flat=True))
    played = before.filter(number=1, position__gt=0).count()
    runs: list[Run] = []
    for person in people:
        if played >= number:
            break
        if person.pk not in been:
            visit = list(_visit(scene, person))
            played += bool(visit[0].steps)
            runs += visit
    return _store(runs)


def _store(runs: list[Run]) -> int:
    # A run that was gone back into is stored before the one that goes on from there.
    for first in (True, False):
        ScenarioAttempt.objects.bulk_create(run.attempt for run in runs if (run.attempt.number == 1) == first)
    ScenarioStep.objects.bulk_create((step for run in runs for step in run.steps), batch_size=1000)
    return len(runs)


def _scenes() -> list[Scene]:
    scenarios = list(open_scenarios())
    versions = {one.scenario_id: one for one in current_versions().filter(scenario__in=scenarios)}
    return [Scene(one.code, versions[one.pk], graph_of(versions[one.pk])) for one in scenarios]


def _visit(scene: Scene, person: User) -> Iterator[Run]:
    """All that one person does with a scenario."""
    # Of the person alone: whoever comes later does not change those before.
    rng = Random(f"{SEED}{scene.version.settings['title']}{person.email}")  # noqa: S311
    skill = rng.gauss(0, 1)
    began = clock.now().replace(microsecond=0) - dt.timedelta(days=rng.uniform(1, DAYS))
    if scene.version.settings["way_round"] and rng.random() < READS_INSTEAD:
        yield _read(_attempt(scene, person, rng, began), scene)
        return
    first = _play(scene, _attempt(scene, person, rng, began), rng, skill)
    again = began + (clock.now() - began) * rng.uniform(0.1, 0.8)
    wrong = next((step.number for step in first.steps if step.tag in (Tag.HARMFUL, Tag.NEUTRAL)), 0)
    if not first.moment.done:
        if rng.random() < BEGINS_AGAIN:
            first.attempt.status = RunStatus.LEFT
            yield first
            yield _play(scene, _attempt(scene, person, rng, again, number=2), rng, skill)
            return
    elif wrong and rng.random() < (GOES_BACK if first.attempt.harms else GOES_BACK / 3):
        yield first
        yield _go_back(scene, first, wrong - 1, again, rng, skill + LEARNED)
        return
    yield first


def _attempt(scene: Scene, person: User, rng: Random, began: dt.datetime, *, number: int = 1) -> ScenarioAttempt:
    return ScenarioAttempt(
        uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
        version=scene.version,
        scenario_id=scene.version.scenario_id,
        learner=person,
        number=number,
        seed=rng.randrange(2**31),
        started_at=began,
        shown_at=began,
    )


def _read(attempt: ScenarioAttempt, scene: Scene) -> Run:
    moment = begin(scene.graph, draw_variant(scene.graph, attempt.seed))
    attempt.state, attempt.way, attempt.met = moment.state.to_json(), Way.READ, True
    attempt.status, attempt.finished_at = RunStatus.FINISHED, attempt.started_at + dt.timedelta(minutes=4)
    return Run(attempt, [], moment)


def _go_back(scene: Scene, first: Run, step: int, at: dt.datetime, rng: Random, skill: float) -> Run:
    """The same up to a moment, and then otherwise."""
    attempt = _attempt(scene, first.attempt.learner, rng, at, number=2)
    attempt.seed, attempt.replay_of, attempt.replay_from = first.attempt.seed, first.attempt, step
    kept = ("number", "node", "choice", "tag", "state", "taken_at", "seconds")
    copies = [
        ScenarioStep(attempt=attempt, **{name: getattr(one, name) for name in kept}) for one in first.steps[:step]
    ]
    return _play(scene, attempt, rng, skill, copies)


def _play(
    scene: Scene, attempt: ScenarioAttempt, rng: Random, skill: float, taken: list[ScenarioStep] | None = None
) -> Run:
    """From where `taken` leads on, until the story ends or its learner breaks off."""
    steps = list(taken or [])
    variant = draw_variant(scene.graph, attempt.seed)
    moment = replay_moments(scene.graph, variant, [(one.node, one.choice) for one in steps])[-1]
    at = attempt.started_at
    while not moment.done and len(steps) < LONGEST and not _breaks_off(moment, rng):
        choice = _choose(moment, rng, skill)
        at += dt.timedelta(seconds=round(words_at(moment, "") / READS + rng.triangular(*THINKS)))
        step = _step(attempt, moment, choice, at)
        moment = repeat_step(scene.graph, moment, step.node, step.choice)
        step.number, step.state, attempt.shown_at = len(steps) + 1, moment.state.to_json(), at
        steps.append(step)
    _settle(attempt, moment, len(steps))
    return Run(attempt, steps, moment)


def _step(attempt: ScenarioAttempt, here: Moment, choice: Choice | None, at: dt.datetime) -> ScenarioStep:
    """What was done at a moment; where it led is still to be said."""
    return ScenarioStep(
        attempt=attempt,
        node=here.node.key,
        choice=choice.key if choice else "",
        tag=choice.tag if choice else "",
        taken_at=at,
        seconds=int((at - (attempt.shown_at or at)).total_seconds()),
    )


def _choose(moment: Moment, rng: Random, skill: float) -> Choice | None:
    if moment.node.kind not in (NodeKind.CHOICE, NodeKind.CHECK):
        return None
    return rng.choices(moment.choices, [_pull(moment, one, skill) for one in moment.choices])[0]


def _breaks_off(moment: Moment, rng: Random) -> bool:
    drawn = rng.random()
    return drawn < BREAKS_OFF and Random(f"{SEED}gone{moment.node.key}").random() < BREAKS_AT  # noqa: S311


def _pull(moment: Moment, choice: Choice, skill: float) -> float:
    """Some choices are tempting to everybody, and some to nobody: what they are is drawn once for each."""
    weight, change = PULL[Tag(choice.tag)]
    own = Random(f"{SEED}{moment.node.key}{choice.key}").gauss(0, 0.5)  # noqa: S311
    return float(weight * 2.718 ** (change * skill + own))


def _settle(attempt: ScenarioAttempt, moment: Moment, position: int) -> None:
    state = moment.state
    attempt.state, attempt.position = state.to_json(), position
    attempt.harms, attempt.open_harms = len(state.harms), state.open_harms
    if moment.done:
        attempt.status, attempt.finished_at = RunStatus.FINISHED, attempt.shown_at
        attempt.ending, attempt.quality = moment.node.key, moment.node.quality
        attempt.met = is_enough(attempt.version.settings, moment.node.quality, state.harms)
