"""Shortcuts for reading what strangers upload."""

import io
import zipfile

import pytest

from assessments.questions.formats import read
from assessments.questions.formats.draft import Limits, Unreadable

LIMITS = Limits()
MOODLE = (
    "<quiz><question type='{type}'><name><text>q</text></name><questiontext><text>Well?</text></questiontext>"
    "{more}</question></quiz>"
)
ITEM = (
    "<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' identifier='q'>{declared}"
    "<itemBody><p>Well?</p>{body}</itemBody></assessmentItem>"
)
BOMB = "<!DOCTYPE q [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE q [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def one(text, format_name="gift"):
    """(the question or None, what is said about it as (line, words))."""
    reading = read(text.encode() if isinstance(text, str) else text, format_name, LIMITS)
    return next(iter(reading.drafts), None), [(problem.line, problem.words) for problem in reading.problems]


def refusal(data, format_name, limits=LIMITS):
    with pytest.raises(Unreadable) as caught:
        read(data, format_name, limits)
    return caught.value.line, caught.value.words


def package(files, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def manifest(*hrefs, kind="imsqti_item_xmlv2p1"):
    rows = "".join(f"<resource identifier='r' type='{kind}' href='{href}'/>" for href in hrefs)
    return f"<manifest><resources>{rows}</resources></manifest>"
