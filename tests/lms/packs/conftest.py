"""A copy of the shipped pack to break, and what reading it says."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from lms.packs.reading.read import read_pack

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
