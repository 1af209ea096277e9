"""Checks of the live labs in a pack: their plan can be read, and what may be hard is said before."""

from django.utils.translation import gettext_lazy as _

from lms.common.texts import prose
from lms.common.texts.problems import Problems
from lms.packs.reading.pack import Entry

LONGEST = 12 * 60


def check_lab(entry: Entry, problems: Problems) -> None:
    """What an editor would be told, with the line in the file."""
    data = entry.data
    for section in data["plan"]:
        for key in ("text", "hosts"):
            prose.check(section.get(key) or "", entry.path, section.line_of(key), problems)
    minutes = sum(section["minutes"] for section in data["plan"])
    if minutes > LONGEST:
        problems.add(
            entry.path,
            entry.line_of("plan"),
            _("the plan has %(count)s minutes; at most %(most)s fit"),
            count=minutes,
            most=LONGEST,
        )
    if data["safety"] and not data.get("content_note"):
        problems.add(
            entry.path, entry.line_of("safety"), _("content_note is missing: say before what may be hard about it")
        )
