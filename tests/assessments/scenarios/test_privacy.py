"""What is left of somebody once their account is erased."""

import pytest

from assessments.scenarios import queries, services
from assessments.scenarios.models import DraftEdit, Scenario, ScenarioWords
from lms.common import clock
from lms.privacy.services import erase_person, export_person
from tests.factories.people import UserFactory
from tests.factories.scenarios import REPAIRED, RunFactory, ScenarioFactory, play, story

pytestmark = pytest.mark.django_db


def test_erase_takes_the_words_and_keeps_the_run(learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    run = services.take_step(attempt=run, position=1, words="In my own words.")
    play(run, "")
    services.save_words(attempt=run, kind="debrief", text="It was hard.", sequence=1)
    export_person(user=learner)
    erase_person(user=learner, actor=learner)
    run.refresh_from_db()
    assert not ScenarioWords.objects.exists()
    assert (run.learner.full_name, run.met, run.steps.count(), run.return_path) == ("", True, 3, "")


def test_erase_takes_the_name_from_signature_and_edits():
    reviewer = UserFactory(roles=["clinical_reviewer"], full_name="Ada Quist")
    scenario = ScenarioFactory()
    version = queries.current_version(scenario)
    services.sign_version(version=version, kind="safety", reviewer=reviewer)
    change = {"path": ["members", "noor"], "after": {"key": "noor", "name": "Noor"}}
    services.change_draft(scenario=scenario, based_on=0, label="Noor", changes=[change], author=reviewer)
    Scenario.objects.update(locked=True, locked_by=reviewer, locked_at=clock.now())
    erase_person(user=reviewer, actor=reviewer)
    scenario.refresh_from_db()
    assert (scenario.locked, scenario.locked_by) == (False, None)
    signed = queries.signed_on(version)
    assert (signed.safety_reviewed, signed.safety[0].name) == (True, "")
    assert DraftEdit.objects.get().author is None


def test_erase_leaves_others_alone(learner, stranger):
    for who in (learner, stranger):
        services.save_words(attempt=RunFactory(learner=who, path=REPAIRED), kind="debrief", text="Mine.", sequence=1)
    erase_person(user=learner, actor=learner)
    assert ScenarioWords.objects.get().attempt.learner == stranger
