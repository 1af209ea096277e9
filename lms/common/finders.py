"""Serve named files of npm packages as static files, without copying or committing them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.core.files.storage import FileSystemStorage


class NodeFilesFinder(BaseFinder):
    """Finds `settings.NODE_FILES` ({static path: path inside node_modules})."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [target for target, source in settings.NODE_FILES.items() if not self._path(source).exists()]
        if not missing:
            return []
        hint = "Run `npm ci` (or `make run`, which does it)."
        return [CheckWarning(f"{len(missing)} npm files are missing, e.g. {missing[0]}", hint=hint, id="common.W001")]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        source = settings.NODE_FILES.get(path)
        found = source and self._path(source)
        if not found or not found.exists():
            return [] if find_all else None
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for target, source in settings.NODE_FILES.items():
            if self._path(source).exists():
                yield target, _OneFile(target, self._path(source))

    def _path(self, source: str) -> Path:
        return Path(settings.NODE_MODULES_DIR) / source


class _OneFile(FileSystemStorage):
    """A storage that knows one file under its static name."""

    prefix = ""

    def __init__(self, name: str, location: Path) -> None:
        super().__init__(location=str(location.parent))
        self._name, self._location = name, location

    def path(self, name: str) -> str:
        return str(self._location)
