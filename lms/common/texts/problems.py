"""Everything that is wrong with a pack, each with the file and the line where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Problems:
    """Collects problems, so that an author sees all of them at once."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, file: str, line: int, message: "str | Promise", **values: Any) -> None:
        """Note one problem. `values` fill the %(name)s places of the (translated) message."""
        self._found.add(Problem(file, max(line, 1), str(message) % values if values else str(message)))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)
