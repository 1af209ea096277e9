"""A copy of the shipped pack to break, and what reading it says."""

import functools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from lms.packs.loading.context import Report
from lms.packs.loading.hashing import hash_of
from lms.packs.reading.pack import Pack as Source
from lms.packs.reading.read import read_pack
from lms.packs.services import load_pack

SHIPPED = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator"
DRAWINGS = frozenset(f"m{module}-{lesson}" for module in (1, 2) for lesson in range(1, 6))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped pack, copied."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


def _shrink(folder: Path) -> Path:
    """One module, two lessons and a check: what takes seconds to load whole takes a moment."""
    for path in [
        *folder.glob("courses/safety-check"),
        *folder.glob("courses/*/m2-*"),
        *folder.glob("*/m[28]*.yaml"),
        *folder.glob("*/practice*.yaml"),
        *folder.glob("vignettes"),
        *folder.glob("scenarios/[2-9]*.yaml"),
        *folder.glob("labs/[2-9]*.yaml"),
        *folder.glob("calibration"),
        *folder.glob("instruments/[!o]*.yaml"),
        *folder.glob("instruments/orp-[2-9].yaml"),
        *folder.glob("courses/foundations/m1-*/[235]-*.md"),
        *folder.glob("pages/[!ah]*.md"),
        *folder.glob("resources/[!g]*.md"),
    ]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for bank in folder.glob("questions/*.yaml"):
        lines = bank.read_text().split("\n")
        bank.write_text("\n".join(line for line in lines if not line.startswith("  reread:")))
    programme = folder / "programmes" / "foundations.yaml"
    programme.write_text(programme.read_text().replace("  - {knowledge: SAFE-2}\n", ""))
    return folder


@pytest.fixture
def small(folder: Path) -> Path:
    """The copy, made small."""
    return _shrink(folder)


@functools.cache
def shipped_pack() -> Source:
    """The shipped pack, read once: to look at, never to change."""
    return read_pack(SHIPPED, drawings=DRAWINGS)[0]


def said(root: Path) -> dict[str, Any]:
    """What a pack says, entry by entry."""
    pack, problems = read_pack(root, drawings=DRAWINGS)
    assert list(map(str, problems)) == []
    return {entry.key: hash_of(entry) for entry in pack.entries}


@contextmanager
def _loaded_until_the_module_ends(root: Path, blocker: Any) -> Iterator[Report]:
    """Load a pack inside a transaction that is rolled back at the end; each test has a savepoint of its own in it.

    For modules all of whose tests start from the loaded pack: the others would find it or not as the order falls.
    """
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
    try:
        with blocker.unblock():
            report = load_pack(root=root)
        yield report
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    """The small pack in the database, loaded once for the module."""
    root = Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("loaded") / "pack"))
    with _loaded_until_the_module_ends(_shrink(root), django_db_blocker) as report:
        yield report


@pytest.fixture(scope="module")
def loaded_whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    """The shipped pack in the database, loaded once for the module."""
    with _loaded_until_the_module_ends(SHIPPED, django_db_blocker) as report:
        yield report


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], int]:
    """Replace words in one file; gives the line on which they stood."""

    def replace(pattern: str, old: str, new: str) -> int:
        file = next(folder.glob(pattern))
        text = file.read_text()
        assert old in text, f"{old!r} is not in {pattern}"
        file.write_text(text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    return replace


@pytest.fixture
def problems(folder: Path) -> Callable[[], list[str]]:
    """What is wrong with the copy, as file:line: message."""

    def read() -> list[str]:
        return [str(problem) for problem in read_pack(folder, drawings=DRAWINGS)[1]]

    return read
