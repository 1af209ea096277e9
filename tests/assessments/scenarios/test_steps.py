"""Steps as they come: in order, twice, late, forged."""

from datetime import timedelta

import pytest

from assessments.scenarios import queries, services
from assessments.scenarios.choices import RunStatus
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.models import ScenarioAttempt, ScenarioWords
from assessments.scenarios.playing import replay
from lms.common import clock
from tests.factories.people import AccommodationFactory
from tests.factories.scenarios import REPAIRED, RunFactory, ScenarioFactory, play, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(learner):
    return RunFactory(learner=learner, path=())


def step(attempt, position, choice="", **more):
    return services.take_step(attempt=attempt, position=position, choice=choice, **more)


def stored(attempt):
    return ScenarioAttempt.objects.get(pk=attempt.pk)


def test_step_keeps_choice_tag_time_and_state(run):
    at = run.shown_at + timedelta(seconds=7)
    run = step(run, 0, "sharp", received_at=at)
    row = run.steps.get()
    assert (row.number, row.node, row.choice, row.tag, row.seconds) == (1, "first", "sharp", "harmful", 7)
    assert row.state == stored(run).state == run.state
    assert run.state["node"] == "repair"
    assert run.state["variables"] == {"trust": 3}
    assert (stored(run).position, stored(run).harms, stored(run).open_harms) == (1, 1, 1)
    assert stored(run).shown_at == at


def test_replay_of_the_steps_gives_the_stored_state(run):
    run = play(run, "sharp", "wait", "wait", "sorry")
    taken = [(row.node, row.choice) for row in queries.steps_of(run)]
    assert replay(queries.graph_of(run.version), run.state["variant"], taken).to_json() == stored(run).state


def test_step_posted_twice_is_taken_once(run):
    step(run, 0, "sharp")
    again = step(stored(run), 0, "sharp")
    assert (again.position, stored(run).steps.count()) == (1, 1)


def test_step_posted_twice_from_a_stale_page_is_taken_once(run):
    tab = stored(run)
    step(run, 0, "sharp")
    assert step(tab, 0, "sharp").position == 1
    assert stored(run).steps.count() == 1


@pytest.mark.parametrize("position", [0, 2, -1])
def test_step_for_another_moment_is_refused_and_loses_nothing(run, position):
    run = step(run, 0, "sharp")
    before = stored(run).state
    with pytest.raises(StepRefused) as refused:
        step(stored(run), position, "two-minutes")
    assert refused.value.code == StepRefused.STALE
    assert (stored(run).state, stored(run).position) == (before, 1)


def test_step_from_a_stale_page_with_another_choice_is_refused(run):
    tab = stored(run)
    step(run, 0, "sharp")
    with pytest.raises(StepRefused):
        step(tab, 0, "two-minutes")
    assert [row.choice for row in queries.steps_of(run)] == ["sharp"]


@pytest.mark.parametrize("choice", ["", "nothing-like-it", "sorry", "<script>", "first:sharp"])
def test_choice_that_is_not_on_offer_is_refused(run, choice):
    with pytest.raises(StepRefused) as refused:
        step(run, 0, choice)
    assert refused.value.code == StepRefused.UNKNOWN
    assert (stored(run).position, stored(run).steps.count()) == (0, 0)


def test_choice_whose_condition_does_not_hold_is_refused(learner):
    graph = story()
    clause = {"subject": "trust", "test": "at_least", "value": 9}
    graph["nodes"][1]["choices"][1]["when"] = {"clauses": [clause]}
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=graph), path=())
    with pytest.raises(StepRefused):
        step(run, 0, "later")


def test_step_after_the_ending_changes_nothing(learner):
    run = RunFactory(learner=learner, path=REPAIRED)
    for position, choice in ((2, "two-minutes"), (1, "wait"), (9, "")):
        assert step(run, position, choice).status == RunStatus.FINISHED
    assert stored(run).steps.count() == 2


def test_step_of_a_run_that_was_left_is_refused(run, learner):
    run = step(run, 0, "sharp")
    services.start_run(scenario=run.scenario, learner=learner, restart=True)
    with pytest.raises(StepRefused):
        step(stored(run), 1, "sorry")
    with pytest.raises(StepRefused):
        step(run, 1, "sorry")
    assert run.steps.count() == 1


def test_words_of_a_line_stay_with_their_step(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    run = step(run, 1, words="Two minutes, then you.")
    run = step(run, 2, words="  ")
    assert run.status == RunStatus.FINISHED
    assert {key: row.text for key, row in queries.words_of(run).items()} == {("line", 2): "Two minutes, then you."}


def test_words_changed_and_posted_again_are_kept(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    step(run, 1, words="First.")
    step(stored(run), 1, words="Second.")
    assert ScenarioWords.objects.get().text == "Second."
    assert stored(run).position == 2


def test_words_of_a_window_that_was_left_behind_replace_no_newer_ones(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    step(run, 1, words="All that I thought of.", sequence=6)
    step(stored(run), 1, words="All", sequence=2)
    assert ScenarioWords.objects.get().text == "All that I thought of."


def test_words_over_a_draft_that_saved_itself(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    services.save_words(attempt=run, kind="line", step=2, text="Two min", sequence=4)
    step(run, 1, words="Two minutes.")
    services.save_words(attempt=run, kind="line", step=2, text="Two mi", sequence=3)
    assert ScenarioWords.objects.get().text == "Two minutes."


def test_words_that_were_emptied_before_going_on_are_emptied(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    services.save_words(attempt=run, kind="line", step=2, text="Not this after all", sequence=4)
    step(run, 1, words=" ", sequence=5)
    services.save_words(attempt=run, kind="line", step=2, text="Not this after", sequence=3)
    assert ScenarioWords.objects.get().text == ""
    step(stored(run), 1, words="Or this.", sequence=6)
    step(stored(run), 1, words="", sequence=7)
    assert ScenarioWords.objects.get().text == ""
    assert stored(run).position == 2


@pytest.mark.parametrize("sequence", [0, 3])
def test_words_are_not_emptied_by_a_window_that_does_not_know_them(learner, sequence):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    services.save_words(attempt=run, kind="line", step=2, text="Two minutes.", sequence=4)
    step(run, 1, words="", sequence=sequence)
    step(stored(run), 1, words="", sequence=sequence)
    assert ScenarioWords.objects.get().text == "Two minutes."


def test_a_step_without_words_leaves_no_line_of_them(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    step(run, 1, words="", sequence=1)
    assert not ScenarioWords.objects.exists()


def test_words_at_a_choice_are_not_kept(run):
    step(run, 0, "sharp", words="Nobody asked.")
    assert not ScenarioWords.objects.exists()


def test_words_too_long_are_refused_before_the_step(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    with pytest.raises(StepRefused):
        step(run, 1, words="x" * 4001)
    assert stored(run).position == 1


@pytest.mark.parametrize(
    ("factor", "seconds", "choice", "expected"),
    [
        (None, 31, "two-minutes", "two-minutes"),
        (None, 33, "two-minutes", ""),
        (None, 31, "", ""),
        ("1.5", 46, "two-minutes", "two-minutes"),
        ("1.5", 48, "two-minutes", ""),
        ("2", 61, "", ""),
    ],
)
def test_clock_counts_with_what_was_granted(learner, factor, seconds, choice, expected):
    if factor:
        AccommodationFactory(user=learner, value=factor)
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(seconds=30)), path=())
    run = step(run, 0, choice, received_at=run.shown_at + timedelta(seconds=seconds))
    assert run.steps.get().choice == expected
    taken = [(row.node, row.choice) for row in queries.steps_of(run)]
    assert replay(queries.graph_of(run.version), "", taken).to_json() == run.state


@pytest.mark.parametrize(("factor", "seconds"), [(None, 29), ("1.5", 44)])
def test_clock_that_still_runs_takes_no_step_without_a_choice(learner, factor, seconds):
    if factor:
        AccommodationFactory(user=learner, value=factor)
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(seconds=30)), path=())
    with pytest.raises(StepRefused):
        step(run, 0, "", received_at=run.shown_at + timedelta(seconds=seconds))


def test_nobody_is_late_without_a_clock(run):
    run = step(run, 0, "two-minutes", received_at=clock.now() + timedelta(days=40))
    assert run.steps.get().choice == "two-minutes"


def long_story(nodes):
    graph = story()
    more = [
        {"key": f"more-{n}", "kind": "narration", "text": "On.", "routes": [{"to": f"more-{n + 1}"}]}
        for n in range(nodes)
    ]
    more[-1]["routes"] = [{"to": "first"}]
    graph["nodes"] += more
    graph["nodes"][0]["routes"] = [{"to": "more-0"}]
    return graph


@pytest.mark.parametrize(("nodes", "steps"), [(1, 1), (1, 60), (400, 1), (400, 60)])
def test_step_number_of_queries_grows_with_nothing(learner, django_assert_num_queries, nodes, steps):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=long_story(nodes)), path=["sharp"])
    for _step in range(steps):
        run = step(run, run.position, "wait")
    run = queries.runs_to_see().get(pk=run.pk)
    # A savepoint, the run, the step, the savepoint again.
    with django_assert_num_queries(4):
        step(run, run.position, "wait")


@pytest.mark.parametrize("words", ["Two minutes.", ""])
def test_step_with_words_number_of_queries(learner, django_assert_num_queries, words):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    run = queries.runs_to_see().get(pk=run.pk)
    with django_assert_num_queries(5):
        step(run, 1, words=words, sequence=1)
