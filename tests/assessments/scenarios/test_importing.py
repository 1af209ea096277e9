"""A scenario from a file into the database, and out again."""

from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from assessments.scenarios.errors import ImportRefused
from assessments.scenarios.formats import FORMATS
from assessments.scenarios.formats.story import write_story
from assessments.scenarios.models import Scenario, ScenarioVersion
from assessments.scenarios.services import change_draft, open_draft, retire_scenario, undo_edit
from assessments.scenarios.services.exporting import export_scenario
from assessments.scenarios.services.importing import CHANGED, NEW, SAME, STOPPED, Plan, plan_import, run_import
from lms.people.models import User
from tests.factories.assessments import CompetencyFactory
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return UserFactory(roles=["content_editor"])


def settings(**more: Any) -> dict[str, Any]:
    return {"title": "A night", "summary": "One evening.", "minutes": 9, **more}


def file_of(code: str = "a-night", graph: dict[str, Any] | None = None, **more: Any) -> bytes:
    return write_story(code, settings(**more), graph or story()).encode()


def plan(data: bytes, actor: User, **more: Any) -> Plan:
    return plan_import(**{"data": data, "format_name": "yaml", "file_name": "a.yaml", "actor": actor, **more})


def bring(data: bytes, actor: User, **more: Any) -> Scenario:
    return run_import(**{"data": data, "format_name": "yaml", "file_name": "a.yaml", "actor": actor, **more})


def reworded() -> dict[str, Any]:
    graph = story()
    return {**graph, "nodes": [{**graph["nodes"][0], "text": "Another beginning."}, *graph["nodes"][1:]]}


def test_new_scenario_becomes_a_draft_that_nobody_can_play(editor: User) -> None:
    CompetencyFactory(code="SAFE-2")
    data = file_of(competencies=["SAFE-2", "NONE-1"], safety_critical=True)
    looked = plan(data, editor)
    assert looked.state == NEW
    assert any("NONE-1" in note.words and note.line > 1 for note in looked.notes)
    assert not Scenario.objects.exists()
    made = bring(data, editor, expected=looked.digest)
    assert (made.code, made.live, made.minutes, made.safety_critical) == ("a-night", False, 9, True)
    assert [one.code for one in made.competencies.all()] == ["SAFE-2"]
    assert open_draft(scenario=made).graph == story()
    assert not ScenarioVersion.objects.exists()
    assert ModelLogEntry.objects.filter(action="scenario.import", user=editor).count() == 1


def test_existing_scenario_gets_a_draft_and_stays_as_published(editor: User) -> None:
    there = ScenarioFactory(code="a-night", title="First night")
    data = file_of(graph=reworded())
    looked = plan(data, editor)
    assert (looked.state, looked.scenario) == (CHANGED, there)
    bring(data, editor, expected=looked.digest)
    now = Scenario.objects.get()
    assert (now.live, now.title, now.graph) == (True, "First night", there.graph)
    assert now.get_latest_revision_as_object().title == "A night"
    assert open_draft(scenario=now).graph["nodes"][0]["text"] == "Another beginning."
    assert ScenarioVersion.objects.count() == 1


def test_import_into_a_draft_can_be_undone_in_one_step(editor: User) -> None:
    there = ScenarioFactory(code="a-night")
    bring(file_of(graph=reworded()), editor)
    draft = undo_edit(scenario=there)
    assert draft.graph == there.graph


def test_import_twice_changes_nothing(editor: User) -> None:
    data = file_of()
    made = bring(data, editor)
    assert plan(data, editor).state == SAME
    before = (open_draft(scenario=made).counter, made.revisions.count())
    assert bring(data, editor) == made
    assert (open_draft(scenario=made).counter, made.revisions.count()) == before


def test_import_under_another_code_leaves_the_first_alone(editor: User) -> None:
    there = ScenarioFactory(code="a-night")
    made = bring(file_of(), editor, code="another-night")
    assert made.code == "another-night"
    assert Scenario.objects.exclude(pk=made.pk).get() == there


def test_import_of_what_changed_since_the_dry_run_is_refused(editor: User) -> None:
    there = ScenarioFactory(code="a-night")
    data = file_of(graph=there.graph, title="First night")
    looked = plan(data, editor)
    retired = retire_scenario(scenario=there)
    with pytest.raises(ImportRefused):
        bring(data, editor, expected=looked.digest)
    assert plan(data, editor).state == STOPPED
    assert retired.revisions.count() == 1


def test_import_lint_errors_do_not_stop_a_draft(editor: User) -> None:
    graph = story()
    graph["nodes"][0] = {**graph["nodes"][0], "routes": [{"to": "nowhere"}]}
    looked = plan(file_of(graph=graph), editor)
    assert looked.state == NEW
    errors = [one for one in looked.findings if one.stops]
    assert any("nowhere" in one.words and one.line > 1 for one in errors)
    assert bring(file_of(graph=graph), editor).live is False


@pytest.mark.parametrize("data", [b"", b"\xff\xfe:: A", b"nodes: [", b"a\x00b", b"x" * 1_000_001, b"title: A"])
@pytest.mark.parametrize("name", FORMATS)
def test_import_of_a_broken_file_brings_nothing_in(editor: User, data: bytes, name: str) -> None:
    looked = plan(data, editor, format_name=name)
    assert looked.state == STOPPED
    assert looked.problems
    assert all(problem.line >= 1 for problem in looked.problems)
    with pytest.raises(ImportRefused):
        bring(data, editor, format_name=name)
    assert not Scenario.objects.exists()


def test_import_keeps_safety_content_what_it_is(editor: User) -> None:
    ScenarioFactory(code="a-night", safety_critical=True)
    assert bring(file_of(), editor).get_latest_revision_as_object().safety_critical is True


def test_import_into_a_locked_scenario_is_refused(editor: User) -> None:
    there = ScenarioFactory(code="a-night")
    there.locked, there.locked_by = True, UserFactory()
    there.save()
    looked = plan(file_of(), editor)
    assert looked.state == STOPPED
    assert "locked" in looked.problems[0].words


def test_import_leaves_script_as_words(editor: User) -> None:
    graph = story()
    graph["nodes"][0] = {**graph["nodes"][0], "text": "<script>alert(1)</script>"}
    made = bring(file_of(graph=graph), editor)
    assert open_draft(scenario=made).graph["nodes"][0]["text"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("name", FORMATS)
def test_export_comes_in_again_as_the_same(editor: User, name: str) -> None:
    there = ScenarioFactory(content_note="Somebody cries.", way_round="<p>The <b>case</b>.</p>")
    data = export_scenario(scenario=there, format_name=name, actor=editor)
    assert plan(data, editor, format_name=name).state == SAME
    copy = bring(data, editor, format_name=name, code="a-copy")
    assert (copy.graph, copy.way_round, copy.content_note) == (there.graph, there.way_round, there.content_note)
    assert set(copy.competencies.all()) == set(there.competencies.all())
    assert ModelLogEntry.objects.filter(action="scenario.export", user=editor).count() == 1


def test_export_of_the_draft_is_what_authors_see(editor: User) -> None:
    there = ScenarioFactory()
    draft = open_draft(scenario=there)
    node = {**draft.graph["nodes"][0], "text": "Newer words."}
    changes: list[dict[str, Any]] = [{"path": ["nodes", node["key"]], "after": node}]
    change_draft(scenario=there, based_on=draft.counter, label="Words", changes=changes, author=editor)
    assert b"Newer words." in export_scenario(scenario=there, format_name="yaml", drafts=True)
    assert b"Newer words." not in export_scenario(scenario=there, format_name="yaml")
