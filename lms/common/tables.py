"""Rows as a CSV or XLSX file that no spreadsheet mistakes for formulas. No database.

Rows come as plain tuples and are written one by one: a file may be larger than memory.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook

# A sheet holds that many rows, the heading among them, and a cell that many characters.
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
# What a spreadsheet takes for the beginning of a formula, in its wide form as well.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# XML has no place for these.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
BOM = "\ufeff"


def safe(value: Any) -> Any:
    """A value as a cell takes it: text that looks like a formula behind an apostrophe, moments in ISO 8601.

    Numbers and truth values stay what they are; None is an empty cell.
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    text = CONTROL.sub("", str(value))
    if text and not text[0].isalnum() and _begins_a_formula(text):
        text = f"'{text}"
    return text[:MOST_CHARACTERS]


def _begins_a_formula(text: str) -> bool:
    """Spaces, and what nobody sees, do not keep a spreadsheet from reading a formula."""
    first = next((char for char in text if unicodedata.category(char) not in {"Zs", "Cf"}), "")
    return text.startswith(FORMULA) or first in FORMULA


def guarded(text: str) -> Any:
    """A text for a cell of a file that comes back to us: `bare` gives exactly this text again."""
    return f"'{text}" if text.startswith("'") else safe(text)


def bare(cell: str) -> str:
    """What a cell says, without the apostrophe that keeps a spreadsheet from calculating."""
    said = cell.removeprefix("'")
    return said if said != cell and (said.startswith("'") or _begins_a_formula(said)) else cell


class _Echo:
    """Gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file; a mark at its head tells spreadsheets that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(header)
    for row in rows:
        yield writer.writerow([safe(value) for value in row])


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A small CSV file of texts that comes back to us: read its cells with `bare`."""
    writer = csv.writer(_Echo())
    lines = [writer.writerow(header), *(writer.writerow([guarded(value) for value in row]) for row in rows)]
    return (BOM + "".join(lines)).encode()


def xlsx_file(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A file with one sheet, open at its beginning; it vanishes when it is closed. Rows never lie in memory at once."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    for row in rows:
        sheet.append([safe(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file
