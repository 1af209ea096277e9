"""A framework as a file: CASE 1.0 and CSV. No database.

`write` gives the bytes of a file, `read` the framework (see `normal`) and what is wrong with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.competencies.formats.case import write_case
from assessments.competencies.formats.case_reading import read_case
from assessments.competencies.formats.checking import check
from assessments.competencies.formats.normal import Data
from assessments.competencies.formats.problems import Problem, Unreadable
from assessments.competencies.formats.table import read_table, write_table
from lms.common.texts.decoding import decode
from lms.common.texts.problems import Problems

# A package of CASE needs seventeen times the room of a table. This holds more of it than a table may have rows.
LARGEST_FILE = 12_000_000


@dataclass(frozen=True)
class Format:
    name: str
    label: Promise
    ending: str
    media_type: str
    read: Callable[[str], tuple[Data, list[Problem]]]


FORMATS = {
    one.name: one
    for one in (
        Format("case", gettext_lazy("CASE 1.0 (JSON)"), "json", "application/json", read_case),
        Format("csv", gettext_lazy("CSV"), "csv", "text/csv; charset=utf-8", read_table),
    )
}


def write(data: Data, format_name: str, *, changed: str, creator: str) -> bytes:
    """The file. `changed`: when the version was published, in ISO 8601; `creator`: who publishes it."""
    return write_case(data, changed=changed, creator=creator) if format_name == "case" else write_table(data)


def guess(data: bytes, file_name: str) -> str:
    """The format of a file by its first sign, then by its name."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return "case"
    return "case" if file_name.lower().endswith(".json") else "csv"


def read(data: bytes, format_name: str) -> tuple[Data | None, list[Problem]]:
    """The framework that a file holds, and everything that is wrong with it; None where it can't be read at all."""
    told = Problems()
    text = decode(data, "", told, largest=LARGEST_FILE)
    if text is None:
        return None, [Problem(_("Line %(line)s") % {"line": one.line}, one.message) for one in told]
    try:
        found, problems = FORMATS[format_name].read(text)
    except Unreadable as error:
        return None, [error.problem]
    return found, [*problems, *check(found)]
