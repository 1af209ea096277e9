"""Opening the files of a pack, distrustfully: a pack may come from anywhere."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from lms.common.texts.decoding import LARGEST_FILE, decode
from lms.common.texts.problems import Problems

MOST_FILES = 5_000
SUFFIXES = {".md", ".yaml"}


class Folder:
    """The folder of a pack. Paths handed in and out are relative to it, with forward slashes."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root.resolve()
        self.problems = problems
        self._paths = sorted(self._walk())

    def paths(self, *, under: str = "", suffix: str = "") -> list[str]:
        """The files below a folder, in the order of their names."""
        prefix = f"{under}/" if under else ""
        return [path for path in self._paths if path.startswith(prefix) and path.endswith(suffix)]

    def has(self, path: str) -> bool:
        return path in self._paths

    def read(self, path: str) -> str | None:
        """The text of a file with \\n line ends; None (and a problem) when it can't be read as text."""
        file = self.root / path
        if file.stat().st_size > LARGEST_FILE:
            self.problems.add(path, 1, _("larger than %(size)s bytes"), size=LARGEST_FILE)
            return None
        return decode(file.read_bytes(), path, self.problems)

    def _walk(self) -> Iterator[str]:
        count = 0
        for folder, folders, files in os.walk(self.root, followlinks=False):
            folders[:] = [name for name in sorted(folders) if not name.startswith(".")]
            for name in sorted(files):
                path = Path(folder, name)
                count += 1
                if count > MOST_FILES:
                    self.problems.add(".", 1, _("more than %(count)s files"), count=MOST_FILES)
                    return
                if self._accept(path):
                    yield path.relative_to(self.root).as_posix()

    def _accept(self, path: Path) -> bool:
        if path.name.startswith(".") or path.suffix not in SUFFIXES:
            return False
        shown = path.relative_to(self.root).as_posix()
        # A link may lead out of the pack, to a file that nobody meant to publish.
        if not path.resolve().is_relative_to(self.root):
            self.problems.add(shown, 1, _("leads out of the pack"))
            return False
        return path.is_file()
