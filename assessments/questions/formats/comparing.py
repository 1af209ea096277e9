"""Whether two questions are the same: to the letter, or to whoever answers them. No database."""

import json
from typing import Any

from assessments.questions.choices import QuestionKind
from assessments.questions.compiling import draft_body
from assessments.questions.formats.draft import Draft
from assessments.questions.formats.text import to_plain
from assessments.questions.kinds.written import fold
from lms.common.hashing import content_hash

ASIDE = {"key", "id", "feedback", "correct"}


def fingerprint(draft: Draft) -> str:
    """Equal for questions that ask the same and have the same key, whatever their code, spelling or feedback."""
    right = [_bare(part) for part in draft.options if part.get("correct", True)]
    key = right if draft.kind == QuestionKind.ORDERING else sorted(right)
    return content_hash({"kind": draft.kind, "stem": fold(to_plain(draft.stem)), "key": key})


def _bare(part: dict[str, Any]) -> str:
    words = {name: fold(to_plain(str(value))) for name, value in part.items() if name not in ASIDE and value}
    return json.dumps(words, sort_keys=True)


def asks_the_same(one: Draft, other: Draft) -> bool:
    """Whether both compile to the same question, feedback included; ids of options make no difference."""
    return one.kind == other.kind and _body(one) == _body(other)


def _body(draft: Draft) -> dict[str, Any]:
    options = [{"id": str(place), **part} for place, part in enumerate(draft.options)]
    body = draft_body(kind=draft.kind, stem=draft.stem, options=options, feedback=draft.feedback)
    bare = [{name: value for name, value in part.items() if name != "id"} for part in body["options"]]
    return {**body, "options": bare}


def says_the_same(given: Draft, there: Draft) -> bool:
    """Whether what a file says beside the question holds already. What it does not say, changes nothing."""
    names = ("topic", "competency", "difficulty", "reread")
    return all(getattr(given, name) in ("", 0, getattr(there, name)) for name in names)
