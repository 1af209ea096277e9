"""Whether a file says something else than it did, however it is laid out."""

from typing import Any

from assessments.instruments.filling import fill_kit
from assessments.scenarios.formats.story import read_story
from lms.common.hashing import content_hash
from lms.common.texts.problems import Problems
from lms.common.texts.prose import to_html
from lms.common.texts.schema import Place
from lms.common.texts.yaml_text import without_empty
from lms.packs.reading.bodies import one_line, paragraphs
from lms.packs.reading.directives import Piece
from lms.packs.reading.pack import Entry
from lms.packs.reading.tables import read_table

NUMBERS = {"estimate", "low", "high"}


def hash_of(entry: Entry) -> str:
    """A hash of what an entry says. Order counts, except where the database keeps none."""
    if entry.kind == "scenario":
        return _hash_of_story(entry)
    if entry.kind == "instrument":
        return content_hash(without_empty(fill_kit(entry.data)))
    data = without_empty(entry.data)
    for key in ("competencies", "requires"):
        if key in data:
            data[key] = sorted(data[key])
    # The place among lessons is where a new one goes; regions are kept in the order of the file.
    place = entry.position if entry.kind == "crisis" else 0
    return content_hash([data, [_said(piece) for piece in entry.pieces], entry.parent, place])


def _hash_of_story(entry: Entry) -> str:
    """Of what a scenario is, whether its file writes it in short forms or at length."""
    story = read_story(entry.data, Place(entry.path, 1, Problems()))
    if story is None:
        return content_hash(without_empty(entry.data))
    settings = {**story.settings, "competencies": sorted(story.settings["competencies"])}
    return content_hash([story.code, settings, story.graph])


def _said(piece: Piece) -> list[Any]:
    attributes = {key: float(value) if key in NUMBERS else value for key, value in piece.attributes.items() if value}
    return [piece.name, piece.title, _words(piece), attributes]


def _words(piece: Piece) -> Any:
    if piece.name == "table":
        return read_table(piece.text)
    if piece.name == "reflection":
        return [one_line(part) for part in paragraphs(piece.text)]
    return to_html(piece.text)
