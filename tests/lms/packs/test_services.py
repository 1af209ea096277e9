"""Loading a pack, loading it again, and writing it back."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision, Site

from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes.models import Quiz, QuizVersion
from content.pages.models import HomePage, StandardPage
from content.site.models import CrisisLine
from courses.catalogue.models import Activity, CoursePage, LessonPage, ModulePage
from lms.packs.errors import FolderInTheWay, PackBroken, PackUnknown
from lms.packs.loading.hashing import hash_of
from lms.packs.models import Pack, PackItem
from lms.packs.reading.read import read_pack
from lms.packs.services import export_pack, load_pack
from lms.people.models import Acknowledgement, Agreement
from tests.factories.people import UserFactory
from tests.lms.packs.conftest import DRAWINGS, SHIPPED

pytestmark = pytest.mark.django_db

LESSON = "courses/*/m1-*/1-peers*.md"
SLUG = "peers-not-professionals"
KEY = f"lesson/foundations/what-peer-support-groups-are/{SLUG}"
Edit = Callable[[str, str, str], int]


def lesson() -> LessonPage:
    return LessonPage.objects.get(slug=SLUG)


def test_load_pack_shipped_pack_stands_whole() -> None:
    report = load_pack(root=SHIPPED)
    assert len(report.created) == len({*report.created}) > 60
    home = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(home, HomePage)
    assert Page.objects.filter(depth=2).count() == 1
    modules = list(ModulePage.objects.order_by("path"))
    assert [page.slug for page in modules] == [
        "what-peer-support-groups-are",
        "rights-consent-and-confidentiality",
        "distress-crisis-and-escalation",
    ]
    assert [page.slug for page in modules[0].get_children()][::5] == [SLUG, "m1-check"]
    assert LessonPage.objects.live().count() == 15
    foundations, safety_check = CoursePage.objects.order_by("path")
    assert LessonPage.objects.descendant_of(foundations).count() == 12
    assert all(page.url.startswith("/courses/foundations/") for page in LessonPage.objects.descendant_of(foundations))
    assert {page.review_status for page in LessonPage.objects.descendant_of(safety_check)} == {"not_reviewed"}
    assert QuestionRevision.objects.count() == 69
    assert sorted(len(version.pool) for version in QuizVersion.objects.all()) == [15, 17, 18, 19]
    kinds = {"read", "reflection", "quiz", "scenario"}
    assert {activity.kind for activity in Activity.objects.filter(active=True)} == kinds


def test_load_pack_never_says_that_somebody_reviewed_or_tried_anything(small: Path) -> None:
    load_pack(root=small)
    assert {page.review_status for page in LessonPage.objects.filter(safety=True)} == {"not_reviewed"}
    assert not CrisisLine.objects.exclude(last_verified=None).exists()
    assert CrisisLine.objects.get(name="Shout").source_checked == dt.date(2026, 11, 1)


def test_load_pack_second_time_writes_nothing() -> None:
    load_pack(root=SHIPPED)
    before = (Revision.objects.count(), QuizVersion.objects.count(), PackItem.objects.count())
    loaded_at = Pack.objects.get().loaded_at
    report = load_pack(root=SHIPPED)
    assert (report.created, report.updated, report.kept, report.gone) == ([], [], [], [])
    assert (Revision.objects.count(), QuizVersion.objects.count(), PackItem.objects.count()) == before
    assert Pack.objects.get().loaded_at == loaded_at


def test_load_pack_changed_file_changes_its_page_alone(small: Path, edit: Edit) -> None:
    load_pack(root=small)
    edit(LESSON, "Think of a night when someone said", "Remember a night when someone said")
    report = load_pack(root=small)
    assert report.updated == [KEY]
    assert "Remember a night" in str(lesson().body)


def test_load_pack_reworded_reflection_keeps_its_box(small: Path, edit: Edit) -> None:
    load_pack(root=small)
    before = Activity.objects.get(lesson=lesson(), kind="reflection")
    edit(LESSON, "When did someone hear you without trying to fix you?", "Who heard you without fixing you?")
    load_pack(root=small)
    after = Activity.objects.get(lesson=lesson(), kind="reflection", active=True)
    assert after.uuid == before.uuid
    assert after.title.startswith("Who heard you")


def publish_edit(**changes: Any) -> None:
    page = lesson()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish(skip_permission_checks=True)


def test_load_pack_leaves_what_an_editor_changed_alone(small: Path, edit: Edit) -> None:
    load_pack(root=small)
    publish_edit(lead="Mine.")
    edit(LESSON, "minutes: 20", "minutes: 25")
    report = load_pack(root=small)
    assert report.kept == [KEY]
    assert (lesson().lead, lesson().minutes) == ("Mine.", 20)


def test_load_pack_leaves_an_editors_draft_alone(small: Path, edit: Edit) -> None:
    load_pack(root=small)
    page = lesson()
    page.lead = "A draft."
    page.save_revision()
    edit(LESSON, "minutes: 20", "minutes: 25")
    assert load_pack(root=small).kept == [KEY]
    assert lesson().get_latest_revision_as_object().lead == "A draft."


def test_load_pack_force_overwrites_the_editor(small: Path) -> None:
    load_pack(root=small)
    publish_edit(lead="Mine.")
    report = load_pack(root=small, force=True)
    assert report.updated == [KEY]
    assert lesson().lead.startswith("A peer group needs no expert")


def test_load_pack_saved_unchanged_in_the_editor_is_not_a_change(small: Path) -> None:
    load_pack(root=small)
    publish_edit()
    assert load_pack(root=small).kept == []


def test_load_pack_page_taken_away_stays_away(small: Path) -> None:
    load_pack(root=small)
    StandardPage.objects.get(slug="about").delete()
    report = load_pack(root=small)
    assert report.kept == ["standard/about"]
    assert not StandardPage.objects.filter(slug="about").exists()


def test_load_pack_what_left_the_pack_is_named_and_stays(small: Path) -> None:
    load_pack(root=small)
    (small / "pages" / "about.md").unlink()
    report = load_pack(root=small)
    assert report.gone == ["standard/about"]
    assert StandardPage.objects.filter(slug="about").exists()


def test_load_pack_changed_question_becomes_a_new_revision(small: Path, edit: Edit) -> None:
    load_pack(root=small)
    edit("questions/m1.yaml", "Which of these are values of peer support?", "Which are values of peer support?")
    assert load_pack(root=small).updated == ["question/m1-q01"]
    question = Question.objects.get(code="m1-q01")
    first, second = QuestionRevision.objects.filter(question=question).order_by("number")
    assert [option["id"] for option in first.body["options"]] == [option["id"] for option in second.body["options"]]
    assert second.pk in Quiz.objects.get(code="m1-check").versions.order_by("number").last().pool


QUESTIONS = """
- id: m1-k01
  kind: matching
  {facts}
  options:
    - {{key: a, text: "**Fire**", match: "Leave", feedback: "At once."}}
    - {{key: b, text: "Flood", match: "Go up"}}
    - {{key: c, match: "Wait"}}
- id: m1-k02
  kind: ordering
  {facts}
  options:
    - {{key: a, text: "Greet"}}
    - {{key: b, text: "Listen"}}
    - {{key: c, text: "Close"}}
- id: m1-k03
  kind: number
  {facts}
  options:
    - {{key: a, value: "7.5", tolerance: "0.5", unit: "minutes"}}
- id: m1-k04
  kind: short_answer
  {facts}
  options:
    - {{key: a, text: "*safeguarding lead*"}}
- id: m1-k05
  kind: true_false
  {facts}
  options:
    - {{key: a, text: "True", correct: true}}
    - {{key: b, text: "False", correct: false}}
- id: m1-k06
  kind: judgement
  {facts}
  options:
    - {{key: a, text: "Ask", rating: 4}}
    - {{key: b, text: "Wait", rating: 2}}
    - {{key: c, text: "Laugh", rating: 1}}
- id: m1-k07
  kind: judgement_rank
  {facts}
  options:
    - {{key: a, text: "Ask", rating: 4}}
    - {{key: b, text: "Wait", rating: 2}}
    - {{key: c, text: "Laugh", rating: 1}}
- id: m1-k08
  kind: gap_select
  {facts}
  options:
    - {{key: a, before: "Privacy **ends** where", right: "risk", others: "love\\nfun", feedback: "Always."}}
    - {{key: b, before: "begins. Tell", right: "the lead", others: "nobody", after: "at once."}}
- id: m1-k09
  kind: spot
  {facts}
  options:
    - {{key: a, speaker: "Ama", text: "I was alone.", correct: false}}
    - {{key: b, speaker: "Bo", text: "You felt *alone*.", correct: true, feedback: "A reflection."}}
    - {{key: c, text: "Try yoga!", correct: false}}
- id: m1-k10
  kind: likert
  {facts}
  options:
    - {{key: a, text: "Disagree"}}
    - {{key: b, text: "Agree"}}
- id: m1-k11
  kind: long_answer
  {facts}
  options:
    - key: a
      aim: 80
      model: "Ask **plainly**."
      criteria:
        - text: "Asks about safety"
          levels:
            - {{points: 0, words: "Does not"}}
            - {{points: 2, words: "Asks plainly", enough: true}}
""".format(facts='stem: "Well?"\n  topic: extra\n  competency: PEER-3\n  difficulty: 1\n  safety_critical: false')


KINDS_WRITTEN = re.findall(r"kind: (\w+)", QUESTIONS)


def test_every_kind_of_question_goes_into_a_pack_and_comes_out(small: Path, tmp_path: Path) -> None:
    bank = small / "questions" / "m1.yaml"
    bank.write_text(bank.read_text() + QUESTIONS)
    load_pack(root=small)
    kinds = dict(QuestionRevision.objects.filter(topic="extra").values_list("question__code", "kind"))
    assert list(kinds.values()) == KINDS_WRITTEN
    bodies = dict(QuestionRevision.objects.filter(topic="extra").values_list("question__code", "body"))
    rubric = bodies["m1-k11"]
    assert rubric["criteria"][0]["levels"][1] == {"points": 2, "words": "Asks plainly", "enough": True}
    assert rubric["model"] == "<p>Ask <b>plainly</b>.</p>"
    assert load_pack(root=small).updated == []
    export_pack(name="facilitator", root=tmp_path / "out")
    load_pack(root=tmp_path / "out", force=True)
    again = dict(QuestionRevision.objects.filter(topic="extra").values_list("question__code", "body"))
    assert (QuestionRevision.objects.filter(topic="extra").count(), again) == (len(kinds), bodies)


VIGNETTE = """code: m1-evening
title: "The first evening"
text: |
  Eight chairs. **Somebody** cries.

  The others look away.
"""


def with_vignette(small: Path, name: str = "m1-evening") -> None:
    (small / "vignettes").mkdir()
    (small / "vignettes" / "m1-evening.yaml").write_text(VIGNETTE)
    bank = small / "questions" / "m1.yaml"
    questions = QUESTIONS.replace("kind: spot\n", f"kind: spot\n  vignette: {name}\n")
    bank.write_text(bank.read_text() + questions)


def test_a_vignette_goes_into_a_pack_and_comes_out(small: Path, tmp_path: Path) -> None:
    with_vignette(small)
    load_pack(root=small)
    body = QuestionRevision.objects.get(question__code="m1-k09").body
    assert body["vignette"]["title"] == "The first evening"
    assert body["vignette"]["pieces"][0]["html"].startswith("<p>Eight chairs. <b>Somebody</b> cries.</p>")
    assert load_pack(root=small).updated == []
    export_pack(name="facilitator", root=tmp_path / "out")
    assert (tmp_path / "out" / "vignettes" / "m1-evening.yaml").exists()
    load_pack(root=tmp_path / "out", force=True)
    assert QuestionRevision.objects.filter(question__code="m1-k09").count() == 1


def test_a_vignette_that_is_not_there_is_named(small: Path) -> None:
    with_vignette(small, name="m1-morning")
    with pytest.raises(PackBroken, match=r"questions/m1.yaml:\d+: there is no vignette m1-morning"):
        load_pack(root=small)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('value: "7.5"', "value: 7.5", "must be a number in quotes"),
        (', match: "Go up"}', "}", "match is missing"),
        ('{key: b, text: "Listen"}', '{key: a, text: "Listen"}', "the same key"),
        ('text: "*safeguarding lead*"', 'text: "*"', "needs words"),
        (', others: "nobody"', ', others: "the lead"', "at least one other"),
        ('speaker: "Ama", text', "text", "who speaks"),
        ('before: "begins. Tell"', 'before: "begins <b>"', "raw HTML"),
        ('words: "Does not"', 'word: "Does not"', "is it meant to be words"),
        ("points: 2", "points: 0", "same points"),
        ('{key: a, text: "Greet"}', '{key: a, text: "Greet", correct: true}', "correct is not known here"),
    ],
)
def test_answers_that_do_not_fit_their_kind_are_named(small: Path, old: str, new: str, said: str) -> None:
    bank = small / "questions" / "m1.yaml"
    bank.write_text(bank.read_text() + QUESTIONS.replace(old, new))
    with pytest.raises(PackBroken, match=rf"questions/m1.yaml:\d+: .*{said}"):
        load_pack(root=small)


def test_load_pack_changed_framework_wants_a_new_version(small: Path, edit: Edit) -> None:
    load_pack(root=small)
    edit("framework.yaml", "Names a diagnosis or explains", "Names an illness or explains")
    with pytest.raises(PackBroken, match=r"framework.yaml:\d+: Version 1.0"):
        load_pack(root=small)
    edit("framework.yaml", 'version: "1.0"', 'version: "1.1"')
    assert load_pack(root=small).created == ["framework/facilitator"]


def test_load_pack_text_that_people_agreed_to_wants_a_new_version(small: Path, edit: Edit) -> None:
    load_pack(root=small)
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
    load_pack(root=small)
    CrisisLine.objects.filter(name="Samaritans", region__code="GB").update(
        last_verified=dt.date(2026, 11, 2), verified_by="Ada"
    )
    edit("crisis-lines.yaml", "- name: Shout", "- name: Shout now")
    report = load_pack(root=small)
    assert report.updated == ["crisis/GB"]
    assert CrisisLine.objects.get(name="Shout").retired
    assert CrisisLine.objects.get(name="Samaritans", region__code="GB").verified_by == "Ada"


def test_load_pack_new_lesson_goes_into_its_place(small: Path) -> None:
    load_pack(root=small)
    module = next(small.glob("courses/*/m1-*"))
    text = next(small.glob("courses/*/m1-*/4-*.md")).read_text()
    (module / "5-one-more.md").write_text(text.replace("what-the-studies-really-say", "one-more"))
    load_pack(root=small)
    slugs = [page.slug for page in ModulePage.objects.get().get_children()]
    assert slugs == [SLUG, "what-the-studies-really-say", "one-more", "m1-check"]


def test_load_pack_broken_pack_changes_nothing(small: Path, edit: Edit) -> None:
    edit("quizzes/m1-check.yaml", "serve: 8", "serve: 7")
    with pytest.raises(PackBroken) as caught:
        load_pack(root=small)
    assert len(caught.value.problems) == 1
    assert not Pack.objects.exists()
    assert not CoursePage.objects.exists()


def said(root: Path) -> dict[str, Any]:
    """What a pack says, entry by entry."""
    pack, problems = read_pack(root, drawings=DRAWINGS)
    assert list(map(str, problems)) == []
    return {entry.key: hash_of(entry) for entry in pack.entries}


def test_export_pack_says_what_was_loaded(tmp_path: Path) -> None:
    load_pack(root=SHIPPED)
    paths, left_out = export_pack(root=tmp_path / "out")
    assert left_out == []
    assert said(tmp_path / "out") == said(SHIPPED)
    assert {*paths} == {
        path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.suffix in {".md", ".yaml"}
    }


def test_export_pack_loaded_again_changes_nothing_and_is_written_the_same(small: Path, tmp_path: Path) -> None:
    load_pack(root=small)
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
    load_pack(root=small)
    publish_edit(lead="Mine.")
    export_pack(root=tmp_path / "out")
    text = next((tmp_path / "out").glob(LESSON)).read_text()
    assert "lead: Mine." in text
    changed = {key for key, value in said(tmp_path / "out").items() if value != said(small)[key]}
    assert changed == {KEY}


def test_export_pack_into_a_full_folder_is_refused(small: Path) -> None:
    load_pack(root=small)
    with pytest.raises(FolderInTheWay):
        export_pack(root=small)


def test_export_pack_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackUnknown):
        export_pack(root=tmp_path / "out")


def test_load_pack_command_reports_and_check_writes_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_pack", str(small), check=True)
    assert not Pack.objects.exists()
    call_command("load_pack", str(small))
    out = capsys.readouterr().out
    assert "The pack is sound" in out
    assert "0 changed" in out
