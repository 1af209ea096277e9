"""The shipped pack, whole: loaded, loaded again, written back."""

from pathlib import Path

import pytest
from wagtail.models import Page, Revision, Site

from assessments.questions.models import QuestionRevision
from assessments.quizzes.models import QuizVersion
from content.pages.models import HomePage
from courses.catalogue.models import Activity, CoursePage, LessonPage, ModulePage
from lms.packs.loading.context import Report
from lms.packs.models import Pack, PackItem
from lms.packs.services import export_pack, load_pack
from tests.lms.packs.conftest import SHIPPED, said

# All of them start from the shipped pack, loaded; each gets it back as it was.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_whole")]

SLUG = "peers-not-professionals"


def test_load_pack_shipped_pack_stands_whole(loaded_whole: Report) -> None:
    assert len(loaded_whole.created) == len({*loaded_whole.created}) > 60
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
    kinds = {"read", "reflection", "quiz", "scenario", "lab"}
    assert {activity.kind for activity in Activity.objects.filter(active=True)} == kinds


def test_load_pack_second_time_writes_nothing() -> None:
    before = (Revision.objects.count(), QuizVersion.objects.count(), PackItem.objects.count())
    loaded_at = Pack.objects.get().loaded_at
    report = load_pack(root=SHIPPED)
    assert (report.created, report.updated, report.kept, report.gone) == ([], [], [], [])
    assert (Revision.objects.count(), QuizVersion.objects.count(), PackItem.objects.count()) == before
    assert Pack.objects.get().loaded_at == loaded_at


def test_export_pack_says_what_was_loaded(tmp_path: Path) -> None:
    paths, left_out = export_pack(root=tmp_path / "out")
    assert left_out == []
    assert said(tmp_path / "out") == said(SHIPPED)
    assert {*paths} == {
        path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.suffix in {".md", ".yaml"}
    }
