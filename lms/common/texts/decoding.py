"""From the bytes of a file to text with \\n line ends."""

import re

from django.utils.translation import gettext_lazy as _

from lms.common.texts.problems import Problems

# A lesson is about 4 kB and a bank 20 kB. Whatever is a hundred times that is not text somebody wrote.
LARGEST_FILE = 1_000_000
# All control characters but the three that text has a use for: tab and the ends of lines.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode(data: bytes, file: str, problems: Problems, *, largest: int = LARGEST_FILE) -> str | None:
    """The text of a file; None (and a problem) when it can't be read as text."""
    if len(data) > largest:
        problems.add(file, 1, _("larger than %(size)s bytes"), size=largest)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(file, line, _("not UTF-8; save the file as UTF-8"))
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        problems.add(file, line, _("holds a control character; is this a text file?"))
        return None
    return text
