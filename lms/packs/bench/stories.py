"""Role-plays of any size and runs of any length, and a trainee who takes a few steps more, request by request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from django.urls import reverse

from assessments.scenarios.graph import Graph
from assessments.scenarios.models import Scenario, ScenarioAttempt, ScenarioStep, ScenarioVersion
from assessments.scenarios.playing import Moment, Step, replay_moments
from assessments.scenarios.queries import current_version, graph_of
from assessments.scenarios.services import save_scenario
from lms.common import clock
from lms.packs.bench.exams import COUNTED, TIMED, WARM_UP, Cost, cost_of, middle
from lms.packs.bench.school import bench_organisation, make_people
from lms.packs.bench.visitor import Answer, BenchError, Visitor
from lms.people.models import User

CODE = "bench-story"
SCENE = 6  # nodes: somebody speaks, a choice, what a neutral one leads to; harm, its repair, and what comes of waiting
MORE_STEPS = 6
# The longest way through a scene: harm, waiting, repair.
LONG_WAY = ("sharp", "wait", "sorry")
WORDS = "The square of somebody who has said nothing yet flickers, and two of the others look up from what they hold. "


@dataclass(frozen=True)
class Story:
    """A published scenario of the bench."""

    scenario: Scenario
    version: ScenarioVersion
    graph: Graph


def lay_story(nodes: int) -> Story:
    """A scenario of so many moments without a problem, six to a scene, as many texts and effects as authors write."""
    scenario = save_scenario(
        code=f"{CODE}-{nodes}",
        title=f"A story of {nodes} moments",
        summary="Measured, not taught.",
        graph=story_of(nodes),
    )
    version = current_version(scenario)
    if version is None:
        raise BenchError(f"{scenario.code} was not published")
    return Story(scenario, version, graph_of(version))


def story_of(nodes: int) -> dict[str, Any]:
    scenes = (nodes - 2) // SCENE
    last: list[dict[str, Any]] = [{"to": "poor", "when": _when("open_harms", "at_least", 1)}, {"to": "good"}]
    return {
        "start": "speaks-0",
        "members": [{"key": f"member-{n}", "name": f"Member {n}", "place": "here", "mood": 2} for n in range(8)],
        "variables": [{"key": "trust", "kind": "number", "label": "Trust", "start": 5}],
        "variants": [{"key": "a"}, {"key": "b"}],
        "nodes": [
            node for n in range(scenes) for node in _scene(n, [{"to": f"speaks-{n + 1}"}] if n + 1 < scenes else last)
        ]
        + [{"key": quality, "kind": "ending", "quality": quality, "text": WORDS} for quality in ("good", "poor")],
    }


def _when(subject: str, test: str, value: Any) -> dict[str, Any]:
    return {"clauses": [{"subject": subject, "test": test, "value": value}]}


def _scene(n: int, onwards: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    member, low = f"member-{n % 8}", _when("trust", "at_most", 3)
    choose, mend = f"choose-{n}", f"mend-{n}"
    tellings = [{"text": f"Quietly. {WORDS}", "when": low}]
    yield {"key": f"speaks-{n}", "kind": "say", "member": member, "text": WORDS, "tellings": tellings, **_to(choose)}
    choices = [
        _choice("two-minutes", "helpful", onwards, effects=[_add("trust", 1), _add(f"mood.{member}", 1)]),
        _choice("later", "neutral", **_to(f"prompt-{n}")),
        _choice("sharp", "harmful", **_to(f"hurt-{n}"), effects=[_add("trust", -1)], next_line=WORDS),
    ]
    yield {"key": choose, "kind": "choice", "text": f"What do you say in scene {n}?", "choices": choices}
    yield {"key": f"prompt-{n}", "kind": "narration", "text": WORDS, "routes": onwards}
    yield {"key": f"hurt-{n}", "kind": "chat", "member": member, "text": WORDS, **_to(mend)}
    choices = [
        _choice("sorry", "helpful", onwards, effects=[_add("trust", 1)], repairs=[f"{choose}:sharp"]),
        _choice("wait", "neutral", **_to(f"waits-{n}")),
    ]
    yield {"key": mend, "kind": "choice", "text": f"How do you go on in scene {n}?", "choices": choices}
    yield {"key": f"waits-{n}", "kind": "narration", "text": WORDS, **_to(mend)}


def _choice(key: str, tag: str, routes: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    told = {"text": f"{key}: {WORDS}", "happened": WORDS, "why": WORDS * 2, "behaviours": ["SAFE-2.B1"]}
    return {"key": key, "tag": tag, "routes": routes, **told, **more}


def _to(key: str) -> dict[str, Any]:
    return {"routes": [{"to": key}]}


def _add(subject: str, value: int) -> dict[str, Any]:
    return {"subject": subject, "operation": "add", "value": value}


def long_way(graph: Graph, steps: int) -> list[Step]:
    """So many steps on the longest way."""
    found: list[Step] = []
    for scene in range(len(graph.nodes)):
        nodes = (f"choose-{scene}", f"mend-{scene}", f"mend-{scene}")
        found += zip(nodes, LONG_WAY, strict=True)
        if len(found) >= steps:
            return found[:steps]
    return found


def lay_runs(story: Story, learners: Iterable[User], way: list[Step], **more: Any) -> list[ScenarioAttempt]:
    """A run of each of them that went this way, past the server."""
    moments = replay_moments(story.graph, "a", way)
    runs = ScenarioAttempt.objects.bulk_create(_run(story, one, moments, **more) for one in learners)
    steps = (step for run in runs for step in _steps(story, run, way, moments))
    while batch := list(islice(steps, 5000)):
        ScenarioStep.objects.bulk_create(batch)
    return runs


def _run(story: Story, learner: User, moments: list[Moment], **more: Any) -> ScenarioAttempt:
    began, now = clock.now() - timedelta(days=1), moments[-1]
    ended = {"status": "finished", "finished_at": began, "met": True, "quality": now.node.quality}
    return ScenarioAttempt(
        version=story.version,
        scenario=story.scenario,
        learner=learner,
        number=1,
        state=now.state.to_json(),
        position=len(moments) - 1,
        harms=len(now.state.harms),
        open_harms=now.state.open_harms,
        started_at=began,
        shown_at=began,
        ending=now.node.key if now.done else "",
        **(ended if now.done else {}) | more,
    )


def _steps(story: Story, run: ScenarioAttempt, way: list[Step], moments: list[Moment]) -> Iterator[ScenarioStep]:
    for number, ((node, choice), after) in enumerate(zip(way, moments[1:], strict=True), start=1):
        taken = story.graph.nodes[node].choice(choice)
        yield ScenarioStep(
            attempt=run,
            number=number,
            node=node,
            choice=choice,
            tag=taken.tag if taken else "",
            state=after.state.to_json(),
            taken_at=run.started_at,
            seconds=10 + number % 20,
        )


def measure(story: Story, steps: int) -> dict[str, Cost]:
    """What showing a moment and taking a step cost, after so many steps."""
    names = (f"story-{len(story.graph.nodes)}-{steps}-{n}" for n in range(WARM_UP + COUNTED + TIMED))
    way = long_way(story.graph, steps)
    runs = iter(lay_runs(story, make_people(names), way))
    for _n in range(WARM_UP):
        _play(next(runs), steps, counted=False)
    counted = [_play(next(runs), steps, counted=True) for _n in range(COUNTED)]
    timed = [_play(next(runs), steps, counted=False) for _n in range(TIMED)]
    floor = middle(answer for samples in timed for answer in samples["floor"])
    return {
        name: cost_of(
            [answer for samples in counted for answer in samples[name]],
            [answer for samples in timed for answer in samples[name]],
            floor,
        )
        for name in counted[0]
    }


def floor_path() -> str:
    return f"/bench/floor/{bench_organisation().pk}/"


def _play(run: ScenarioAttempt, steps: int, *, counted: bool) -> dict[str, list[Answer]]:
    visitor, samples = Visitor(run.learner), defaultdict[str, list[Answer]](list)
    here = reverse("assessments:role_play", args=[run.uuid])

    def keep(name: str, answer: Answer, expected: int) -> None:
        if answer.status != expected:
            raise BenchError(f"{name}: {here} answered {answer.status} instead of {expected}, {answer.body[:300]!r}")
        samples[name].append(answer)

    visitor.get(floor_path())
    ways = islice(cycle(LONG_WAY), steps % len(LONG_WAY), None)
    for position, choice in zip(range(steps, steps + MORE_STEPS), ways, strict=False):
        keep("floor", visitor.get(floor_path(), counted=counted), 200)
        keep("moment", visitor.get(here, counted=counted), 200)
        keep("step", visitor.post(here, {"position": position, "choice": choice}, counted=counted), 302)
    run.refresh_from_db(fields=["position"])
    if run.position != steps + MORE_STEPS:
        raise BenchError(f"{here} stands at {run.position} after {MORE_STEPS} steps more than {steps}")
    return samples
