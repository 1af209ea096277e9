"""A run from its start to its ending, its replays, and what it leaves."""

import uuid

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.scenarios import queries, services
from assessments.scenarios.choices import RunStatus, Way
from assessments.scenarios.errors import NotesMissing, ScenarioNotOpen, ScenarioRetired, StepRefused
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep
from assessments.scenarios.playing import replay
from assessments.signals import scenario_finished, scenario_sent
from tests.factories.scenarios import POOR, REPAIRED, RunFactory, ScenarioFactory, choice, play, story

pytestmark = pytest.mark.django_db
HERE, THERE = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def heard():
    """What is told to whoever listens, in order."""
    told = []

    def listen(signal, attempt, **kwargs):
        told.append((signal, attempt))

    for signal in (scenario_finished, scenario_sent):
        signal.connect(listen)
    yield told
    for signal in (scenario_finished, scenario_sent):
        signal.disconnect(listen)


def way_round_scenario(**fields):
    return ScenarioFactory(content_note="Somebody cries.", way_round="<p>Teo cries, and Noor waits.</p>", **fields)


def test_start_gives_the_first_moment(learner):
    run = services.start_run(scenario=ScenarioFactory(), learner=learner, placement=HERE, return_path="/training/")
    assert (run.position, run.status, run.number, run.return_path) == (0, RunStatus.IN_PROGRESS, 1, "/training/")
    assert run.state["node"] == "first"
    assert run.shown_at == run.started_at


def test_start_twice_gives_the_run_that_is_open(learner):
    scenario = ScenarioFactory()
    run = services.start_run(scenario=scenario, learner=learner)
    assert services.start_run(scenario=scenario, learner=learner).pk == run.pk
    assert ScenarioAttempt.objects.count() == 1


def test_start_in_another_place_is_another_run(learner):
    scenario = ScenarioFactory()
    runs = [services.start_run(scenario=scenario, learner=learner, placement=place) for place in (HERE, THERE)]
    assert runs[0].pk != runs[1].pk


def test_restart_leaves_the_open_run_as_it_is(learner):
    left = RunFactory(learner=learner, path=["sharp"])
    run = services.start_run(scenario=left.scenario, learner=learner, restart=True)
    left.refresh_from_db()
    assert (left.status, left.position) == (RunStatus.LEFT, 1)
    assert (run.position, run.number) == (0, 2)


def test_restart_twice_begins_one_run(learner):
    left = RunFactory(learner=learner, path=["sharp"])
    runs = [services.start_run(scenario=left.scenario, learner=learner, restart=True) for _tap in range(2)]
    assert runs[0] == runs[1]
    assert ScenarioAttempt.objects.count() == 2


def test_restart_before_the_first_step_begins_on_a_newer_version(learner):
    left = RunFactory(learner=learner, path=())
    ScenarioFactory(code=left.scenario.code, title="Another")
    run = services.start_run(scenario=left.scenario, learner=learner, restart=True)
    assert (run.version.number, run.number) == (2, 2)


def test_start_in_a_new_cycle_leaves_the_run_of_the_last(learner):
    left = RunFactory(learner=learner, path=())
    run = services.start_run(scenario=left.scenario, learner=learner, cycle=2)
    left.refresh_from_db()
    assert (left.status, run.cycle, run.number) == (RunStatus.LEFT, 2, 1)


def test_start_drops_a_path_that_leads_away(learner):
    run = services.start_run(scenario=ScenarioFactory(), learner=learner, return_path="https://elsewhere.example/")
    assert run.return_path == ""


def test_start_draws_variants_that_were_not_played_first(learner):
    scenario = ScenarioFactory(graph=story(variants="ab"))
    for _run in range(6):
        runs = [RunFactory(scenario=scenario, learner=learner) for _each in range(2)]
        ScenarioStep.objects.all().delete()
        ScenarioAttempt.objects.all().delete()
        assert {run.state["variant"] for run in runs} == {"a", "b"}


def test_start_of_a_draft_is_refused(learner):
    with pytest.raises(ScenarioNotOpen):
        services.start_run(scenario=ScenarioFactory(publish=False), learner=learner)


def test_retired_scenario_lets_open_runs_finish_only(learner, stranger):
    run = RunFactory(learner=learner, path=())
    scenario = services.retire_scenario(scenario=run.scenario)
    assert services.start_run(scenario=scenario, learner=learner).pk == run.pk
    assert play(run, "two-minutes").status == RunStatus.FINISHED
    for who in (learner, stranger):
        with pytest.raises(ScenarioRetired):
            services.start_run(scenario=scenario, learner=who)
    with pytest.raises(ScenarioRetired):
        services.replay_run(attempt=run, step=0)
    assert services.start_run(scenario=services.restore_scenario(scenario=scenario), learner=stranger).number == 1


def test_publish_in_mid_run_does_not_disturb_it(learner):
    run = RunFactory(learner=learner, path=["sharp"])
    graph = story()
    graph["nodes"][1]["choices"][0]["text"] = "Other words."
    ScenarioFactory(code=run.scenario.code, graph=graph)
    run = play(ScenarioAttempt.objects.get(pk=run.pk), "sorry")
    assert (run.version.number, run.status) == (1, RunStatus.FINISHED)
    assert services.start_run(scenario=run.scenario, learner=learner).version.number == 2


def test_finished_run_says_what_it_amounts_to(learner, heard):
    run = RunFactory(learner=learner, path=REPAIRED)
    run.refresh_from_db()
    assert (run.ending, run.quality, run.met) == ("good", "good", True)
    assert (run.harms, run.open_harms) == (1, 0)
    assert heard == [(scenario_finished, run)]


def test_finish_again_changes_and_tells_nothing(learner, heard):
    run = RunFactory(learner=learner)
    services.finish_run(attempt=run)
    assert len(heard) == 1
    assert CompetencyRecord.objects.filter(source_uuid=run.uuid).count() == 1


def test_finish_of_a_run_under_way_is_refused(learner):
    with pytest.raises(StepRefused):
        services.finish_run(attempt=RunFactory(learner=learner, path=()))


def test_finished_run_leaves_practice_for_what_was_touched(learner):
    run = RunFactory(learner=learner, path=REPAIRED)
    rows = CompetencyRecord.objects.filter(source="scenario_attempt", source_uuid=run.uuid)
    found = {row.competency.code: (row.kind, row.met, row.harm, row.level) for row in rows}
    assert found == {"SAFE-2": ("practice", True, True, None), "GRP-5": ("practice", True, False, None)}


def practice_of(run):
    rows = CompetencyRecord.objects.filter(source_uuid=run.uuid)
    return {row.competency.code: (row.met, row.harm) for row in rows}


def test_replay_leaves_practice_for_what_is_new_in_it_only(learner):
    old = RunFactory(learner=learner, path=REPAIRED)
    run = play(services.replay_run(attempt=old, step=1), "sorry")
    assert practice_of(old) == {"SAFE-2": (True, True), "GRP-5": (True, False)}
    assert practice_of(run) == {"GRP-5": (True, False)}
    again = play(services.replay_run(attempt=run, step=0), *REPAIRED)
    assert practice_of(again) == {"SAFE-2": (True, True), "GRP-5": (True, False)}


def test_replay_of_a_run_without_evidence_tells_of_what_it_took_over(learner):
    left = RunFactory(learner=learner, path=("sharp", "wait"))
    second = services.replay_run(attempt=left, step=2)
    run = play(services.replay_run(attempt=second, step=1), "sorry")
    assert practice_of(left) == practice_of(second) == {}
    assert practice_of(run) == {"SAFE-2": (True, True), "GRP-5": (True, False)}
    assert practice_of(play(services.replay_run(attempt=run, step=1), "sorry")) == {"GRP-5": (True, False)}


def test_harm_that_a_replay_took_over_open_keeps_its_competency_from_being_met(learner):
    graph = story()
    del graph["nodes"][1]["star"]
    # Somebody may go on from the harm without making it good, and the competency is touched once more.
    graph["nodes"][4]["choices"].append(choice("go-on", "neutral", "good", behaviours=["SAFE-2.B1"]))
    scenario = ScenarioFactory(graph=graph, repair_all=False)
    old = RunFactory(learner=learner, scenario=scenario, path=("sharp", "go-on"))
    run = play(services.replay_run(attempt=old, step=1), "go-on")
    assert (run.met, practice_of(run)) == (True, {"SAFE-2": (False, False)})


def test_poor_ending_is_not_yet(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(poor=True)), path=POOR)
    assert (run.met, run.quality, run.open_harms) == (False, "poor", 1)
    row = CompetencyRecord.objects.get(source_uuid=run.uuid)
    assert (row.met, row.harm) == (False, True)


def test_listener_that_breaks_takes_the_step_back(learner):
    run = RunFactory(learner=learner, path=())

    def broken(**kwargs):
        raise RuntimeError

    scenario_finished.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            play(run, "two-minutes")
    finally:
        scenario_finished.disconnect(broken)
    run.refresh_from_db()
    assert (run.status, run.position, run.steps.count()) == (RunStatus.IN_PROGRESS, 0, 0)
    assert not CompetencyRecord.objects.filter(source_uuid=run.uuid).exists()


def test_replay_takes_the_first_steps_over(learner):
    old = RunFactory(learner=learner, path=("sharp", "wait", "sorry"))
    run = services.replay_run(attempt=old, step=2)
    assert (run.replay_of_id, run.replay_from, run.position, run.number) == (old.pk, 2, 2, 2)
    assert [step.choice for step in queries.steps_of(run)] == ["sharp", "wait"]
    graph = queries.graph_of(run.version)
    taken = [(step.node, step.choice) for step in queries.steps_of(run)]
    assert replay(graph, "", taken).to_json() == run.state == queries.steps_of(run)[-1].state
    assert play(run, "sorry").status == RunStatus.FINISHED
    old.refresh_from_db()
    assert (old.status, old.steps.count()) == (RunStatus.FINISHED, 3)


def test_replay_from_the_start_keeps_the_variant(learner):
    old = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(variants="abc")))
    run = services.replay_run(attempt=old, step=0)
    assert (run.position, run.state["variant"], run.state["node"]) == (0, old.state["variant"], "first")


def test_replay_twice_gives_the_one_that_is_open(learner):
    old = RunFactory(learner=learner, path=REPAIRED)
    assert services.replay_run(attempt=old, step=1).pk == services.replay_run(attempt=old, step=1).pk


def test_replay_of_an_open_run_leaves_it(learner):
    old = RunFactory(learner=learner, path=["sharp"])
    services.replay_run(attempt=old, step=0)
    old.refresh_from_db()
    assert old.status == RunStatus.LEFT


def test_replay_stays_on_the_version_of_the_old_run(learner):
    old = RunFactory(learner=learner, path=REPAIRED)
    ScenarioFactory(code=old.scenario.code, title="Another title")
    assert services.replay_run(attempt=old, step=1).version_id == old.version_id


@pytest.mark.parametrize("step", [-1, 2, 3, 99])
def test_replay_from_the_ending_or_beyond_is_refused(learner, step):
    old = RunFactory(learner=learner, path=REPAIRED)
    with pytest.raises(StepRefused):
        services.replay_run(attempt=old, step=step)
    assert ScenarioAttempt.objects.count() == 1


def test_read_instead_counts_without_evidence(learner, heard):
    run = RunFactory(learner=learner, scenario=way_round_scenario(), path=())
    run = services.read_instead(attempt=run)
    assert (run.status, run.way, run.met, run.quality) == (RunStatus.FINISHED, Way.READ, True, "")
    assert heard == [(scenario_finished, run)]
    assert not CompetencyRecord.objects.exists()


def test_read_instead_again_or_after_playing_changes_nothing(learner, heard):
    played = RunFactory(learner=learner, scenario=way_round_scenario())
    assert services.read_instead(attempt=played).way == Way.PLAYED
    assert len(heard) == 1


def test_read_instead_without_a_text_is_refused(learner):
    with pytest.raises(NotesMissing):
        services.read_instead(attempt=RunFactory(learner=learner, path=()))


def test_read_run_is_not_replayed(learner):
    run = services.read_instead(attempt=RunFactory(learner=learner, scenario=way_round_scenario(), path=()))
    with pytest.raises(StepRefused):
        services.replay_run(attempt=run, step=0)


def test_send_tells_once(learner, heard):
    run = RunFactory(learner=learner)
    sent = services.send_run(attempt=run)
    assert services.send_run(attempt=run).sent_at == sent.sent_at is not None
    assert heard[1:] == [(scenario_sent, run)]


def test_send_of_an_open_run_is_refused(learner):
    with pytest.raises(StepRefused):
        services.send_run(attempt=RunFactory(learner=learner, path=()))


def test_replay_of_what_was_unpublished_is_refused(learner):
    run = RunFactory(learner=learner, path=REPAIRED)
    run.scenario.unpublish()
    with pytest.raises(ScenarioNotOpen):
        services.replay_run(attempt=run, step=0)
    assert ScenarioAttempt.objects.count() == 1
