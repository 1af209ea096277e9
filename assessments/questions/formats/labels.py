"""What a file says beside the question, as tags: `topic:role-limits`, `competency:SAFE-1`, `difficulty:2` …

GIFT, Moodle and QTI know tags and nothing of competencies; so this goes there and comes back.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Draft, Problem
from assessments.questions.kinds import KINDS, kind_of

SAFETY = "safety-critical"


def tags_of(draft: Draft, *more: str) -> list[str]:
    """The tags of a question; `more` are what a format needs beside them, e.g. `kind:true_false`."""
    facts = {
        "topic": draft.topic,
        "competency": draft.competency,
        "difficulty": draft.difficulty,
        "reread": draft.reread,
    }
    said = [f"{name}:{value}" for name, value in facts.items() if value]
    return [*said, *([SAFETY] if draft.safety_critical else []), *more]


def with_tags(draft: Draft, tags: Iterable[str]) -> tuple[Draft, list[Problem]]:
    """The question with what its tags say. What they say to others is told: tags of our own we have none."""
    facts: dict[str, Any] = {}
    unknown = []
    for tag in (tag.strip() for tag in tags):
        name, colon, value = tag.partition(":")
        if tag == SAFETY:
            facts["safety_critical"] = True
        elif colon and name in {"topic", "reread"} and slugify(value):
            facts[name] = slugify(value)[: 40 if name == "topic" else 120]
        elif colon and name == "competency":
            facts[name] = value[:20]
        elif tag in {"difficulty:1", "difficulty:2", "difficulty:3"}:
            facts[name] = int(value)
        elif name == "kind" and value in KINDS and kind_of(value).block == kind_of(draft.kind).block:
            facts[name] = value
        elif name != "unit":
            unknown.append(tag)
    words = _("Tags are not kept: %(tags)s.") % {"tags": ", ".join(unknown)}
    problems = [Problem(draft.line, words, draft.name, stops=False)] if unknown else []
    return replace(draft, **facts), problems


def told(names: Iterable[str], draft: Draft) -> list[Problem]:
    """What markup a question lost on the way in."""
    lost = ", ".join(f"<{name}>" for name in sorted(set(names)))
    words = _("Not taken over: %(tags)s. We keep paragraphs, lists, links, bold and italic.") % {"tags": lost}
    return [Problem(draft.line, words, draft.name, stops=False)] if lost else []


def slug_of(text: str) -> str:
    """A topic from the last step of a category such as `$course$/top/Role limits`; "" where it names nothing."""
    last = text.strip().rstrip("/").split("/")[-1]
    return "" if last.startswith("$") or last.casefold() in {"top", "default"} else slugify(last)[:40]
