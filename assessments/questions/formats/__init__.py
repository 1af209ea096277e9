"""Questions as other programs write them; reading and writing go through `FORMATS`. No database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Draft, Limits, Reading, Unreadable, Writing
from assessments.questions.formats.gift import read_gift
from assessments.questions.formats.gift_writing import write_gift
from assessments.questions.formats.moodle_writing import write_moodle_xml
from assessments.questions.formats.moodle_xml import read_moodle_xml
from assessments.questions.formats.qti3 import read_qti3, write_qti3
from assessments.questions.formats.qti21 import read_qti21, write_qti21
from assessments.questions.formats.table import read_table, write_table


@dataclass(frozen=True)
class Format:
    """A kind of file: `label` for people, `ending` and `media_type` for what we write."""

    name: str
    label: str
    ending: str
    media_type: str
    read: Callable[[bytes, Limits], Reading]
    write: Callable[[Sequence[Draft]], Writing]


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("gift", "GIFT", "txt", "text/plain; charset=utf-8", read_gift, write_gift),
        Format("moodle", "Moodle XML", "xml", "application/xml", read_moodle_xml, write_moodle_xml),
        Format("qti21", "QTI 2.1", "zip", "application/zip", read_qti21, write_qti21),
        Format("qti3", "QTI 3.0", "zip", "application/zip", read_qti3, write_qti3),
        Format("csv", "CSV", "csv", "text/csv; charset=utf-8", read_table, write_table),
    )
}


def guess(data: bytes, file_name: str) -> str:
    """The format of a file, by how it begins, then by its name; "" where neither tells."""
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    ending = file_name.rpartition(".")[2].casefold()
    if head.startswith(b"PK"):
        return "qti21"
    if head.startswith(b"<") or head[:2] in (b"\xff\xfe", b"\xfe\xff") and ending == "xml":
        return "moodle" if b"<quiz" in data[:4000] or "<quiz".encode("utf-16-le") in data[:4000] else "qti21"
    return {"txt": "gift", "gift": "gift", "csv": "csv", "tsv": "csv"}.get(ending, "")


def read(data: bytes, format_name: str, limits: Limits) -> Reading:
    """The questions of a file. Raises `Unreadable` where nothing of it can be read, `KeyError` for no such format."""
    if len(data) > limits.size:
        words = _("The file is larger than %(n)s MB. Split it, or raise the limit.")
        raise Unreadable(words % {"n": f"{limits.size / 1_000_000:g}"})
    return FORMATS[format_name].read(data, limits)
