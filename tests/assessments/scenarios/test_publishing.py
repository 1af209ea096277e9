"""From what authors wrote to what is played: versions, checks, names under them."""

import copy
from pathlib import Path

import pytest
import yaml
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from assessments.competencies.services import publish_framework
from assessments.scenarios import queries, services
from assessments.scenarios.errors import GraphInvalid, ScenarioHasProblems, SignatureRefused
from assessments.scenarios.models import Scenario, ScenarioSignature, ScenarioVersion
from lms.common.deletion import where_used
from lms.common.ledger import RowIsFinal
from tests.factories.people import UserFactory
from tests.factories.scenarios import RunFactory, ScenarioFactory, story

pytestmark = pytest.mark.django_db


def without_a_way_out():
    graph = story()
    graph["nodes"][2]["routes"] = [{"to": "nowhere"}]
    return graph


def framework():
    pack = Path(django_settings.BASE_DIR) / "content" / "packs" / "facilitator" / "framework.yaml"
    publish_framework(data=yaml.safe_load(pack.read_text()))


def logged(action):
    return ModelLogEntry.objects.filter(action=action).count()


def test_publish_freezes_words_rules_and_story():
    scenario = ScenarioFactory(title="First night", enough="good", way_round="<h3>Case</h3><script>x</script>")
    version = queries.current_version(scenario)
    assert (version.number, len(version.content_hash)) == (1, 64)
    assert version.settings["title"] == "First night"
    assert version.settings["enough"] == "good"
    assert version.settings["way_round"] == "<h3>Case</h3>x"
    assert version.settings["competencies"] == sorted(one.pk for one in scenario.competencies.all())
    assert queries.graph_of(version).nodes["first"].star
    assert logged("scenario.publish") == 1


def test_publish_of_the_same_is_the_same_version():
    scenario = ScenarioFactory()
    graph = copy.deepcopy(scenario.graph)
    graph["nodes"][0]["star"] = False  # its default, said
    ScenarioFactory(code=scenario.code, number=scenario.number, graph=graph)
    services.publish_version(scenario=scenario)
    assert scenario.versions.count() == 1


@pytest.mark.parametrize("field", ["title", "graph", "repair_all"])
def test_publish_of_something_else_is_a_new_version(field):
    scenario = ScenarioFactory()
    changed = {"title": "Another", "graph": story(line=True), "repair_all": False}[field]
    ScenarioFactory(code=scenario.code, number=scenario.number, **{field: changed})
    assert queries.current_version(scenario).number == 2


def test_publish_in_wagtail_makes_the_version():
    scenario = ScenarioFactory(publish=False)
    assert not scenario.live
    assert not scenario.versions.exists()
    scenario.latest_revision.publish(user=UserFactory(), skip_permission_checks=True)
    assert queries.current_version(scenario).number == 1


def test_publish_with_problems_changes_nothing():
    scenario = ScenarioFactory()
    with pytest.raises(ScenarioHasProblems) as refused:
        ScenarioFactory(code=scenario.code, graph=without_a_way_out())
    assert any(one.level == "error" and one.node == "prompt" for one in refused.value.findings)
    scenario.refresh_from_db()
    assert (scenario.graph, scenario.versions.count()) == (queries.current_version(scenario).graph, 1)


def test_draft_beside_what_is_live_leaves_it_alone():
    scenario = ScenarioFactory(title="First night")
    ScenarioFactory(code=scenario.code, title="Last night", graph=without_a_way_out(), publish=False)
    scenario.refresh_from_db()
    assert (scenario.title, scenario.live, scenario.has_unpublished_changes) == ("First night", True, True)
    assert scenario.latest_revision.as_object().title == "Last night"


def test_save_of_what_is_no_story_is_refused():
    with pytest.raises(GraphInvalid):
        ScenarioFactory(graph={"nodes": [{"key": "n", "kind": "explosion"}]})
    with pytest.raises(ValidationError):
        ScenarioFactory(title="")
    assert not Scenario.objects.exists()


def test_check_knows_the_behaviours_in_force():
    scenario = ScenarioFactory()
    framework()
    assert not [one for one in services.check_scenario(scenario=scenario) if one.level == "error"]
    graph = story()
    graph["nodes"][1]["choices"][0]["behaviours"] = ["SAFE-2.B99"]
    findings = services.check_scenario(scenario=scenario, graph=graph)
    assert [(one.level, one.choice) for one in findings if one.level == "error"] == [("error", "two-minutes")]


def test_check_of_what_is_no_story_says_where():
    findings = services.check_scenario(scenario=ScenarioFactory(), graph={"nodes": [{"key": "n"}]})
    assert {one.level for one in findings} == {"error"}
    assert any("nodes.n.kind" in one.message for one in findings)


def test_content_note_asks_for_the_way_round():
    with pytest.raises(ScenarioHasProblems):
        ScenarioFactory(content_note="Somebody speaks of suicide.")


def test_version_never_changes():
    version = queries.current_version(ScenarioFactory())
    with pytest.raises(RowIsFinal):
        version.save()
    with pytest.raises(RowIsFinal):
        ScenarioVersion.objects.update(number=7)


def test_deletion_of_what_was_published_or_played_is_refused(learner):
    published = ScenarioFactory()
    assert where_used(published)
    assert where_used(RunFactory(learner=learner).scenario)
    services.open_draft(scenario=(draft := ScenarioFactory(publish=False)))
    assert not where_used(draft)


def test_retire_and_restore_are_written_down_once():
    scenario = ScenarioFactory()
    for _twice in range(2):
        services.retire_scenario(scenario=scenario)
    for _twice in range(2):
        services.restore_scenario(scenario=scenario)
    assert (logged("scenario.retire"), logged("scenario.restore")) == (1, 1)


def reviewer(**fields):
    return UserFactory(roles=["clinical_reviewer"], **fields)


def test_signature_counts_once_for_each_person():
    version = queries.current_version(ScenarioFactory())
    first = reviewer(full_name="Ada Quist")
    signature = services.sign_version(version=version, kind="reference", reviewer=first)
    assert services.sign_version(version=version, kind="reference", reviewer=first) == signature
    assert signature.name == "Ada Quist"
    assert not queries.signed_on(version).reference_reviewed
    services.sign_version(version=version, kind="reference", reviewer=reviewer())
    signed = queries.signed_on(version)
    assert (signed.reference_reviewed, signed.safety_reviewed, len(signed.reference)) == (True, False, 2)


def test_new_version_is_signed_by_nobody():
    scenario = ScenarioFactory()
    services.sign_version(version=queries.current_version(scenario), kind="safety", reviewer=reviewer())
    ScenarioFactory(code=scenario.code, title="Another")
    assert not queries.signed_on(queries.current_version(scenario)).safety_reviewed


def test_signature_of_an_older_version_is_refused():
    scenario = ScenarioFactory()
    version = queries.current_version(scenario)
    ScenarioFactory(code=scenario.code, title="Another")
    with pytest.raises(SignatureRefused):
        services.sign_version(version=version, kind="safety", reviewer=reviewer())


@pytest.mark.parametrize(
    ("roles", "fields", "kind"),
    [
        (["content_editor"], {}, "safety"),
        (["clinical_reviewer"], {"full_name": " "}, "safety"),
        (["clinical_reviewer"], {}, "taste"),
    ],
)
def test_signature_without_right_or_name_is_refused(roles, fields, kind):
    version = queries.current_version(ScenarioFactory())
    with pytest.raises(SignatureRefused):
        services.sign_version(version=version, kind=kind, reviewer=UserFactory(roles=roles, **fields))
    assert not ScenarioSignature.objects.exists()
