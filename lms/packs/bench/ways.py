"""The ways that thousands of people went through one story: what working them out takes, in time and in memory."""

import gc
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import process_time

from django.core.cache import cache

from assessments.scenarios.models import ScenarioStep
from assessments.scenarios.playing import Step, begin, go_on
from assessments.scenarios.queries.paths import CHUNK, Selection, path_settings, paths_of
from lms.packs.bench.base import tidy_statistics
from lms.packs.bench.school import make_people
from lms.packs.bench.stories import Story, lay_runs
from lms.packs.bench.visitor import BenchError

FEW, MANY = 1_000, 10_000
# So many different ways; a tenth of all people go each.
WAYS, ROUNDS = 200, 3
MIB = 1024 * 1024
# What the analysis looks at, as anybody would read it.
COLUMNS = ("attempt__learner", "attempt", "node", "choice", "seconds", "attempt__ending")


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU for `rows` steps of `runs` runs: to read them by `values_list`, and to read and work them out.

    `peak`: the most memory at one time, in MiB, when working them out; `floor_peak`: when merely reading.
    """

    runs: int
    rows: int
    floor: float
    seconds: float
    floor_peak: float
    peak: float

    @property
    def times_floor(self) -> float:
        return self.seconds / self.floor


def lay_ways(story: Story, first: int, number: int) -> None:
    """Let people numbered from `first` up to `number` go through the story, each on one of some two hundred ways."""
    people = make_people(f"way-{n}" for n in range(first, number))
    ways = [_way(story, seed) for seed in range(WAYS)]
    for seed, way in enumerate(ways):
        lay_runs(story, people[seed::WAYS], way)
    tidy_statistics()


def _way(story: Story, seed: int) -> list[Step]:
    rng, found = Random(seed), list[Step]()  # noqa: S311
    moment = begin(story.graph, "a")
    while not moment.done:
        choice = rng.choice(moment.choices).key
        found.append((moment.node.key, choice))
        moment = go_on(story.graph, moment.state, choice)
    return found


def measure(story: Story) -> Cost:
    """The best of some rounds of each for time, and one more of each for memory."""
    steps = ScenarioStep.objects.filter(attempt__version=story.version)
    rows = steps.order_by("attempt__learner", "attempt", "number").values_list(*COLUMNS)
    settings = path_settings()
    runs = story.version.attempts.count()

    def read() -> None:
        for _row in rows.iterator(CHUNK):
            pass

    def work_out() -> None:
        cache.clear()
        found = paths_of(story.version, Selection(first_only=False), settings)
        if found.runs != runs:
            raise BenchError(f"{found.runs} runs were found instead of {runs}")

    pairs = [(_seconds(read), _seconds(work_out)) for _round in range(ROUNDS)]
    floors, costs = zip(*pairs, strict=True)
    return Cost(runs, steps.count(), min(floors), min(costs), _peak(read), _peak(work_out))


def _seconds(action: Callable[[], None]) -> float:
    gc.collect()
    began = process_time()
    action()
    return process_time() - began


def _peak(action: Callable[[], None]) -> float:
    gc.collect()
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()
