"""The bench counts what it says it counts, and says it when an aim is missed."""

import sys
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from wagtail.models import Site

from lms.packs.bench import statistics
from lms.packs.bench.aims import Line, missed
from lms.packs.bench.origins import Origins, is_walk
from lms.packs.bench.parts import PARTS
from lms.packs.management.commands.bench import Command

GOOD = {"trainees": 200, "queries": 3, "walk": 0, "milliseconds": 1.0, "times_floor": 1.0, "kib": 1.0}
NAMES = ["floor", "home", "lesson: opened", "lesson", "quiz: question", "quiz: answer", "verify"]


def rounds(**changes: dict[str, float]) -> tuple[list[Line], list[Line]]:
    """Two rounds within the aims; `changes` are made to the second one's lines."""
    small = [Line(name=name, **GOOD) for name in NAMES]
    return small, [replace(line, trainees=20_000, **changes.get(line.name, {})) for line in small]


def test_good_rounds_miss_nothing() -> None:
    assert missed(*rounds()) == []


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("lesson", {"queries": 23, "walk": 20}, "a lesson needs 23 queries, and may 22"),
        ("lesson", {"queries": 15, "walk": 4}, "11 queries of our own"),
        ("lesson", {"times_floor": 12.5}, "12.5 times the floor"),
        ("home", {"times_floor": 12.5}, "the home page costs 12.5 times the floor"),
        ("home", {"milliseconds": 13.0}, "the home page costs 13 ms of CPU, and may 12.4"),
        ("lesson", {"milliseconds": 10.0}, "a lesson costs 10 ms of CPU, and may 9.2"),
        ("quiz: answer", {"queries": 9}, "an answer needs 9"),
        ("verify", {"queries": 4}, "a verification needs 4"),
        ("home", {"kib": 40}, "weighs 40 KiB"),
        ("floor", {"queries": 5}, "needs 5 queries with 20000 trainees, 3"),
        ("home", {"times_floor": 3.0}, "3.0 × floor with 20000 trainees"),
    ],
)
def test_missed_aim_is_said_in_words(name: str, change: dict[str, float], words: str) -> None:
    assert any(words in line for line in missed(*rounds(**{name: change})))


@pytest.mark.django_db
def test_origins_count_queries_with_begin_and_commit_apart_from_the_walk() -> None:
    with Origins(connection) as origins:
        Site.objects.count()
        with transaction.atomic():
            Site.objects.count()
    # Inside the test's own transaction, BEGIN and COMMIT are a savepoint and its release.
    assert (origins.total, origins.walk) == (4, 0)


def test_query_outside_a_page_view_is_no_walk() -> None:
    assert not is_walk(sys._getframe())


def test_bench_refuses_any_database_but_its_own() -> None:
    with pytest.raises(CommandError, match="make bench"):
        call_command("bench")


@pytest.mark.parametrize("name", PARTS)
def test_every_part_can_be_asked_for_alone(name: str) -> None:
    assert Command().create_parser("manage.py", "bench").parse_args(["--only", name]).only == [name]


def test_part_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'weather'"):
        call_command("bench", "--only", "weather")


@pytest.mark.django_db
def test_statistics_are_measured_over_as_many_attempts_as_were_laid() -> None:
    cost = statistics.measure(statistics.lay(attempts=6, items=5))
    assert (cost.attempts, cost.rows) == (6, 30)
    assert cost.seconds > 0


def test_statistics_that_cost_too_much_are_said_in_words() -> None:
    assert statistics.missed_statistics(statistics.Cost(1, 50, floor=1.0, seconds=3.0)) == []
    assert statistics.missed_statistics(statistics.Cost(1, 50, floor=1.0, seconds=3.2)) == [
        "statistics cost 3.2 times reading the rows, and may 3"
    ]
