"""The rubric of a long answer in one form, whichever file or page it comes from. No database."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Unreadable
from assessments.questions.formats.text import sane
from assessments.questions.kinds.base import Part

# As long as the fields that editors write them into.
LONGEST_CRITERION, LONGEST_LEVEL, MOST_WORDS, MOST_POINTS = 200, 400, 5000, 100
MOST_CRITERIA, MOST_LEVELS = 8, 6


def rubric(criteria: Iterable[Mapping[str, Any]], *, aim: Any = None, most: Any = None, model: str = "") -> Part:
    """{criteria: [{text, levels: [{points, words, enough}]}], aim, most, model}; lengths not said are None."""
    return {
        "criteria": [_criterion(one) for one in criteria],
        "aim": int(aim or 0) or None,
        "most": int(most or 0) or None,
        "model": model,
    }


def checked(part: Part) -> Part:
    """The same, or `Unreadable` where it would not fit into the fields of an editor."""
    criteria = part["criteria"]
    if len(criteria) > MOST_CRITERIA or any(len(one["levels"]) > MOST_LEVELS for one in criteria):
        words = _("A rubric has at most %(n)s criteria, each with at most %(levels)s levels.")
        raise Unreadable(words % {"n": MOST_CRITERIA, "levels": MOST_LEVELS})
    texts = [(one["text"], LONGEST_CRITERION) for one in criteria]
    texts += [(level["words"], LONGEST_LEVEL) for one in criteria for level in one["levels"]]
    for text, longest in texts:
        if len(text) > longest:
            words = _("“%(text)s …” is longer than %(n)s characters.")
            raise Unreadable(words % {"text": text[:40], "n": longest})
    if any(not 0 <= level["points"] <= MOST_POINTS for one in criteria for level in one["levels"]):
        raise Unreadable(_("Points of a level are from 0 to %(n)s.") % {"n": MOST_POINTS})
    if any((part[name] or 0) > MOST_WORDS for name in ("aim", "most")):
        raise Unreadable(_("An answer is asked for in at most %(n)s words.") % {"n": MOST_WORDS})
    return part


def unfinished() -> Part:
    """A rubric that nobody has written yet: the question can be kept and not published."""
    return rubric([])


def whole(text: str) -> int:
    """A whole number as people write it. Raises `Unreadable`."""
    bare = text.strip()
    if not bare.isdecimal() or len(bare) > 6:
        raise Unreadable(_("“%(text)s” is not a whole number.") % {"text": bare[:40]})
    return int(bare)


def _criterion(one: Mapping[str, Any]) -> dict[str, Any]:
    levels = [
        {
            "points": int(level["points"] or 0),
            "words": _one_line(level["words"]),
            "enough": bool(level.get("enough")),
        }
        for level in one["levels"]
    ]
    return {"text": _one_line(one["text"]), "levels": levels}


def _one_line(value: object) -> str:
    return " ".join(sane(str(value or "")).split())
