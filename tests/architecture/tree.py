"""Which files are ours, for the guards."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("lms", "content", "assessments", "courses", "certificates")


def python_files(*packages: str) -> Iterator[Path]:
    """Our Python files; migrations are Django's writing."""
    for package in packages or PACKAGES:
        yield from (path for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts)


def template_files() -> Iterator[Path]:
    """Our HTML templates."""
    for package in PACKAGES:
        yield from (path for path in sorted((ROOT / package).rglob("*.html")) if "templates" in path.parts)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def report(offenders: list[str], what: str) -> str:
    return "\n".join([f"{len(offenders)} × {what}", *offenders])
