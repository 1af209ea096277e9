"""The page about the ways through a scenario: who sees it, what it says, what it leaves out."""

import csv
import datetime as dt
import io
import tracemalloc
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from assessments.scenarios.models import PathSettings, Scenario, ScenarioVersion
from assessments.scenarios.paths import Paths
from assessments.scenarios.queries import current_version
from assessments.scenarios.queries.paths import Selection, paths_of
from assessments.scenarios.services import publish_version, replay_run, start_run
from lms.common import clock
from lms.common.tables import BOM
from tests.factories.people import UserFactory
from tests.factories.scenarios import HELPFUL, NEUTRAL, REPAIRED, RunFactory, ScenarioFactory, play, story
from tests.html import parse_strict, text_of

pytestmark = pytest.mark.django_db
URL = "scenario_paths:paths"


@pytest.fixture
def scenario() -> Scenario:
    return ScenarioFactory()


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


def crowd(scenario: Scenario, *paths: tuple[str, ...], **person: Any) -> None:
    """One person for each path."""
    for path in paths:
        RunFactory(scenario=scenario, learner=UserFactory(roles=["trainee"], **person), path=path)


def newest(scenario: Scenario) -> ScenarioVersion:
    version = current_version(scenario)
    assert version
    return version


def found(scenario: Scenario, **selection: bool) -> Paths:
    return paths_of(newest(scenario), Selection(**selection), PathSettings.load())


def words(client, scenario: Scenario, **asked: str) -> str:
    html = client.get(reverse(URL, args=[scenario.pk]), asked).content
    return text_of(parse_strict(html).find(".//main"))


def lines(client, scenario: Scenario, **asked: str) -> list[dict[str, str]]:
    answer = client.get(reverse("scenario_paths:export", args=[scenario.pk]), asked)
    text = b"".join(answer.streaming_content).decode().removeprefix(BOM)
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_says_what_people_chose(editor, scenario):
    crowd(scenario, *[HELPFUL] * 6, *[REPAIRED] * 5, *[NEUTRAL] * 9)
    said = words(editor, scenario)
    assert "20 by 20 people" in said
    assert "Helpful · 30 in 100 (6)" in said
    assert "Works partly · 45 in 100 (9)" in said
    assert "Harmful · 25 in 100 (5)" in said
    assert "You try sharp. (25 in 100)" in said
    assert "20 of 20 (100 in 100)" in said  # the good ending
    html = editor.get(reverse(URL, args=[scenario.pk])).content.decode()
    assert html.count('class="hs-ribbon is-harmful"') == 2  # drawn once, and once in the key
    assert 'class="hs-path-bar"' in html


def test_nothing_of_fewer_than_five_is_shown(editor, scenario):
    crowd(scenario, *[HELPFUL] * 4)
    said = words(editor, scenario)
    assert "Numbers are shown from 5 people on" in said
    assert "in 100" not in said
    assert lines(editor, scenario) == []


def test_an_option_of_few_takes_the_next_with_it(editor, scenario):
    crowd(scenario, *[HELPFUL] * 12, *[REPAIRED] * 3, *[NEUTRAL] * 7)
    rows = {row["choice"]: row["times"] for row in lines(editor, scenario) if row["node"] == "first"}
    assert rows == {"two-minutes": "12", "later": "", "sharp": ""}
    said = words(editor, scenario)
    assert "Harmful · too few to show" in said
    assert "Too few came here." in said  # the repair, where three people stood
    html = editor.get(reverse(URL, args=[scenario.pk])).content.decode()
    assert html.count('class="hs-ribbon is-harmful"') == 1  # in the key alone


def test_the_threshold_of_the_site_counts(editor, scenario):
    settings = PathSettings.load()
    settings.smallest_group = 10
    settings.save()
    crowd(scenario, *[HELPFUL] * 9)
    assert "Numbers are shown from 10 people on" in words(editor, scenario)


def test_only_the_first_run_of_each_person_counts_unless_asked(scenario):
    learner = UserFactory(roles=["trainee"])
    for path in (REPAIRED, HELPFUL):
        RunFactory(scenario=scenario, learner=learner, path=path)
    assert [part.key for part in found(scenario).nodes["first"].parts] == ["sharp"]
    every = found(scenario, first_only=False)
    assert (every.runs, every.people) == (2, 1)


def test_steps_that_a_replay_took_over_count_once(scenario):
    run = RunFactory(scenario=scenario, path=REPAIRED)
    play(replay_run(attempt=run, step=1), "sorry")
    parts = {part.key: part.n for part in found(scenario, first_only=False).nodes["first"].parts}
    assert parts == {"sharp": 1}
    assert found(scenario, first_only=False).nodes["repair"].n == 2


def test_who_left_counts_as_stopped_where_they_stood(scenario):
    with time_machine.travel(clock.now() - dt.timedelta(days=15)):
        RunFactory(scenario=scenario, path=("sharp",))
        RunFactory(scenario=scenario, path=())
    RunFactory(scenario=scenario, path=("sharp",))
    nodes = found(scenario).nodes
    assert nodes["repair"].stopped.n == 1
    assert nodes["first"].stopped.n == 1
    assert nodes["first"].arrivals == 3


def test_a_run_begun_anew_was_left(scenario):
    learner = UserFactory(roles=["trainee"])
    play(start_run(scenario=scenario, learner=learner), "sharp")
    start_run(scenario=scenario, learner=learner, restart=True)
    assert found(scenario).nodes["repair"].stopped.n == 1


def test_fictional_people_never_count_among_real_ones(editor, scenario):
    crowd(scenario, *[HELPFUL] * 5)
    crowd(scenario, *[NEUTRAL] * 6, is_demo=True)
    assert "5 by 5 people" in words(editor, scenario)
    said = words(editor, scenario, people="fictional")
    assert "6 by 6 people" in said
    assert "Fictional." in said


def test_a_version_is_looked_at_by_itself(editor, scenario):
    crowd(scenario, *[HELPFUL] * 5)
    scenario.graph = story(poor=True)
    scenario.save()
    publish_version(scenario=scenario, actor=None)
    assert newest(scenario).number == 2
    assert "Nobody has played this version yet." in words(editor, scenario)
    assert "5 by 5 people" in words(editor, scenario, version="1")
    assert "Nobody has played this version yet." in words(editor, scenario, version="nonsense")


def test_a_draft_has_no_paths(editor):
    assert "Nobody has played this version yet." in words(editor, ScenarioFactory(publish=False))


def test_what_is_remembered_is_renewed_by_the_next_step(scenario):
    crowd(scenario, HELPFUL)
    assert found(scenario).runs == 1
    crowd(scenario, NEUTRAL)
    assert found(scenario).runs == 2


@pytest.mark.parametrize("role", ["content_editor", "programme_manager", "auditor"])
def test_those_who_may_find_the_way_in_the_list(client_for, scenario, role):
    client = client_for(UserFactory(roles=[role]))
    listed = client.get(reverse("wagtailsnippets_assessments_scenario:list")).content.decode()
    assert reverse(URL, args=[scenario.pk]) in listed
    assert client.get(reverse(URL, args=[scenario.pk])).status_code == 200


@pytest.mark.parametrize("role", ["trainee", "supervisor", "clinical_reviewer"])
def test_others_find_nothing(client_for, scenario, role):
    for name in ("paths", "export"):
        answer = client_for(UserFactory(roles=[role])).get(reverse(f"scenario_paths:{name}", args=[scenario.pk]))
        assert answer.status_code in {302, 403, 404}


def test_script_in_a_text_stays_a_text(editor):
    graph = story()
    graph["nodes"][1]["choices"][0]["text"] = "=1+1 <script>alert(1)</script>"
    scenario = ScenarioFactory(graph=graph)
    crowd(scenario, *[HELPFUL] * 5)
    html = editor.get(reverse(URL, args=[scenario.pk])).content.decode()
    assert "<script>alert(1)" not in html
    assert any(row["choice_text"].startswith("'=1+1") for row in lines(editor, scenario))


@pytest.mark.parametrize("people", [1, 3])
def test_number_of_queries(scenario, people, django_assert_num_queries):
    crowd(scenario, *[HELPFUL] * people)
    version, settings = newest(scenario), PathSettings.load()
    with django_assert_num_queries(5):
        paths_of(version, Selection(), settings)
    with django_assert_num_queries(1):
        paths_of(version, Selection(), settings)


def test_many_steps_do_not_lie_in_memory_at_once():
    """Five thousand runs of four steps: what is kept grows with the story, not with the runs."""
    from assessments.scenarios.paths import Tally  # noqa: PLC0415

    rows = ((run, run, f"n{step}", "a", 5, "end") for run in range(5000) for step in range(4))
    tracemalloc.start()
    Tally().take(rows)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000
