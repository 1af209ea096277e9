"""What a second load does to a pack that stands already, and what goes out of it again."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes.models import Quiz
from assessments.scenarios.models import Scenario, ScenarioVersion
from assessments.scenarios.services import change_draft, open_draft
from content.pages.models import StandardPage
from content.site.models import CrisisLine
from courses.catalogue.models import Activity, LessonPage, ModulePage
from lms.packs.errors import FolderInTheWay, PackBroken
from lms.packs.loading.context import Report
from lms.packs.services import export_pack, load_pack
from lms.people.models import Acknowledgement, Agreement
from tests.factories.people import UserFactory
from tests.lms.packs.conftest import said

# All of them start from the small pack, loaded; each gets it back as it was.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LESSON = "courses/*/m1-*/1-peers*.md"
SLUG = "peers-not-professionals"
KEY = f"lesson/foundations/what-peer-support-groups-are/{SLUG}"
STORY_FILE = "scenarios/1-first-night.yaml"
STORY = "scenario/first-night"
Edit = Callable[[str, str, str], int]


def lesson() -> LessonPage:
    return LessonPage.objects.get(slug=SLUG)


def publish_edit(**changes: Any) -> None:
    page = lesson()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish(skip_permission_checks=True)


def test_load_pack_never_says_that_somebody_reviewed_or_tried_anything() -> None:
    assert {page.review_status for page in LessonPage.objects.filter(safety=True)} == {"not_reviewed"}
    assert not CrisisLine.objects.exclude(last_verified=None).exists()
    assert CrisisLine.objects.get(name="Shout").source_checked == dt.date(2026, 11, 1)


def test_load_pack_changed_file_changes_its_page_alone(small: Path, edit: Edit) -> None:
    edit(LESSON, "Think of a night when someone said", "Remember a night when someone said")
    report = load_pack(root=small)
    assert report.updated == [KEY]
    assert "Remember a night" in str(lesson().body)


def test_load_pack_reworded_reflection_keeps_its_box(small: Path, edit: Edit) -> None:
    before = Activity.objects.get(lesson=lesson(), kind="reflection")
    edit(LESSON, "When did someone hear you without trying to fix you?", "Who heard you without fixing you?")
    load_pack(root=small)
    after = Activity.objects.get(lesson=lesson(), kind="reflection", active=True)
    assert after.uuid == before.uuid
    assert after.title.startswith("Who heard you")


def test_load_pack_leaves_what_an_editor_changed_alone(small: Path, edit: Edit) -> None:
    publish_edit(lead="Mine.")
    edit(LESSON, "minutes: 20", "minutes: 25")
    report = load_pack(root=small)
    assert report.kept == [KEY]
    assert (lesson().lead, lesson().minutes) == ("Mine.", 20)


def test_load_pack_leaves_an_editors_draft_alone(small: Path, edit: Edit) -> None:
    page = lesson()
    page.lead = "A draft."
    page.save_revision()
    edit(LESSON, "minutes: 20", "minutes: 25")
    assert load_pack(root=small).kept == [KEY]
    assert lesson().get_latest_revision_as_object().lead == "A draft."


def test_load_pack_force_overwrites_the_editor(small: Path) -> None:
    publish_edit(lead="Mine.")
    report = load_pack(root=small, force=True)
    assert report.updated == [KEY]
    assert lesson().lead.startswith("A peer group needs no expert")


def test_load_pack_saved_unchanged_in_the_editor_is_not_a_change(small: Path) -> None:
    publish_edit()
    assert load_pack(root=small).kept == []


def test_load_pack_page_taken_away_stays_away(small: Path) -> None:
    StandardPage.objects.get(slug="about").delete()
    report = load_pack(root=small)
    assert report.kept == ["standard/about"]
    assert not StandardPage.objects.filter(slug="about").exists()


def test_load_pack_what_left_the_pack_is_named_and_stays(small: Path) -> None:
    (small / "pages" / "about.md").unlink()
    report = load_pack(root=small)
    assert report.gone == ["standard/about"]
    assert StandardPage.objects.filter(slug="about").exists()


def test_load_pack_changed_question_becomes_a_new_revision(small: Path, edit: Edit) -> None:
    edit("questions/m1.yaml", "Which of these are values of peer support?", "Which are values of peer support?")
    assert load_pack(root=small).updated == ["question/m1-q01"]
    question = Question.objects.get(code="m1-q01")
    first, second = QuestionRevision.objects.filter(question=question).order_by("number")
    assert [option["id"] for option in first.body["options"]] == [option["id"] for option in second.body["options"]]
    assert second.pk in Quiz.objects.get(code="m1-check").versions.order_by("number").last().pool


def test_load_pack_changed_framework_wants_a_new_version(small: Path, edit: Edit) -> None:
    edit("framework.yaml", "Names a diagnosis or explains", "Names an illness or explains")
    with pytest.raises(PackBroken, match=r"framework.yaml:\d+: Version 1.0"):
        load_pack(root=small)
    edit("framework.yaml", 'version: "1.0"', 'version: "1.1"')
    assert load_pack(root=small).created == ["framework/facilitator"]


def test_load_pack_text_that_people_agreed_to_wants_a_new_version(small: Path, edit: Edit) -> None:
    agreement = Agreement.objects.get(kind="adult")
    Acknowledgement.objects.create(user=UserFactory(), agreement=agreement)
    edit("agreements/adult.md", "This training is for adults.", "This training is for grown people.")
    with pytest.raises(PackBroken, match="new version"):
        load_pack(root=small)
    edit("agreements/adult.md", 'version: "1.0"', 'version: "1.1"')
    load_pack(root=small)
    assert Agreement.objects.filter(kind="adult").count() == 2
    agreement.refresh_from_db()
    assert agreement.body.startswith("This training is for adults.")


def test_load_pack_line_that_left_is_retired_and_tries_are_kept(small: Path, edit: Edit) -> None:
    CrisisLine.objects.filter(name="Samaritans", region__code="GB").update(
        last_verified=dt.date(2026, 11, 2), verified_by="Ada"
    )
    edit("crisis-lines.yaml", "- name: Shout", "- name: Shout now")
    report = load_pack(root=small)
    assert report.updated == ["crisis/GB"]
    assert CrisisLine.objects.get(name="Shout").retired
    assert CrisisLine.objects.get(name="Samaritans", region__code="GB").verified_by == "Ada"


def test_load_pack_new_lesson_goes_into_its_place(small: Path) -> None:
    module = next(small.glob("courses/*/m1-*"))
    text = next(small.glob("courses/*/m1-*/4-*.md")).read_text()
    (module / "5-one-more.md").write_text(text.replace("what-the-studies-really-say", "one-more"))
    load_pack(root=small)
    slugs = [page.slug for page in ModulePage.objects.get().get_children()]
    assert slugs == [SLUG, "what-the-studies-really-say", "one-more", "m1-check"]


def test_export_pack_loaded_again_changes_nothing_and_is_written_the_same(small: Path, tmp_path: Path) -> None:
    export_pack(root=tmp_path / "one")
    report = load_pack(root=tmp_path / "one")
    assert (report.created, report.updated, report.kept, report.gone) == ([], [], [], [])
    export_pack(root=tmp_path / "two")
    first, second = (
        {path.relative_to(root): path.read_text() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    )
    assert first == second


def test_export_pack_shows_what_an_editor_changed(small: Path, tmp_path: Path) -> None:
    publish_edit(lead="Mine.")
    export_pack(root=tmp_path / "out")
    text = next((tmp_path / "out").glob(LESSON)).read_text()
    assert "lead: Mine." in text
    changed = {key for key, value in said(tmp_path / "out").items() if value != said(small)[key]}
    assert changed == {KEY}


def test_export_pack_into_a_full_folder_is_refused(small: Path) -> None:
    with pytest.raises(FolderInTheWay):
        export_pack(root=small)


def test_load_pack_publishes_scenarios(small: Path, loaded: Report) -> None:
    assert STORY in loaded.created
    scenario = Scenario.objects.get()
    assert (scenario.code, scenario.live, scenario.number, scenario.safety_critical) == ("first-night", True, 1, True)
    assert scenario.competencies.count() == 4
    version = scenario.versions.get()
    assert version.graph["start"] == yaml.safe_load((small / STORY_FILE).read_text())["start"]
    assert not version.signatures.exists()


def test_load_pack_second_time_leaves_scenarios_alone(small: Path) -> None:
    assert STORY in load_pack(root=small).unchanged
    assert ScenarioVersion.objects.count() == 1


def test_load_pack_changed_story_makes_a_new_version(small: Path, edit: Edit) -> None:
    edit(STORY_FILE, "What do you say to Teo?", "What do you answer Teo?")
    assert load_pack(root=small).updated == [STORY]
    assert ScenarioVersion.objects.count() == 2


def test_load_pack_leaves_a_published_change_of_an_editor_alone(small: Path, edit: Edit) -> None:
    scenario = Scenario.objects.get()
    scenario.title = "Mine"
    scenario.save_revision().publish(skip_permission_checks=True)
    edit(STORY_FILE, "What do you say to Teo?", "What do you answer Teo?")
    assert load_pack(root=small).kept == [STORY]
    assert Scenario.objects.get().title == "Mine"


def test_load_pack_leaves_the_draft_of_an_author_alone(small: Path, edit: Edit) -> None:
    scenario = Scenario.objects.get()
    draft = open_draft(scenario=scenario)
    node = {**draft.graph["nodes"][0], "text": "Mine."}
    changes: list[dict[str, Any]] = [{"path": ["nodes", node["key"]], "after": node}]
    change_draft(scenario=scenario, based_on=draft.counter, label="Words", changes=changes, author=None)
    edit(STORY_FILE, "What do you say to Teo?", "What do you answer Teo?")
    assert load_pack(root=small).kept == [STORY]
    scenario.draft.refresh_from_db()
    assert scenario.draft.graph["nodes"][0]["text"] == "Mine."
    assert load_pack(root=small, force=True).updated == [STORY]
