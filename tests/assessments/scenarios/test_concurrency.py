"""Two tabs, two taps: real threads on real connections."""

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.scenarios import services
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.models import ScenarioAttempt
from tests.assessments.quizzes.test_concurrency import at_once
from tests.factories.scenarios import RunFactory, ScenarioFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_two_taps_on_start_begin_one_run(learner):
    scenario = ScenarioFactory()
    started = at_once(*[lambda: services.start_run(scenario=scenario, learner=learner)] * 4)
    assert {run.pk for run in started} == {ScenarioAttempt.objects.get().pk}


def test_two_taps_on_read_are_one_run(learner):
    scenario = ScenarioFactory(way_round="<p>Told.</p>")
    read = at_once(*[lambda: services.read_scenario(scenario=scenario, learner=learner)] * 4)
    assert {run.pk for run in read} == {ScenarioAttempt.objects.get().pk}


def test_two_tabs_choose_differently_and_one_counts(learner):
    run = RunFactory(learner=learner, path=())

    def tab(choice):
        mine = ScenarioAttempt.objects.get(pk=run.pk)
        return lambda: services.take_step(attempt=mine, position=0, choice=choice)

    results = at_once(tab("two-minutes"), tab("sharp"), tab("later"))
    run.refresh_from_db()
    assert (run.steps.count(), run.position) == (1, 1)
    # Whoever came first has counted; where that ended the run, the others just see the ending.
    others = [one for one in results if isinstance(one, StepRefused)]
    assert len(others) == (0 if run.ending else 2)
    assert CompetencyRecord.objects.filter(source_uuid=run.uuid).count() == (1 if run.ending else 0)


def test_the_same_tap_twice_is_one_step(learner):
    run = RunFactory(learner=learner, path=())

    def tap():
        mine = ScenarioAttempt.objects.get(pk=run.pk)
        return services.take_step(attempt=mine, position=0, choice="sharp").position

    assert at_once(*[tap] * 4) == [1] * 4
    assert run.steps.count() == 1


def test_restart_and_step_at_once_leave_both_whole(learner):
    run = RunFactory(learner=learner, path=["sharp"])

    def step():
        mine = ScenarioAttempt.objects.get(pk=run.pk)
        return services.take_step(attempt=mine, position=1, choice="wait")

    at_once(step, lambda: services.start_run(scenario=run.scenario, learner=learner, restart=True))
    run.refresh_from_db()
    assert run.status == "left"
    assert run.position == run.steps.count()
    assert ScenarioAttempt.objects.filter(status="in_progress").count() == 1
