"""Live labs of a pack: mistakes with their lines, loading, what editors changed, and back into files."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from courses.catalogue.models import Activity
from courses.sessions.models import Lab
from lms.packs.services import export_pack, load_pack
from tests.lms.packs.conftest import SHIPPED

FIRST = "labs/1-opening-and-agreements.yaml"
KEY = "lab/opening-and-agreements"
Edit = Callable[[str, str, str], int]


def test_shipped_labs_last_two_hours_and_say_before_what_may_be_hard(problems: Callable[[], list[str]]) -> None:
    labs = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("labs/*.yaml"))]
    assert [sum(section["minutes"] for section in lab["plan"]) for lab in labs] == [120] * 4
    assert all(section["hosts"] for lab in labs for section in lab["plan"])
    assert labs[3]["safety"]
    assert "leave" in labs[3]["content_note"]
    assert [one for one in problems() if "labs/" in one] == []


MISTAKES = [
    ("competencies: [GRP-1", "competencies: [GRP-99", "there is no competency GRP-99"),
    ("minutes: 10", "minutes: soon", "minutes must be a whole number"),
    ("number: 1", "number: 3", "the file is named 1-opening-and-agreements"),
    ("summary:", "sumary:", "is it meant to be summary"),
    ("safety: false", "safety: true", "content_note is missing"),
    ("minutes: 25", "minutes: 240\n    hosst: x", "is it meant to be hosts"),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_mistake_is_named_with_file_and_line(
    edit: Edit, problems: Callable[[], list[str]], old: str, new: str, said: str
) -> None:
    line = edit(FIRST, old, new)
    found = [one for one in problems() if said in one]
    assert found
    file, told, _words = found[0].split(":", 2)
    assert (file, abs(int(told) - line) <= 1) == (FIRST, True)


def test_lesson_names_a_lab_that_is_there(small: Path, problems: Callable[[], list[str]]) -> None:
    lesson = next(small.glob("courses/foundations/m1-*/1-*.md"))
    lesson.write_text(lesson.read_text() + "\n::: lab opening-and-agrements\n:::\n")
    assert any("there is no lab opening-and-agrements" in one for one in problems())


@pytest.mark.django_db
def test_a_lab_is_loaded_once_kept_when_edited_and_written_back(small: Path, tmp_path: Path) -> None:
    lesson = next(small.glob("courses/foundations/m1-*/1-*.md"))
    lesson.write_text(lesson.read_text() + "\n::: lab opening-and-agreements required=false\n:::\n")
    assert KEY in load_pack(root=small).created
    lab = Lab.objects.get(code="opening-and-agreements")
    assert (lab.minutes, lab.live, lab.competencies.count(), lab.reviewed_by) == (120, True, 6, "")
    assert Activity.objects.get(kind="lab").target == lab.uuid
    assert not load_pack(root=small).wrote
    export_pack(root=tmp_path / "out")
    written = tmp_path / "out" / FIRST
    assert yaml.safe_load(written.read_text())["bring"] == yaml.safe_load((small / FIRST).read_text())["bring"]
    assert (
        "::: lab opening-and-agreements required=false"
        in next((tmp_path / "out").glob("courses/foundations/m1-*/1-*.md")).read_text()
    )
    assert KEY in load_pack(root=tmp_path / "out").unchanged + load_pack(root=tmp_path / "out").updated
    lab.refresh_from_db()
    lab.title = "Opening, our way"
    lab.save_revision().publish()
    (small / FIRST).write_text((small / FIRST).read_text().replace("Open a session in", "Begin a session in"))
    assert KEY in load_pack(root=small).kept
    assert Lab.objects.get(code="opening-and-agreements").title == "Opening, our way"
