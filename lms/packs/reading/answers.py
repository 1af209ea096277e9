"""The answers of a question, from a file to what `save_question` takes and back."""

from typing import Any

from assessments.questions.kinds import kind_of
from lms.common.texts.located import Mapping
from lms.common.texts.prose import to_html

# What holds Markdown in the file and HTML in the database; everything else is the same in both.
PROSE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("option", "step", "pair", "judged", "line"), ("text", "feedback")),
    "gap": ("before", "after", "feedback"),
    "rubric": ("model",),
}


def answer_of(kind: str, given: Mapping) -> dict[str, Any]:
    """One answer of a question of this kind: {key, …what the kind's block holds}."""
    rich = PROSE.get(kind_of(kind).block, ())
    return {**given, **{name: to_html(given.get(name) or "") for name in rich}}
