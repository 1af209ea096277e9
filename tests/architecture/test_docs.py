"""docs/reference.md names every command, signal and variable, and none that is gone."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT, python_files, report

REFERENCE = ROOT / "docs" / "reference.md"
# Read by make, pytest, boto3 or Django, not by our settings.
NOT_OURS = {"CHROMIUM", "HOST", "PORT", "NODE_FROM_PYPI", "DJANGO_SETTINGS_MODULE", "DATABASE_URL", "CI"}


def commands() -> set[str]:
    return {
        path.stem
        for path in python_files()
        if path.parts[-3:-1] == ("management", "commands") and not path.stem.startswith("_")
    }


def signals() -> set[str]:
    found = set()
    for path in python_files():
        if path.stem != "signals":
            continue
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.value).endswith("Signal()"):
                found |= {f"{module}.{target.id}" for target in node.targets if isinstance(target, ast.Name)}
    return found


def variables() -> set[str]:
    pattern = re.compile(r"environ(?:\.get\(|\.setdefault\(|\[)\"([A-Z0-9_]+)\"|\benv_\w+\(\"([A-Z0-9_]+)\"")
    found = {a or b for path in python_files() for a, b in pattern.findall(path.read_text())}
    return found - NOT_OURS


def documented(heading: str, first_word: bool = False) -> set[str]:
    """The names in the first column of the table under a heading."""
    section = REFERENCE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    names = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    return {name.split()[0] if first_word else name for name in names}


@pytest.mark.parametrize(
    ("heading", "real", "more"),
    [("Commands", commands, set()), ("Signals", signals, set()), ("Variables", variables, NOT_OURS)],
)
def test_reference_names_what_there_is(heading: str, real, more: set[str]) -> None:
    names = documented(heading, first_word=heading == "Commands")
    assert real() <= names, report(sorted(real() - names), f"missing under {heading} in docs/reference.md")
    gone = names - real() - more
    assert not gone, report(sorted(gone), f"under {heading} in docs/reference.md, but gone")


def test_docs_link_only_to_what_there_is() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    offenders = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert not offenders, report(offenders, "link to nothing")


def test_docs_call_only_commands_that_there_are() -> None:
    foreign = {"migrate", "check", "collectstatic", "makemigrations", "runserver", "shell", "db_worker", "test"}
    foreign |= {"createsuperuser", "update_index", "rebuild_references_index", "compilemessages", "makemessages"}
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    offenders = [
        f"{page.relative_to(ROOT)}: {name}"
        for page in pages
        for name in re.findall(r"manage\.py ([a-z_]+)", page.read_text())
        if name not in commands() | foreign
    ]
    assert not offenders, report(offenders, "command that is not there")
