"""Role-plays of the demo: the crowd's, which differ, and those of its people, which are told."""

import datetime as dt
from collections import Counter

import pytest
from django.core import mail

from assessments.competencies.models import CompetencyRecord
from assessments.scenarios.choices import RunStatus, Way
from assessments.scenarios.models import PathSettings, ScenarioAttempt
from assessments.scenarios.playing import State, replay
from assessments.scenarios.queries import current_version, graph_of
from assessments.scenarios.queries.paths import Selection, paths_of
from assessments.scenarios.services import retire_scenario
from lms.common import clock
from lms.notifications.models import Notification
from lms.packs.demo.cast import Scene
from lms.packs.demo.crowd import make_crowd
from lms.packs.demo.runs import make_runs, make_study
from lms.packs.demo.scenes import play_scene
from lms.people.models import User
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario():
    return ScenarioFactory(graph=story(poor=True, line=True, variants="ab"), way_round="<p>Told.</p>")


@pytest.fixture
def plain():
    """Every harm in it is put right."""
    return ScenarioFactory(graph=story(line=True))


def rows():
    return list(
        ScenarioAttempt.objects.order_by("learner__email", "number").values_list(
            "uuid", "learner__email", "status", "way", "ending", "harms", "open_harms", "met", "position", "state"
        )
    )


def test_the_crowd_plays_once_and_the_same_each_time(scenario):
    assert 40 <= make_runs(40) <= 41
    before = rows()
    assert make_runs(40) == 0
    assert rows() == before
    for number in (2, 1):
        ScenarioAttempt.objects.filter(number=number).delete()
    make_runs(40)
    assert rows() == before


def test_more_play_without_changing_those_before(scenario):
    make_runs(10)
    before = rows()
    make_runs(25)
    assert rows()[: len(before)] == before
    assert len(rows()) >= 25


def test_every_run_stands_where_its_steps_lead(scenario):
    make_runs(40)
    for run in ScenarioAttempt.objects.filter(way=Way.PLAYED):
        steps = list(run.steps.order_by("number"))
        assert [step.number for step in steps] == list(range(1, run.position + 1))
        state = replay(graph_of(run.version), run.state["variant"], [(step.node, step.choice) for step in steps])
        assert state == State.from_json(run.state)
        assert (run.harms, run.open_harms) == (len(state.harms), state.open_harms)
        assert all(run.started_at <= step.taken_at <= clock.now() for step in steps[run.replay_from :])
        assert (run.status == RunStatus.FINISHED) == (run.finished_at is not None) == bool(run.ending)


def test_ways_of_the_crowd_differ(scenario):
    make_runs(150)
    runs = ScenarioAttempt.objects.all()
    endings = Counter(runs.filter(status=RunStatus.FINISHED, way=Way.PLAYED).values_list("quality", flat=True))
    assert endings["good"] > endings["poor"] > 0
    finished = runs.filter(status=RunStatus.FINISHED)
    assert finished.filter(harms__gt=0, open_harms=0).exists()
    assert finished.filter(open_harms__gt=0, met=False).exists()
    assert runs.filter(way=Way.READ, position=0, met=True).exists()
    assert runs.filter(status=RunStatus.IN_PROGRESS).exists()
    assert all(run.replay_from < run.replay_of.position for run in runs.filter(replay_of__isnull=False))
    assert runs.filter(replay_of__isnull=False).exists()


def test_the_crowd_stops_at_a_few_moments_and_not_a_few_at_each(scenario):
    make_runs(150)
    stopped = ScenarioAttempt.objects.filter(status__in=[RunStatus.LEFT, RunStatus.IN_PROGRESS])
    assert {run.state["node"] for run in stopped} <= {"say-it", "repair"}
    assert stopped.exists()


def test_the_crowd_takes_scenarios_in_turn_and_leaves_retired_ones(scenario):
    other, retired = ScenarioFactory(), ScenarioFactory()
    retire_scenario(scenario=retired)
    make_runs(20)
    first = ScenarioAttempt.objects.filter(number=1)
    assert Counter(first.values_list("scenario", flat=True)).keys() == {scenario.pk, other.pk}
    assert abs(first.filter(scenario=other).count() - first.filter(scenario=scenario).count()) <= 1


def test_runs_of_the_crowd_leave_nothing_but_runs(scenario):
    make_crowd(3)
    make_runs(10)
    assert (CompetencyRecord.objects.count(), Notification.objects.count(), mail.outbox) == (0, 0, [])
    people = User.objects.filter(scenario_attempts__isnull=False)
    assert not people.exclude(is_demo=True, is_active=False).exists()


def test_one_scenario_is_played_by_as_many_as_its_page_is_to_count(scenario):
    other = ScenarioFactory()
    make_runs(8)
    before, others = rows(), ScenarioAttempt.objects.filter(scenario=other).count()
    made = make_study(scenario.code, 30)
    assert ScenarioAttempt.objects.count() == len(before) + made
    after = rows()
    assert all(row in after for row in before)
    found = paths_of(current_version(scenario), Selection(fictional=True), PathSettings.load())
    assert (found.runs, found.people) == (30, 30)
    assert found.read.n > 0
    assert ScenarioAttempt.objects.filter(scenario=other).count() == others > 0
    assert make_study(scenario.code, 30) == 0


def test_a_scenario_that_is_not_open_is_not_studied(scenario):
    retire_scenario(scenario=scenario)
    assert make_study(scenario.code, 10) == make_study("nowhere", 10) == 0
    assert not User.objects.exists()


def test_without_scenarios_nobody_plays():
    assert make_runs(5) == 0
    assert not User.objects.exists()


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"])


def test_scene_with_a_harm_is_put_right(plain, learner):
    run = play_scene(learner, Scene(plain.code, 2, harms=1, words="I want to hear it."))
    assert (run.status, run.quality, run.harms, run.open_harms, run.met) == ("finished", "good", 1, 0, True)
    assert clock.now() - run.finished_at > dt.timedelta(days=1.9)
    assert [words.text for words in run.words.all()] == ["I want to hear it."]
    assert run.sent_at is None


def test_scene_that_leaves_a_harm_is_not_yet_and_sent(scenario, learner):
    run = play_scene(learner, Scene(scenario.code, 1, harms=1, leaves=True, sends=True))
    assert (run.open_harms > 0, run.met, run.sent_at is not None) == (True, False, True)


def test_scene_that_stops_stays_open_and_one_that_reads_is_met(scenario, learner):
    run = play_scene(learner, Scene(scenario.code, 1, steps=1))
    assert (run.status, run.position) == (RunStatus.IN_PROGRESS, 1)
    other = ScenarioFactory(way_round="<p>Told.</p>")
    read = play_scene(learner, Scene(other.code, 1, reads=True))
    assert (read.way, read.met) == (Way.READ, True)


def test_scene_without_its_scenario_is_left_out(learner):
    assert play_scene(learner, Scene("nowhere", 1)) is None
