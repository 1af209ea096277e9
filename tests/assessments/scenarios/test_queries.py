"""Where somebody stands, what can be practised, what went wrong; and who may look at what."""

import uuid

import pytest
from django.db import connection
from django.http import Http404
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale

from assessments.scenarios import access, queries, services
from assessments.scenarios.models import Scenario, ScenarioVersion
from tests.factories.people import MembershipFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import HELPFUL, NEUTRAL, POOR, REPAIRED, RunFactory, ScenarioFactory, story

pytestmark = pytest.mark.django_db
BOTH = [("en", "English"), ("fr", "Français")]


def test_run_state_of_somebody_new(learner):
    state = queries.run_state(ScenarioFactory(), learner)
    assert (state.open, state.best, state.first, state.last, state.met) == (None, None, None, None, False)


def test_run_state_keeps_best_first_and_last(learner, django_assert_num_queries):
    scenario = ScenarioFactory(graph=story(poor=True))
    paths = (POOR, REPAIRED, HELPFUL, NEUTRAL, POOR)
    runs = [RunFactory(scenario=scenario, learner=learner, path=path) for path in paths]
    under_way = RunFactory(scenario=scenario, learner=learner, path=())
    with django_assert_num_queries(1):
        state = queries.run_state(scenario, learner)
    assert (state.first, state.last, state.best, state.open) == (runs[0], runs[4], runs[2], under_way)
    assert state.met


def test_run_state_prefers_what_was_played_to_what_was_read(learner):
    scenario = ScenarioFactory(content_note="Hard.", way_round="<p>The case.</p>")
    services.read_instead(attempt=RunFactory(scenario=scenario, learner=learner, path=()))
    assert queries.run_state(scenario, learner).met
    played = RunFactory(scenario=scenario, learner=learner, path=REPAIRED)
    assert queries.run_state(scenario, learner).best == played


def test_run_state_is_of_one_place_and_cycle(learner):
    run = RunFactory(learner=learner, placement=uuid.UUID(int=5), cycle=2)
    assert queries.run_state(run.scenario, learner, run.placement, 2).met
    assert not queries.run_state(run.scenario, learner, run.placement, 1).met
    assert not queries.run_state(run.scenario, learner).met


def test_graph_is_read_once_in_a_process(learner, django_assert_num_queries):
    scenario = ScenarioFactory()
    queries.graph_of(queries.current_version(scenario))
    version = queries.current_version(scenario)
    with django_assert_num_queries(0):
        assert queries.graph_of(version) is queries.graph_of(version)


def test_graphs_of_many_are_fetched_at_once(django_assert_num_queries):
    for _scenario in range(3):
        ScenarioFactory(title=str(uuid.uuid4()))  # a version that no other test put on the shelf
    versions = list(ScenarioVersion.objects.defer("graph"))
    with django_assert_num_queries(1):
        assert len(queries.graphs_of(versions)) == 3
    with django_assert_num_queries(0):
        assert len(queries.graphs_of(versions)) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_library_number_of_queries(learner, django_assert_num_queries, rows):
    for _row in range(rows):
        RunFactory(learner=learner, path=REPAIRED)
    with django_assert_num_queries(3):
        lines = queries.scenarios_for_library(learner)
        assert [line.version.settings["title"] for line in lines] == ["First night"] * rows
    assert all(line.state.met for line in lines)


def test_library_holds_what_is_published_and_in_use_in_order(learner):
    second, first = ScenarioFactory(number=2), ScenarioFactory(number=1)
    ScenarioFactory(publish=False)
    services.retire_scenario(scenario=ScenarioFactory())
    assert [line.scenario for line in queries.scenarios_for_library(learner)] == [first, second]


def test_library_shows_another_language_where_nothing_is_translated(learner):
    here, french = ScenarioFactory(), Locale.objects.create(language_code="fr")
    abroad = ScenarioFactory(code="nuit", locale=french)
    assert [line.scenario for line in queries.scenarios_for_library(learner)] == [here]
    Scenario.objects.filter(pk=abroad.pk).update(translation_key=here.translation_key)
    assert [line.scenario for line in queries.scenarios_for_library(learner)] == [here]


def test_library_keeps_the_original_until_its_translation_is_published(learner):
    here = Locale.get_default()
    french = Locale.objects.create(language_code="fr")
    first = ScenarioFactory(locale=here)
    draft = ScenarioFactory(code="nuit", locale=french, publish=False)
    Scenario.objects.filter(pk=draft.pk).update(translation_key=first.translation_key)
    with override_settings(LANGUAGES=BOTH, WAGTAIL_CONTENT_LANGUAGES=BOTH), override("fr"):
        assert [line.scenario for line in queries.scenarios_for_library(learner)] == [first]
        Scenario.objects.get(pk=draft.pk).latest_revision.publish(skip_permission_checks=True)
        assert [line.scenario for line in queries.scenarios_for_library(learner)] == [draft]


def test_library_and_harms_read_no_stories(learner):
    RunFactory(learner=learner, path=REPAIRED)
    with CaptureQueriesContext(connection) as asked:
        queries.scenarios_for_library(learner)
        queries.harms_for(learner)
    assert not [one["sql"] for one in asked if '."graph"' in one["sql"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_harms_number_of_queries(learner, django_assert_num_queries, rows):
    for _row in range(rows):
        RunFactory(learner=learner, path=REPAIRED)
    with django_assert_num_queries(1):
        assert len(queries.harms_for(learner)) == rows


def test_harms_say_whether_they_were_repaired(learner, stranger):
    scenario = ScenarioFactory(graph=story(poor=True))
    repaired = RunFactory(scenario=scenario, learner=learner, path=REPAIRED)
    poor = RunFactory(scenario=scenario, learner=learner, path=POOR)
    RunFactory(scenario=scenario, learner=stranger, path=POOR)
    found = [(harm.attempt, harm.choice.key, harm.repaired) for harm in queries.harms_for(learner)]
    assert found == [(poor, "walk-out", False), (repaired, "sharp", True)]


def test_harm_that_a_replay_took_over_counts_once(learner):
    run = RunFactory(learner=learner, path=REPAIRED)
    services.replay_run(attempt=run, step=1)
    assert [harm.attempt for harm in queries.harms_for(learner)] == [run]


def test_words_are_the_writers_until_shared(learner):
    run = RunFactory(learner=learner)
    row = services.save_words(attempt=run, kind="debrief", text="I was sharp.", sequence=1)
    assert queries.words_of(run)["debrief", 0] == row
    assert queries.words_of(run, shared_only=True) == {}
    services.share_words(words=row)
    assert queries.words_of(run, shared_only=True)["debrief", 0].text == "I was sharp."
    services.unshare_words(words=row)
    assert queries.words_of(run, shared_only=True) == {}


def test_words_that_come_late_change_nothing(learner):
    run = RunFactory(learner=learner)
    for sequence, text in ((1, "I"), (3, "I was sharp."), (2, "I was"), (3, "I wa")):
        row = services.save_words(attempt=run, kind="debrief", text=text, sequence=sequence)
    assert row.text == "I was sharp."
    assert services.save_words(attempt=run, kind="debrief", text="", sequence=4).text == ""


def test_empty_words_are_not_shared(learner):
    row = services.save_words(attempt=RunFactory(learner=learner), kind="debrief", text=" ", sequence=1)
    assert services.share_words(words=row).shared_at is None


def raises_404(call, *args):
    with pytest.raises(Http404):
        call(*args)


def test_own_run_is_nobody_elses(learner, stranger):
    run = RunFactory(learner=learner)
    row = services.save_words(attempt=run, kind="debrief", text="Mine.", sequence=1)
    assert access.access_own_run(learner, run.uuid) == run
    assert access.access_own_words(learner, row.uuid) == row
    for who in (stranger, UserFactory(is_superuser=True)):
        raises_404(access.access_own_run, who, run.uuid)
        raises_404(access.access_own_words, who, row.uuid)
    raises_404(access.access_own_run, learner, uuid.uuid4())


def test_own_run_is_one_query_without_the_story(learner, django_assert_num_queries):
    run = RunFactory(learner=learner)
    with django_assert_num_queries(1):
        found = access.access_own_run(learner, run.uuid)
        assert found.version.settings["title"] == found.scenario.title
        assert queries.graph_of(found.version).start == "opening"


def test_run_is_seen_by_whoever_supervises_or_leads(learner, stranger):
    organisation = OrganisationFactory()
    MembershipFactory(user=learner, organisation=organisation)
    run = RunFactory(learner=learner)
    link = SupervisionLinkFactory(trainee=learner)
    lead = UserFactory(roles=["lead_supervisor"], organisation=organisation)
    elsewhere = UserFactory(roles=["lead_supervisor"], organisation=OrganisationFactory())
    manager = UserFactory(roles=["programme_manager"], organisation=organisation)
    for who in (link.supervisor, lead):
        assert access.access_run(who, run.uuid) == run
    for who in (stranger, elsewhere, manager, learner, UserFactory(roles=["supervisor"])):
        raises_404(access.access_run, who, run.uuid)


def test_scenario_is_for_everybody_once_it_is_open(learner):
    scenario = ScenarioFactory()
    assert access.access_scenario(learner, scenario.uuid) == scenario
    raises_404(access.access_scenario, learner, ScenarioFactory(publish=False).uuid)
    services.retire_scenario(scenario=scenario)
    raises_404(access.access_scenario, learner, scenario.uuid)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("content_editor", {"change", "paths"}),
        ("clinical_reviewer", {"change", "sign"}),
        ("programme_manager", {"paths"}),
        ("auditor", {"paths"}),
        ("supervisor", set()),
        ("lead_supervisor", set()),
        ("trainee", set()),
    ],
)
def test_roles_reach_what_is_theirs(role, may):
    scenario, user = ScenarioFactory(), UserFactory(roles=[role])
    version = queries.current_version(scenario)
    doors = {
        "change": (access.access_scenario_to_change, scenario),
        "paths": (access.access_paths, scenario),
        "sign": (access.access_version_to_sign, version),
    }
    for name, (door, thing) in doors.items():
        if name in may:
            assert door(user, thing.uuid) == thing
        else:
            raises_404(door, user, thing.uuid)
        raises_404(door, user, uuid.uuid4())
