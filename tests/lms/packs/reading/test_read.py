"""Every kind of mistake is found, named with its file and line, and all of them at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lms.packs.reading.read import read_pack
from tests.lms.packs.conftest import DRAWINGS, SHIPPED

LESSON = "courses/*/m1-*/1-peers*.md"
CONSENT = "courses/*/m2-*/2-*.md"
STUDIES = "courses/*/m1-*/4-*.md"
CHECK = "courses/*/m1-*/6-*.md"
PROMISE = "courses/*/m2-*/1-*.md"
NOTES = "courses/*/m2-*/5-*.md"

# file, words, what somebody wrote instead, what we say
MISTAKES = [
    (LESSON, "kind: lesson", "kind: lecture", "kind can't be lecture; there are: lesson, check"),
    (LESSON, "minutes: 20", "minutes: twenty", "minutes must be a whole number"),
    (LESSON, "minutes: 20", "minutes: 0", "minutes must lie between 1 and 600"),
    (LESSON, "minutes: 20", "minuets: 20", "minuets is not known here; is it meant to be minutes?"),
    (LESSON, "safety: true", "safety: maybe", "safety must be true or false"),
    (LESSON, "safety: true", "safety: true\nsafety: false", "safety stands here twice"),
    (LESSON, "competencies: [SAFE-1, PEER-3]", "competencies: [SAFE-9]", "there is no competency SAFE-9"),
    (LESSON, "drawing: m1-1", "drawing: m1-99", "there is no drawing m1-99"),
    (LESSON, "slug: peers-not-professionals", "slug: Peers_Not", "slug may hold small letters"),
    (LESSON, "slug: peers-not-professionals", "slug: others", "the file is named peers-not-professionals"),
    (LESSON, 'url: "https://doi.org/10.2196/25528"', 'url: "javascript:alert(1)"', "url is not a web address"),
    (LESSON, "::: words", "::: wrods", "there is no block wrods"),
    (LESSON, "::: words\n", "::: words aloud\n", "“aloud” can't be read"),
    (LESSON, "::: try-it From expert to peer | 5", "::: try-it From expert to peer | five", "not a number of minutes"),
    (LESSON, "::: safety A guess can do real harm", "::: safety", "safety needs words after it"),
    (LESSON, "::: reflection key=heard-not-fixed", "::: reflection", "key is missing"),
    (LESSON, "::: reflection key=heard-not-fixed", "::: reflection name=x key=y", "name is not known here"),
    (LESSON, "Help flows in every direction.", "<b>Help</b> flows.", "raw HTML is not read"),
    (LESSON, "Help flows in every direction.", "![Help](/a.png)", "image has no place in running text"),
    (LESSON, "Help flows in every direction.", "[Help](javascript:alert(1))", "leads nowhere"),
    (LESSON, "Help flows in every direction.", "> Help", "blockquote has no place in running text"),
    (LESSON, "## What the group is made of", "# What the group is made of", "only ## and ### are headings here"),
    (STUDIES, "low=0.11 ", "", "half an interval"),
    (STUDIES, "estimate=0.19 ", "", "estimate is missing"),
    (CHECK, "::: quiz m1-check", "::: quiz m1-check required=perhaps", "required must be true or false"),
    (LESSON, "When did someone hear you", "When did **someone** hear you", "a reflection is plain words"),
    (LESSON, "safety: true", "requires: [consent-is-repeated]\nsafety: true", "no lesson before this one called"),
    (STUDIES, "high=0.27", "high=(0", "high is not a number"),
    (STUDIES, "high=0.27", "high=0.15", "the estimate must lie between low and high"),
    (CHECK, "::: quiz m1-check", "::: quiz m9-check", "there is no quiz m9-check"),
    (PROMISE, "resource=group-agreement", "resource=nothing", "there is no resource nothing"),
    (NOTES, "| First draft | The note that may stay |", "| First draft |", "2 cells, but the head has 1"),
    ("questions/m1.yaml", "id: m1-q02", "id: m1-q01", "question/m1-q01 is there twice"),
    ("questions/m1.yaml", "kind: several_right", "kind: one_best", "exactly one right answer, here are 3"),
    ("questions/m1.yaml", "competency: PEER-3", "competency: PEER-99", "there is no competency PEER-99"),
    ("questions/m1.yaml", "reread: twelve-values-as-daily-choices", "reread: gone", "there is no lesson gone"),
    ("questions/m1.yaml", "key: b", "key: a", "two answers have the same key"),
    ("questions/m1.yaml", "difficulty: 1", "difficulty: 4", "difficulty must lie between 1 and 3"),
    ("quizzes/m1-check.yaml", "bank: m1", "bank: m7", "there are no questions in m7"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\nopens_at: tomorrow", "opens_at is no moment"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\ncloses_at: '2026-12-01T18:00:00'", "closes_at is no moment"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\nbands: [{mark: 5, text: x}]", "let one band begin at 0"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\nreview: {never: [marks]}", "“never” is not known here"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\nreview: [marks]", "a list of keys and values is wanted here"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\ngrading: best", "grading can't be best"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 8\ngrade_by_certainty: true", "how sure somebody is: tick it"),
    ("questions/m1.yaml", "difficulty: 1", "difficulty: 1\n  hints: [<b>x</b>]", "raw HTML is not read"),
    ("quizzes/m1-check.yaml", "serve: 8", "serve: 9", "serve is 9, but the blueprint draws 8"),
    (
        "quizzes/m1-check.yaml",
        "topic: language, count: 1",
        "topic: language, count: 9",
        "needs 9 questions, and the bank",
    ),
    ("quizzes/m1-check.yaml", "topic: language", "topic: speech", "“speech” needs 1 question, and the bank “m1” has 0"),
    ("quizzes/m1-check.yaml", "safety_critical: 1", "safety_critical: 4", "wants 4 safety-critical questions"),
    ("framework.yaml", "code: SAFE-1.H2", "code: SAFE-1.H1", "SAFE-1.H1 stands here twice"),
    ("framework.yaml", "code: SAFE-1.H2", "code: SAFE-2.H2", "does not begin with its competency"),
    ("framework.yaml", "number: 4", "number: 3", "the levels are 1, 2, 3 and 4"),
    ("framework.yaml", 'version: "1.0"', "version: 1.0", "version must be text: put it in quotes"),
    ("programmes/foundations.yaml", "course: foundations", "course: gone", "there is no course gone"),
    ("programmes/foundations.yaml", "knowledge: SAFE-2", "knowledge: GRP-1", "there is no check for GRP-1"),
    ("programmes/foundations.yaml", "{knowledge: SAFE-2}", "{knows: SAFE-2}", "knows is not known here"),
    ("crisis-lines.yaml", 'source_checked: "2026-11"', 'source_checked: "last week"', "must be a month like"),
    ("crisis-lines.yaml", 'chat: "https://988lifeline.org"', 'chat: "988"', "chat is not a web address"),
    ("agreements/adult.md", "kind: adult", "kind: grown-up", "kind can't be grown-up"),
    ("resources/group-agreement.md", "review_by: 2027-11-23", "review_by: soon", "review_by must be a day"),
    ("pages/privacy.md", "footer: true", "footer: [true", "not YAML"),
    ("pages/privacy.md", "footer: true", "footer: &a true\nx: *a", "aliases (*name) are not read here"),
]


@pytest.fixture
def folder(folder: Path) -> Path:
    """The copy without the scenarios that no lesson names: half of the reading, and none of the mistakes here."""
    for path in folder.glob("scenarios/[235678]-*.yaml"):
        path.unlink()
    return folder


def test_read_pack_shipped_pack_is_sound() -> None:
    pack, problems = read_pack(SHIPPED, drawings=DRAWINGS)
    assert list(map(str, problems)) == []
    assert len(pack.of("lesson")) == 15
    assert len(pack.of("question")) == 69
    assert [lesson.data["slug"] for lesson in pack.under(pack.of("module")[0])][0] == "peers-not-professionals"


@pytest.mark.parametrize(("pattern", "old", "new", "message"), MISTAKES)
def test_read_pack_mistake_is_named_with_its_line(
    folder: Path,
    edit: Callable[[str, str, str], int],
    problems: Callable[[], list[str]],
    pattern: str,
    old: str,
    new: str,
    message: str,
) -> None:
    line = edit(pattern, old, new)
    path = next(folder.glob(pattern)).relative_to(folder).as_posix()
    found = [text for text in problems() if message in text]
    assert found, problems()
    assert found[0].startswith(f"{path}:")
    # On the line itself, or on the line of what holds it (the list, the question, the file's head).
    assert abs(int(found[0].split(":")[1]) - line) <= 30


def test_read_pack_line_is_exact_below_front_matter(
    edit: Callable[[str, str, str], int], problems: Callable[[], list[str]]
) -> None:
    line = edit(LESSON, "::: words", "::: wrods")
    assert [text.split(":")[1] for text in problems() if "no block wrods" in text] == [str(line)]


def test_read_pack_line_is_exact_inside_a_block(
    edit: Callable[[str, str, str], int], problems: Callable[[], list[str]]
) -> None:
    line = edit(LESSON, "Never name a condition for someone", "Never <i>name</i> a condition")
    assert [text.split(":")[1] for text in problems()] == [str(line)]


def test_read_pack_several_mistakes_are_all_told(
    edit: Callable[[str, str, str], int], problems: Callable[[], list[str]]
) -> None:
    edit(LESSON, "minutes: 20", "minutes: none")
    edit(CONSENT, "kind: lesson", "kind: lessen")
    edit("crisis-lines.yaml", "name: Canada", "nam: Canada")
    files = {text.split(":")[0].split("/")[-1] for text in problems()}
    assert {"1-peers-not-professionals.md", "2-consent-is-repeated.md", "crisis-lines.yaml"} <= files


def test_read_pack_unclosed_block_names_where_it_began(
    edit: Callable[[str, str, str], int], problems: Callable[[], list[str]]
) -> None:
    line = edit(LESSON, "::: safety A guess", "::: evidence Unclosed\n\n::: safety A guess")
    found = problems()
    assert any(f":{line + 2}: a block inside a block" in text for text in found)


def test_read_pack_wrong_encoding_is_named(folder: Path, problems: Callable[[], list[str]]) -> None:
    (folder / "pages" / "about.md").write_bytes("---\ntitle: Über\n".encode("latin-1"))
    assert "pages/about.md:2: not UTF-8; save the file as UTF-8" in problems()


def test_read_pack_huge_file_is_refused_unread(folder: Path, problems: Callable[[], list[str]]) -> None:
    (folder / "pages" / "about.md").write_text("x" * 1_000_001)
    assert "pages/about.md:1: larger than 1000000 bytes" in problems()


def test_read_pack_link_out_of_the_pack_is_refused(
    folder: Path, tmp_path: Path, problems: Callable[[], list[str]]
) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n")
    (folder / "pages" / "secret.md").symlink_to(tmp_path / "secret.md")
    assert "pages/secret.md:1: leads out of the pack" in problems()


def test_read_pack_binary_file_is_refused(folder: Path, problems: Callable[[], list[str]]) -> None:
    (folder / "pages" / "about.md").write_bytes(b"---\ntitle: x\n---\n\x00\x01")
    assert "pages/about.md:4: holds a control character; is this a text file?" in problems()


def test_read_pack_stray_file_is_named(folder: Path, problems: Callable[[], list[str]]) -> None:
    (folder / "pages" / "extra").mkdir()
    (folder / "pages" / "extra" / "deep.md").write_text("x")
    assert "pages/extra/deep.md:1: a pack has no such file" in problems()


def test_read_pack_missing_file_is_named(folder: Path, problems: Callable[[], list[str]]) -> None:
    (folder / "framework.yaml").unlink()
    assert "framework.yaml:1: this file is missing" in problems()


def test_read_pack_missing_folder_is_one_problem(tmp_path: Path) -> None:
    _pack, problems = read_pack(tmp_path / "nothing", drawings=DRAWINGS)
    assert [problem.message for problem in problems] == ["there is no such folder"]


def test_read_pack_windows_line_ends_change_nothing(folder: Path) -> None:
    same, _none = read_pack(folder, drawings=DRAWINGS)
    for file in folder.rglob("*.md"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    pack, problems = read_pack(folder, drawings=DRAWINGS)
    assert list(problems) == []
    assert [entry.pieces for entry in pack.entries] == [entry.pieces for entry in same.entries]
