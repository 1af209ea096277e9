"""What a quiz asks: from what an editor wrote to what a version stores, and from there to the drawing."""

from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue

from assessments.competencies.models import Competency
from assessments.questions.compiling import prose
from assessments.questions.kinds import kind_of
from assessments.questions.models import QuestionRevision
from assessments.quizzes.drawing import Entry, Line

# A question that an editor chose and somebody deleted since: no question has this key.
NOBODY = 0


def lines_of(blueprint: Iterable[dict[str, Any]]) -> list[Line]:
    """A stored blueprint as lines. Versions made before there were criteria know topics only."""
    return [
        Line(
            topic=line["topic"],
            count=line["count"],
            safety_critical=line["safety_critical"],
            competency=line.get("competency"),
            tag=line.get("tag", ""),
            difficulty=line.get("difficulty", 0),
            kind=line.get("kind", ""),
            question=line.get("question"),
        )
        for line in blueprint
    ]


def blueprint_from(stream: StreamValue) -> list[dict[str, Any]]:
    """A draft's blueprint in the form that a version stores. One query where a line draws by competency."""
    children = [child for child in stream if child.block_type != "section"]
    codes = {child.value.get("competency") for child in children if child.block_type == "draw"} - {"", None}
    keys = dict(Competency.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    return [_fixed(child.value) if child.block_type == "question" else _drawn(child.value, keys) for child in children]


def sections_from(stream: StreamValue) -> list[dict[str, Any]]:
    """A draft's sections: [{title, words (HTML), lines}]; empty where the editor made none.

    Lines before the first section are one without a title.
    """
    sections: list[dict[str, Any]] = []
    for child in stream:
        if child.block_type == "section":
            words = child.value["words"]
            sections.append(
                {
                    "title": (child.value["title"] or "").strip(),
                    "words": prose(words.source if words else ""),
                    "lines": 0,
                }
            )
            continue
        if not sections:
            sections.append({"title": "", "words": "", "lines": 0})
        sections[-1]["lines"] += 1
    return sections if any(child.block_type == "section" for child in stream) else []


def entries_of(revisions: Iterable[QuestionRevision]) -> list[Entry]:
    """Revisions as the drawing takes them."""
    return [
        Entry(
            revision=one.pk,
            question=one.question_id,
            topic=one.topic,
            safety_critical=one.safety_critical,
            competency=one.competency_id,
            tags=frozenset(one.tags),
            difficulty=one.difficulty,
            kind=one.kind,
            scored=kind_of(one.kind).scored,
            vignette=one.body.get("vignette", {}).get("code", ""),
        )
        for one in revisions
    ]


def _fixed(question: Any) -> dict[str, Any]:
    critical = int(bool(question and question.safety_critical))
    return {"topic": "", "count": 1, "safety_critical": critical, "question": question.pk if question else NOBODY}


def _drawn(value: Any, competencies: dict[str, int]) -> dict[str, Any]:
    """Criteria that ask for nothing are left out: a quiz without them is the version that it was before."""
    more = {
        "competency": competencies.get(value["competency"], NOBODY) if value.get("competency") else None,
        "tag": (value.get("tag") or "").strip().lower(),
        "difficulty": int(value.get("difficulty") or 0),
        "kind": value.get("kind") or "",
    }
    return {
        "topic": (value.get("topic") or "").strip(),
        # A draft may leave it open; publishing asks for it.
        "count": value["count"] or 0,
        "safety_critical": value["safety_critical"] or 0,
        # A competency that is not there stays, and nothing fits it.
        **{name: what for name, what in more.items() if what or (name == "competency" and what is not None)},
    }
