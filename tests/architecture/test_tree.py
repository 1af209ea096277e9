"""What is committed is ours, finished, and fits any machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, report

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
ADDRESS = re.compile(
    r"regis"
    r"try\.npmjs\.org|files\.python"
    r"hosted\.org|pypi\.org"
    r"/simple|--(extra-)?index"
    r"-url|\"resol"
    r"ved\":"
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(root|home/\w+|Users/\w+|wo" r"rk/\w+|tmp/h" r"s)/")
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".woff2", ".pdf", ".zip", ".mo"}
THIRD_PARTY = re.compile(
    r"(^|/)(vendor|node_modules|third[_-]party)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|whl|exe|so|dll)$"
)


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def hits(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number} {found.group()}"
        for path in tracked()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if (found := pattern.search(line))
    ]


def test_nothing_is_left_unfinished() -> None:
    offenders = hits(UNFINISHED)
    assert not offenders, report(offenders, "left for later")


def test_no_registry_address_is_committed() -> None:
    offenders = hits(ADDRESS)
    assert not offenders, report(offenders, "address of a package registry")


def test_no_path_of_one_machine_is_committed() -> None:
    offenders = hits(MACHINE_PATH)
    assert not offenders, report(offenders, "path of one machine")


def test_no_third_party_file_is_committed() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    offenders = [name for name in names if THIRD_PARTY.search(name)]
    assert not offenders, report(offenders, "third-party file")


def test_migrations_import_no_application_code() -> None:
    """Django writes fields, validators and defaults into them; services, queries and views have no place there."""
    pattern = re.compile(r"^\s*(from|import) [\w.]*(services|queries|access|views|forms|receivers|tasks)\b")
    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked()
        if path.parent.name == "migrations"
        for line in path.read_text().splitlines()
        if pattern.search(line)
    ]
    assert not offenders, report(offenders, "application code in a migration")
