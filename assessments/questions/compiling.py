"""From what an editor wrote to what is asked for ever: clean HTML, stable option ids, a hash. No database."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

from assessments.questions.choices import QuestionKind
from assessments.questions.errors import QuestionIncomplete

INLINE = dict.fromkeys(("[document]", "b", "strong", "i", "em", "br"), allow_without_attributes)
PROSE = INLINE | dict.fromkeys(("p", "ol", "ul", "li"), allow_without_attributes)
PROSE["a"] = attribute_rule({"href": check_url})


class _Inline(Whitelister):
    element_rules = INLINE


class _Prose(Whitelister):
    element_rules = PROSE


def prose(html: str) -> str:
    """Paragraphs, lists, links and emphasis; anything else, script included, loses its tags."""
    return _Prose().clean(expand_db_html(html or "")).strip()


def inline(html: str) -> str:
    """One run of text for inside a label: paragraphs become line breaks."""
    soup = BeautifulSoup(html or "", "html.parser")
    paragraphs = soup.find_all("p")
    for paragraph in paragraphs[:-1]:
        paragraph.append(soup.new_tag("br"))
    return _Inline().clean(str(soup)).strip()


def split_stem(html: str) -> tuple[str, str]:
    """(story, ask): the last paragraph is what is asked and becomes the legend, whatever stands before is the story.

    A screen reader says the legend with every option, so the legend has to be short.
    """
    soup = BeautifulSoup(prose(html), "html.parser")
    blocks = [node for node in soup.contents if isinstance(node, Tag) or str(node).strip()]
    if blocks and isinstance(blocks[-1], Tag) and blocks[-1].name == "p":
        ask = inline(str(blocks[-1]))
        story = "".join(str(block) for block in blocks[:-1])
        return story, ask
    if any(isinstance(block, Tag) and block.name in {"p", "ol", "ul"} for block in blocks):
        return str(soup), ""
    return "", inline(str(soup))


def draft_body(*, stem: str, options: list[dict[str, Any]], feedback: str) -> dict[str, Any]:
    """The body that a question would get as it stands. `options`: [{id, text, correct, feedback}], rich text HTML."""
    story, ask = split_stem(stem)
    return {
        "story": story,
        "ask": ask,
        "options": [
            {
                "id": str(option["id"]),
                "text": inline(option["text"]),
                "correct": bool(option["correct"]),
                "feedback": prose(option["feedback"]),
            }
            for option in options
        ],
        "feedback": prose(feedback),
    }


def compile_body(*, kind: str, stem: str, options: list[dict[str, Any]], feedback: str) -> dict[str, Any]:
    """The body of a revision. Raises `QuestionIncomplete` with a sentence for the editor."""
    body = draft_body(stem=stem, options=options, feedback=feedback)
    problem = problem_with(kind, body)
    if problem:
        raise QuestionIncomplete(problem)
    return body


def options_from(stream: StreamValue) -> list[dict[str, Any]]:
    """A question's answers as `draft_body` takes them. An answer that was never saved gets its place as its id."""
    return [
        {
            "id": child.id or place,
            "text": child.value["text"].source,
            "correct": child.value["correct"],
            "feedback": child.value["feedback"].source,
        }
        for place, child in enumerate(stream)
    ]


def problem_with(kind: str, body: dict[str, Any]) -> str:
    """What keeps this from being asked, as a sentence; empty when nothing does."""
    options = body["options"]
    right = sum(option["correct"] for option in options)
    if not body["story"] and not body["ask"]:
        return _("Write the question.")
    if len(options) < 2:
        return _("Add at least two answers to choose from.")
    if any(not option["text"] for option in options):
        return _("One of the answers has no words.")
    if len({option["id"] for option in options}) < len(options):
        return _("Two of the answers carry the same mark. Delete one of them and write it anew.")
    if kind == QuestionKind.ONE_BEST and right != 1:
        return _("Mark exactly one answer as right.")
    if kind == QuestionKind.SEVERAL_RIGHT and not right:
        return _("Mark at least one answer as right.")
    return ""
