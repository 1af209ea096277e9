"""What role-plays may cost, said in words when they cost more; and that the stories of the bench are played."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.scenarios.linting import ERROR, lint
from assessments.scenarios.playing import replay
from assessments.scenarios.reading import read_graph
from lms.packs.bench import stories, ways
from lms.packs.bench.exams import Cost
from lms.packs.bench.scenarios import Desk, Table, missed, missed_at_desk, missed_ways
from tests.factories.people import UserFactory

STEP = Cost(queries=8, milliseconds=6.0, times_floor=3.0, kib=0.0)
MOMENT = Cost(queries=6, milliseconds=8.0, times_floor=4.0, kib=12.0)
PAGE = Cost(queries=20, milliseconds=90.0, times_floor=60.0, kib=1024.0)
DESK = Desk(PAGE, PAGE, lint=30.0, lint_times_floor=20.0)
WAYS = ways.Cost(runs=1000, rows=8000, floor=1.0, seconds=3.0, floor_peak=1.0, peak=2.0)


def tables(**changes: dict[str, float]) -> list[Table]:
    """Two stories within the aims; `changes` are made to the costs of the larger."""
    costs = {"step": STEP, "moment": MOMENT}
    return [
        Table(20, 2, costs),
        Table(500, 200, {name: replace(cost, **changes.get(name, {})) for name, cost in costs.items()}),
    ]


def test_role_plays_within_the_aims_miss_nothing() -> None:
    assert missed(tables()) == missed_at_desk(DESK) == missed_ways(WAYS, WAYS) == []


@pytest.mark.parametrize(
    ("step", "change", "words"),
    [
        ("step", {"queries": 9}, "a step among 500 needs 9 queries, and may 8"),
        (
            "step",
            {"queries": 9},
            "a step needs 9 queries, and 8 before: 500 moments after 200 steps against 20 after 2",
        ),
        ("step", {"milliseconds": 10.1}, "a step costs 10.1 ms, and 6.0 before"),
        ("moment", {"queries": 7}, "a moment needs 7 queries, and 6 before"),
        ("moment", {"milliseconds": 13.5}, "a moment costs 13.5 ms, and 8.0 before"),
    ],
)
def test_missed_aim_of_a_role_play_is_said_in_words(step: str, change: dict[str, float], words: str) -> None:
    assert any(words in sentence for sentence in missed(tables(**{step: change})))


def test_missed_aims_of_the_desk_and_of_ways_are_said_in_words() -> None:
    heavy = Desk(replace(PAGE, kib=1100.0), replace(PAGE, times_floor=61.0), lint=40.0, lint_times_floor=21.0)
    assert missed_at_desk(heavy) == [
        "the desk weighs 1.1e+03 KiB, and may 1024 (500 moments)",
        "the desk with a choice open costs 61 times the floor, and may 60 (500 moments)",
        "a lint costs 21 times the floor, and may 20 (500 moments)",
    ]
    assert missed_ways(WAYS, replace(WAYS, runs=10_000, seconds=3.2, peak=3.1)) == [
        "ways cost 3.2 times reading the rows, and may 3",
        "ways of 10000 runs take 3.1 MiB, those of 1000 2.0: it may be 3.0",
    ]


@pytest.mark.parametrize("nodes", [20, 500])
def test_story_of_the_bench_has_its_size_and_no_error(nodes: int) -> None:
    graph = read_graph(stories.story_of(nodes))
    assert len(graph.nodes) == nodes
    assert not [finding for finding in lint(graph) if finding.level == ERROR]


def test_long_way_is_as_long_as_it_is_said_to_be() -> None:
    graph = read_graph(stories.story_of(500))
    way = stories.long_way(graph, 200)
    assert len(way) == 200
    assert replay(graph, "a", way).open_harms == 1


@pytest.mark.django_db
def test_runs_that_were_laid_go_on_as_played_ones(client) -> None:
    story = stories.lay_story(20)
    learner = UserFactory(roles=["trainee"])
    (run,) = stories.lay_runs(story, [learner], stories.long_way(story.graph, 2))
    client.force_login(learner)
    here = reverse("assessments:role_play", args=[run.uuid])
    assert client.get(here, {"in": 1}).status_code == 200
    assert client.post(here, {"position": 2, "choice": "sorry"}).status_code == 302
    run.refresh_from_db()
    assert (run.position, run.harms, run.open_harms) == (3, 1, 0)


@pytest.mark.django_db
def test_ways_are_measured_over_all_runs_that_were_laid() -> None:
    story = stories.lay_story(20)
    ways.lay_ways(story, 0, 12)
    cost = ways.measure(story)
    assert (cost.runs, cost.rows) == (12, story.version.attempts.filter(steps__isnull=False).count())
    assert min(cost.floor, cost.peak) > 0
