"""Reading a list of people from a CSV file. Pure: no database, no HTTP."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MAX_ROWS = 1000
COLUMNS = ("email", "name", "role")
# What lists from other programmes call the same things.
ALIASES = {
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "name": "name",
    "full name": "name",
    "full_name": "name",
    "role": "role",
}


@dataclass(frozen=True)
class ImportRow:
    """One person of the file. `number` is the line a spreadsheet shows; the heading is line 1."""

    number: int
    email: str
    name: str = ""
    role: str = ""


class Unreadable(ValueError):
    """The file as a whole makes no sense; its text says what to do."""


def decode(data: bytes) -> str:
    """The text of an uploaded file: UTF-8 with or without its mark. Raises Unreadable."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.")) from error


def read_rows(text: str) -> list[ImportRow]:
    """The people of a file with the columns email, name and, if wanted, role, in any order. Empty lines are skipped.

    Commas, semicolons and tabs all separate. Raises Unreadable.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not lines:
        raise Unreadable(_("The file is empty."))
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=_delimiter(lines[0]), strict=True)
    try:
        table = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        words = _("Line %(line)d cannot be read: check its quotation marks.") % {"line": reader.line_num}
        raise Unreadable(words) from error
    places = _places(table[0][1])
    rows = [_row(number, cells, places) for number, cells in table[1:] if any(cell.strip() for cell in cells)]
    if not rows:
        raise Unreadable(_("There is nobody in the file below its heading."))
    if len(rows) > MAX_ROWS:
        raise Unreadable(_("The file has more than %(most)d people. Split it.") % {"most": MAX_ROWS})
    return rows


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _places(heading: list[str]) -> dict[str, int]:
    names = [ALIASES.get(cell.strip().lower(), "") for cell in heading]
    if "email" not in names:
        raise Unreadable(_("The first line must name the columns: email, name and, if wanted, role."))
    return {column: names.index(column) for column in COLUMNS if column in names}


def _row(number: int, cells: list[str], places: dict[str, int]) -> ImportRow:
    found = {column: cells[place].strip() for column, place in places.items() if place < len(cells)}
    return ImportRow(number, found.get("email", "").lower(), found.get("name", ""), found.get("role", "").lower())


def row_problem(row: ImportRow, *, roles: tuple[str, ...], first_seen: dict[str, int]) -> str:
    """What is wrong with a row by itself or beside the rows before it; empty when nothing is.

    `first_seen` holds the line in which each address stood first, and is added to.
    """
    if not row.email:
        return _("The e-mail address is missing.")
    try:
        validate_email(row.email)
    except ValidationError:
        return _("“%(email)s” is not an e-mail address.") % {"email": row.email}
    first = first_seen.setdefault(row.email, row.number)
    if first != row.number:
        return _("The same address stands in line %(line)d already.") % {"line": first}
    if row.role and row.role not in roles:
        return _("“%(role)s” is no role here. Use %(roles)s, or leave it empty.") % {
            "role": row.role,
            "roles": _(" or ").join(roles),
        }
    if len(row.name) > 150:
        return _("The name is longer than 150 letters.")
    return ""
