"""Checks of what stands in a body: running text, tables, intervals, boxes to write in."""

import re
from decimal import Decimal, InvalidOperation
from html import escape

from django.utils.translation import gettext_lazy as _

from lms.common.texts import prose
from lms.common.texts.problems import Problems
from lms.common.texts.schema import URL
from lms.packs.reading.directives import PROSE, Piece
from lms.packs.reading.pack import Entry, Pack
from lms.packs.reading.tables import check_table

ONLY_IN_LESSONS = {"reflection", "quiz", "scenario"}
ONLY_PROSE = {"agreement", "course", "module"}


def check_bodies(pack: Pack, problems: Problems) -> None:
    """Every body of the pack, piece by piece."""
    for entry in pack.entries:
        keys: set[str] = set()
        for piece in entry.pieces:
            _check_place(entry, piece, problems)
            _check_piece(entry, piece, problems)
            if piece.name == "reflection":
                _check_key(entry, piece, keys, problems)


def _check_place(entry: Entry, piece: Piece, problems: Problems) -> None:
    bare = entry.kind in ONLY_PROSE and piece.name != PROSE
    if bare or (piece.name in ONLY_IN_LESSONS and entry.kind != "lesson"):
        problems.add(entry.path, piece.line, _("%(name)s has no place on this kind of page"), name=piece.name)


def _check_piece(entry: Entry, piece: Piece, problems: Problems) -> None:
    if piece.name == "table":
        check_table(piece.text, entry.path, piece.text_line, problems)
    elif piece.name == "interval":
        _check_interval(entry, piece, problems)
    elif piece.text:
        prose.check(piece.text, entry.path, piece.text_line, problems)
    _check_flag(entry, piece, problems)
    if piece.name == "quote" and piece.attributes.get("url") and not URL.match(piece.attributes["url"]):
        problems.add(entry.path, piece.line, _("url is not a web address"))


def _check_key(entry: Entry, piece: Piece, keys: set[str], problems: Problems) -> None:
    key = piece.attributes["key"]
    if key in keys:
        problems.add(entry.path, piece.line, _("the key %(key)s stands on this page twice"), key=key)
    keys.add(key)
    parts = paragraphs(piece.text)
    if len(parts) > 2:
        message = _("a reflection has a question and, if need be, one paragraph that helps")
        problems.add(entry.path, piece.line, message)
    if any(prose.to_html(part) != f"<p>{escape(one_line(part), quote=False)}</p>" for part in parts):
        problems.add(entry.path, piece.text_line, _("a reflection is plain words, without marks"))


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.strip())]


def one_line(text: str) -> str:
    return " ".join(text.split())


def _check_flag(entry: Entry, piece: Piece, problems: Problems) -> None:
    for name in ("required", "row_headings"):
        if piece.attributes.get(name, "true") not in {"true", "false"}:
            problems.add(entry.path, piece.line, _("%(key)s must be true or false"), key=name)


def _check_interval(entry: Entry, piece: Piece, problems: Problems) -> None:
    numbers: dict[str, Decimal] = {}
    if ("low" in piece.attributes) != ("high" in piece.attributes):
        problems.add(entry.path, piece.line, _("half an interval: give both low and high, or neither"))
        return
    for name in {"estimate", "low", "high"} & set(piece.attributes):
        try:
            numbers[name] = Decimal(piece.attributes[name])
        except InvalidOperation:
            problems.add(entry.path, piece.line, _("%(name)s is not a number"), name=name)
    if len(numbers) == 3 and not numbers["low"] <= numbers["estimate"] <= numbers["high"]:
        problems.add(entry.path, piece.line, _("the estimate must lie between low and high"))
