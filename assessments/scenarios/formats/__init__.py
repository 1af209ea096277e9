"""Scenarios as files: our own YAML, and Twee 3. Pure; what is wrong is said with the line where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.scenarios.formats.story import Story, parse_story, write_story
from assessments.scenarios.formats.twee import parse_twee
from assessments.scenarios.formats.twee_writing import write_twee
from lms.common.texts.decoding import LARGEST_FILE, decode
from lms.common.texts.problems import Problem, Problems
from lms.common.texts.schema import Place

__all__ = ["FORMATS", "LARGEST_FILE", "Format", "Reading", "Story", "guess", "read"]

Write = Callable[[str, Mapping[str, Any], Mapping[str, Any]], str]


@dataclass(frozen=True)
class Format:
    """`read`: (text, place, notes, name of the file); `endings`: the first is that of what we write."""

    name: str
    label: str
    endings: tuple[str, ...]
    media_type: str
    read: Callable[[str, Place, Place, str], Story | None]
    write: Write


@dataclass(frozen=True)
class Reading:
    """`story`: None where a problem stops it; `problems` and `notes` (what was left out or guessed), by line."""

    story: Story | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


FORMATS = {
    one.name: one
    for one in (
        Format(
            "yaml",
            "YAML",
            ("yaml", "yml"),
            "application/yaml; charset=utf-8",
            lambda text, place, notes, name: parse_story(text, place.file, place.problems),
            write_story,
        ),
        Format(
            "twee",
            "Twee 3",
            ("twee", "tw"),
            "text/plain; charset=utf-8",
            lambda text, place, notes, name: parse_twee(text, place, notes, name=name),
            write_twee,
        ),
    )
}


def guess(file_name: str) -> str:
    """The format that the name of a file tells, or ""."""
    ending = file_name.rpartition(".")[2].lower()
    return next((one.name for one in FORMATS.values() if ending in one.endings), "")


def read(data: bytes, format_name: str, file_name: str) -> Reading:
    """What a file says. Never raises on what stands in it."""
    problems, notes = Problems(), Problems()
    text = decode(data, file_name, problems)
    story = None
    if text is not None:
        name = file_name.rpartition(".")[0] or file_name
        story = FORMATS[format_name].read(text, Place(file_name, 1, problems), Place(file_name, 1, notes), name)
    return Reading(story if not len(problems) else None, list(problems), list(notes))
