"""What a bank lacks, as a sentence for the editor. Pure, apart from the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.questions.choices import Difficulty, QuestionKind
from assessments.quizzes.drawing import Lack, Line, Shortage


def where_words(line: int, sections: Sequence[Mapping[str, Any]] = ()) -> str:
    """Where a line (from 1, over all sections) stands, e.g. "Line 2" or "Section “Limits”, line 1"."""
    if not sections:
        return _("Line %(line)d") % {"line": line}
    number = 0
    while line > sections[number]["lines"]:
        line -= sections[number]["lines"]
        number += 1
    section = sections[number]
    facts = {"line": line, "number": number + 1, "title": section["title"]}
    text = _("Section “%(title)s”, line %(line)d") if section["title"] else _("Section %(number)d, line %(line)d")
    return text % facts


def what_words(line: Line, *, competency: str = "", question: str = "") -> str:
    """What a line asks for, e.g. "“limits”, SAFE-1, hard". `competency` and `question`: their codes."""
    if line.question is not None:
        return f"“{question or '?'}”"
    criteria = [
        f"“{line.topic}”" if line.topic else "",
        competency or (_("a competency that is not there") if line.competency is not None else ""),
        _("tag “%(tag)s”") % {"tag": line.tag} if line.tag else "",
        str(Difficulty(line.difficulty).label) if line.difficulty else "",
        str(QuestionKind(line.kind).label) if line.kind else "",
    ]
    return ", ".join(filter(None, criteria)) or _("any question")


def shortage_sentence(shortage: Shortage, *, where: str, what: str, bank: str) -> str:
    """Which line is short, of what, and how many there are."""
    facts = {"where": where, "what": what, "bank": bank, "n": shortage.needed, "m": shortage.there}
    if shortage.lack == Lack.GONE:
        return _("%(where)s: the question %(what)s is not in use in the bank “%(bank)s”.") % facts
    if shortage.lack == Lack.TWICE:
        return _("%(where)s: the question %(what)s stands in this quiz already.") % facts
    if shortage.lack == Lack.CRITICAL:
        text = ngettext(
            "%(where)s: %(what)s needs %(n)d safety-critical question, and the bank “%(bank)s” has %(m)d.",
            "%(where)s: %(what)s needs %(n)d safety-critical questions, and the bank “%(bank)s” has %(m)d.",
            shortage.needed,
        )
    else:
        text = ngettext(
            "%(where)s: %(what)s needs %(n)d question, and the bank “%(bank)s” has %(m)d.",
            "%(where)s: %(what)s needs %(n)d questions, and the bank “%(bank)s” has %(m)d.",
            shortage.needed,
        )
    return f"{text % facts} {_taken(shortage)}".strip()


def _taken(shortage: Shortage) -> str:
    """Why what is there is not enough: other lines and fixed questions need it."""
    if shortage.left >= shortage.there:
        return ""
    text = ngettext(
        "%(n)d of them is left beside what other lines take.",
        "%(n)d of them are left beside what other lines take.",
        shortage.left,
    )
    return text % {"n": shortage.left}


def empty_sections_sentence(sections: Sequence[Mapping[str, Any]]) -> str:
    """Which sections ask nothing; empty when none does."""
    empty = [
        f"“{one['title']}”" if one["title"] else str(number)
        for number, one in enumerate(sections, start=1)
        if not one["lines"]
    ]
    if not empty:
        return ""
    text = ngettext("Section %(names)s asks nothing.", "Sections %(names)s ask nothing.", len(empty))
    return text % {"names": get_text_list(empty, _("and"))}
