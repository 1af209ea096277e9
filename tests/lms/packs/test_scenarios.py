"""Scenarios of a pack: mistakes with their lines, loading, what editors changed, and back into files."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assessments.scenarios.models import Scenario, ScenarioVersion
from lms.common.texts.problems import Problems
from lms.packs.errors import PackBroken
from lms.packs.loading.bodies import to_blocks
from lms.packs.reading.directives import split_body
from lms.packs.services import export_pack, load_pack
from lms.packs.writing.bodies import BodyWriter
from tests.lms.packs.conftest import SHIPPED

FIRST = "scenarios/1-first-night.yaml"
KEY = "scenario/first-night"
Edit = Callable[[str, str, str], int]


def lines_with(found: list[str], words: str) -> list[str]:
    return [one for one in found if words in one]


def test_shipped_scenarios_can_be_published(problems: Callable[[], list[str]], folder: Path) -> None:
    assert len(list(folder.glob("scenarios/*.yaml"))) == 8
    assert lines_with(problems(), "scenarios/") == []


def test_content_notes_leave_the_way_round_to_the_pages_that_show_them() -> None:
    notes = {}
    for path in SHIPPED.glob("scenarios/*.yaml"):
        notes[path.stem] = str(yaml.safe_load(path.read_text(encoding="utf-8")).get("content_note", ""))
    assert sum(map(bool, notes.values())) >= 2
    assert [name for name, note in notes.items() if "text" in note] == []


MISTAKES = [
    ("competencies: [SAFE-2", "competencies: [SAFE-99", "there is no competency SAFE-99"),
    ("minutes: 12", "minutes: soon", "minutes must be a whole number"),
    ("number: 1", "number: 3", "the file is named 1-first-night"),
    ("behaviours: [SAFE-2.B1", "behaviours: [SAFE-2.B77", "SAFE-2.B77"),
    ("to: n2\n", "to: nowhere\n", "nowhere"),
    ("kind: choice", "kind: chioce", "This has to be one of"),
    ("summary:", "sumary:", "is it meant to be summary"),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_mistake_is_named_with_file_and_line(
    edit: Edit, problems: Callable[[], list[str]], old: str, new: str, said: str
) -> None:
    line = edit(FIRST, old, new)
    found = lines_with(problems(), said)
    assert found
    file, told, _words = found[0].split(":", 2)
    assert file == FIRST
    # What the lint finds is said where the choice or the moment begins.
    assert line - 40 <= int(told) <= line


def test_harm_without_reason_is_named_where_the_choice_begins(small: Path, problems: Callable[[], list[str]]) -> None:
    file = small / FIRST
    text = file.read_text()
    start = text.index("tag: harmful")
    why = text.index("why:", start)
    file.write_text(text[:why] + "next_line:" + text[why + 4 :].replace("next_line:", "happened:", 1))
    assert any(one.startswith(f"{FIRST}:") for one in problems())


def test_lesson_names_a_scenario_that_is_there(small: Path, problems: Callable[[], list[str]]) -> None:
    lesson = next(small.glob("courses/foundations/m1-*/1-*.md"))
    lesson.write_text(lesson.read_text() + "\n::: scenario first-nihgt\n:::\n")
    assert lines_with(problems(), "there is no scenario first-nihgt")
    lesson.write_text(lesson.read_text().replace("first-nihgt", "first-night"))
    assert not lines_with(problems(), "scenario")


def test_scenario_block_has_no_place_on_other_pages(small: Path, problems: Callable[[], list[str]]) -> None:
    page = next(small.glob("resources/*.md"))
    page.write_text(page.read_text() + "\n::: scenario first-night\n:::\n")
    assert lines_with(problems(), "scenario has no place on this kind of page")


@pytest.mark.parametrize("required", ["", ' required="false"', " required=false"])
def test_scenario_block_comes_back_as_it_was_written(required: str) -> None:
    problems = Problems()
    pieces = split_body(f"::: scenario first-night{required}\n:::", "a.md", problems)
    assert not len(problems)
    (block,) = to_blocks(pieces, owner="a", find=lambda kind, name: {("scenario", "first-night"): 7}[kind, name])
    assert (block["type"], block["value"]) == ("scenario", {"scenario": 7, "required": not required})
    writer = BodyWriter(lambda kind, key: "first-night", lambda attributes: "")
    assert writer.write([block]) == f"::: scenario first-night{' required=false' if required else ''}\n:::"
    assert to_blocks(pieces, owner="a", find=lambda kind, name: 7)[0]["id"] == block["id"]


@pytest.mark.django_db
def test_load_pack_broken_story_loads_nothing(small: Path, edit: Edit) -> None:
    edit(FIRST, "kind: choice", "kind: chioce")
    with pytest.raises(PackBroken):
        load_pack(root=small)
    assert not Scenario.objects.exists()


@pytest.mark.django_db
def test_export_pack_writes_scenarios_as_they_are_read(small: Path, tmp_path: Path) -> None:
    for path in SHIPPED.glob("scenarios/*.yaml"):
        (small / "scenarios" / path.name).write_text(path.read_text())
    load_pack(root=small)
    paths, _left_out = export_pack(root=tmp_path / "out")
    written = sorted(path for path in paths if path.startswith("scenarios/"))
    assert written == sorted(f"scenarios/{path.name}" for path in SHIPPED.glob("scenarios/*.yaml"))
    report = load_pack(root=tmp_path / "out")
    assert len([key for key in report.unchanged if key.startswith("scenario/")]) == len(written) == 8
    assert ScenarioVersion.objects.count() == 8
