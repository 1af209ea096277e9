"""Role-plays: a step in small and large stories, the desk of a large one, its lint, and ten thousand runs."""

import gc
from dataclasses import dataclass
from statistics import median
from time import process_time

from django.contrib.auth.models import Group
from django.urls import reverse

from assessments.scenarios.linting import lint
from lms.packs.bench import stories, ways
from lms.packs.bench.base import Bench, tidy_statistics
from lms.packs.bench.exams import Cost, cost_of, middle
from lms.packs.bench.school import make_people
from lms.packs.bench.stories import Story
from lms.packs.bench.visitor import Answer, BenchError, Visitor
from lms.people.choices import Role

FEW, MANY = 20, 500
# (moments of the story, steps behind): the smallest first, everything else is compared with it.
SIZES = ((FEW, 2), (MANY, 2), (MANY, 200))
STEP_QUERIES = 8
# CPU time wobbles: what is to stay the same may be half as much again.
FLAT, SLACK_MS = 1.5, 1.0
DESK_TIMES_FLOOR, DESK_KIB, LINT_TIMES_FLOOR = 60, 1024, 20
# Working ways out, against reading the same rows; and what ten times as many runs may add to the memory.
WAYS_TIMES_FLOOR, WAYS_FLAT, WAYS_SLACK_MIB = 3, 1.25, 0.5
ROUNDS = 7


@dataclass(frozen=True)
class Table:
    """What the steps of a run cost in a story of `nodes` moments, after `steps` steps."""

    nodes: int
    steps: int
    costs: dict[str, Cost]


@dataclass(frozen=True)
class Desk:
    """What authors of the largest story wait for: the page as it opens first, and with a choice open, whose form is the
    longest; `lint` in ms of CPU and against the floor."""

    page: Cost
    choice: Cost
    lint: float
    lint_times_floor: float


def run(bench: Bench) -> list[str]:
    """Lay the stories, measure them, print the tables; give the aims that were missed."""
    found = {nodes: stories.lay_story(nodes) for nodes in (FEW, MANY)}
    tidy_statistics()
    gc.collect()
    tables = [Table(nodes, steps, stories.measure(found[nodes], steps)) for nodes, steps in SIZES]
    for table in tables:
        _print(bench, table)
    desk = _desk(found[MANY])
    _print_desk(bench, desk)
    return [*missed(tables), *missed_at_desk(desk), *_ways(bench, stories.lay_story(FEW + stories.SCENE))]


def missed(tables: list[Table]) -> list[str]:
    """Every aim of a step that was not reached, as a sentence. What comes first in `tables` is the smallest."""
    sentences = []
    for table in tables:
        queries = table.costs["step"].queries
        if queries > STEP_QUERIES:
            sentences.append(f"a step among {table.nodes} needs {queries} queries, and may {STEP_QUERIES}")
    for after in tables[1:]:
        for name in ("moment", "step"):
            sentences += _grown(name, tables[0], after)
    return sentences


def _grown(name: str, before: Table, after: Table) -> list[str]:
    cost, earlier = after.costs[name], before.costs[name]
    sizes = f"{after.nodes} moments after {after.steps} steps against {before.nodes} after {before.steps}"
    sentences = []
    if cost.queries > earlier.queries:
        sentences.append(f"a {name} needs {cost.queries} queries, and {earlier.queries} before: {sizes}")
    if cost.milliseconds > earlier.milliseconds * FLAT + SLACK_MS:
        sentences.append(f"a {name} costs {cost.milliseconds:.1f} ms, and {earlier.milliseconds:.1f} before: {sizes}")
    return sentences


def missed_at_desk(desk: Desk) -> list[str]:
    limits = [
        ("the desk costs", desk.page.times_floor, DESK_TIMES_FLOOR, "times the floor"),
        ("the desk weighs", desk.page.kib, DESK_KIB, "KiB"),
        ("the desk with a choice open costs", desk.choice.times_floor, DESK_TIMES_FLOOR, "times the floor"),
        ("the desk with a choice open weighs", desk.choice.kib, DESK_KIB, "KiB"),
        ("a lint costs", desk.lint_times_floor, LINT_TIMES_FLOOR, "times the floor"),
    ]
    return [
        f"{words} {value:.3g} {unit}, and may {limit} ({MANY} moments)"
        for words, value, limit, unit in limits
        if value > limit
    ]


def missed_ways(few: ways.Cost, many: ways.Cost) -> list[str]:
    sentences = []
    if many.times_floor > WAYS_TIMES_FLOOR:
        sentences.append(f"ways cost {many.times_floor:.3g} times reading the rows, and may {WAYS_TIMES_FLOOR}")
    most = few.peak * WAYS_FLAT + WAYS_SLACK_MIB
    if many.peak > most:
        sentences.append(
            f"ways of {many.runs} runs take {many.peak:.1f} MiB, those of {few.runs} {few.peak:.1f}: "
            f"it may be {most:.1f}"
        )
    return sentences


def _desk(story: Story) -> Desk:
    editor = make_people([f"author-{len(story.graph.nodes)}"])[0]
    editor.groups.add(Group.objects.get(name=Role.CONTENT_EDITOR))
    visitor = Visitor(editor)
    path = reverse("wagtailsnippets_assessments_scenario:desk", args=[story.scenario.pk])

    page, floor = _page(visitor, path)
    choice, _floor = _page(visitor, f"{path}?node=choose-{MANY // stories.SCENE // 2}")
    milliseconds = median(_lint(story) for _round in range(ROUNDS))
    return Desk(page, choice, milliseconds, milliseconds / floor)


def _page(visitor: Visitor, path: str) -> tuple[Cost, float]:
    """What a page costs, and the floor of the same moment in ms."""

    def get(path: str, *, counted: bool = False) -> Answer:
        answer = visitor.get(path, counted=counted)
        if answer.status != 200:
            raise BenchError(f"{path} answered {answer.status} instead of 200, {answer.location}")
        return answer

    # The first of all makes the draft, the second warms up.
    for _warm_up in range(2):
        get(path)
    floors, pages = zip(*[(get(stories.floor_path()), get(path)) for _round in range(ROUNDS)], strict=True)
    floor = middle(floors)
    return cost_of([get(path, counted=True)], list(pages), floor), floor


def _lint(story: Story) -> float:
    began = process_time()
    lint(story.graph, behaviours={"SAFE-2.B1": "basic"}, source=None)
    return (process_time() - began) * 1000


def _ways(bench: Bench, story: Story) -> list[str]:
    costs = []
    for before, number in ((0, ways.FEW), (ways.FEW, ways.MANY)):
        ways.lay_ways(story, before, number)
        costs.append(ways.measure(story))
        _print_ways(bench, costs[-1])
    return missed_ways(*costs)


def _print(bench: Bench, table: Table) -> None:
    head = f"{table.nodes} moments, {table.steps} steps"
    bench.write(f"\n{head:<24}{'queries':>8}{'CPU ms':>9}{'× floor':>9}{'KiB':>8}")
    for name, cost in table.costs.items():
        bench.write(f"{name:<24}{cost.queries:>8}{cost.milliseconds:>9.2f}{cost.times_floor:>9.1f}{cost.kib:>8.1f}")


def _print_desk(bench: Bench, desk: Desk) -> None:
    head = f"desk of {MANY} moments"
    bench.write(f"\n{head:<24}{'queries':>8}{'CPU ms':>9}{'× floor':>9}{'KiB':>8}")
    for name, cost in (("as it opens", desk.page), ("a choice open", desk.choice)):
        bench.write(f"{name:<24}{cost.queries:>8}{cost.milliseconds:>9.2f}{cost.times_floor:>9.1f}{cost.kib:>8.1f}")
    bench.write(f"{'lint alone':<24}{'':>8}{desk.lint:>9.2f}{desk.lint_times_floor:>9.1f}")


def _print_ways(bench: Bench, cost: ways.Cost) -> None:
    bench.write(
        f"\nWays of {cost.runs} runs, {cost.rows} steps: {cost.seconds:.2f} s of CPU, {cost.times_floor:.2f} × reading "
        f"the same rows ({cost.floor:.2f} s); at most {cost.peak:.2f} MiB of memory, {cost.floor_peak:.2f} when reading"
    )
