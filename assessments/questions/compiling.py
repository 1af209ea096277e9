"""From what an editor wrote to what is asked for ever: clean HTML, stable option ids, a hash. No database."""

from collections.abc import Sequence
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText, expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

from assessments.questions.errors import QuestionIncomplete
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Part
from assessments.questions.media import freeze, freeze_block

INLINE = dict.fromkeys(("[document]", "b", "strong", "i", "em", "br"), allow_without_attributes)
PROSE = INLINE | dict.fromkeys(("p", "ol", "ul", "li"), allow_without_attributes)
PROSE["a"] = attribute_rule({"href": check_url})


HEADED = PROSE | dict.fromkeys(("h3",), allow_without_attributes)


class _Inline(Whitelister):
    element_rules = INLINE


class _Prose(Whitelister):
    element_rules = PROSE


class _Headed(Whitelister):
    element_rules = HEADED


def prose(html: str) -> str:
    """Paragraphs, lists, links and emphasis; anything else, script included, loses its tags."""
    return _Prose().clean(expand_db_html(html or "")).strip()


def headed_prose(html: str) -> str:
    """As `prose`, with headings inside a longer text."""
    return _Headed().clean(expand_db_html(html or "")).strip()


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


def draft_body(*, kind: str, stem: str, options: Sequence[Part], feedback: str, **beside: Any) -> dict[str, Any]:
    """The body that a question would get as it stands. `options`: what `options_from` gives.

    `beside`: `media` (see `questions.media`) and `vignette` (see `freeze_vignette`).
    """
    story, ask = split_stem(stem)
    wanted = kind_of(kind).block
    parts = [_clean_part(option) for option in options if option.get("block", wanted) == wanted]
    body = {"story": story, "ask": ask, **kind_of(kind).compile(parts), "feedback": prose(feedback)}
    # Only where there are any: a question without them is the same revision as before there were pictures.
    return body | {name: beside[name] for name in ("media", "vignette") if beside.get(name)}


def compile_body(
    *,
    kind: str,
    stem: str,
    options: Sequence[Part],
    feedback: str,
    safety_critical: bool = False,
    **beside: Any,
) -> dict[str, Any]:
    """The body of a revision, see `draft_body`. Raises `QuestionIncomplete` with a sentence for the editor."""
    problem = problem_with(kind=kind, stem=stem, options=options, feedback=feedback) or safety_problem(
        kind, safety_critical=safety_critical
    )
    if problem:
        raise QuestionIncomplete(problem)
    return draft_body(kind=kind, stem=stem, options=options, feedback=feedback, **beside)


def options_from(stream: StreamValue) -> list[Part]:
    """A question's answers: [{block, id, …what the block holds}]. One that was never saved gets its place as its id.

    Pictures and recordings come as they are frozen.
    """
    return [
        {"block": child.block_type, "id": child.id or place, **{name: _raw(child.value[name]) for name in child.value}}
        for place, child in enumerate(stream)
    ]


def hints_from(stream: StreamValue) -> list[str]:
    """A question's hints as clean HTML, in order; empty ones are left out."""
    hints = [prose(_raw(child.value)) for child in stream]
    return [hint for hint in hints if strip_tags(hint).strip()]


def problem_with(*, kind: str, stem: str, options: Sequence[Part], feedback: str) -> str:
    """What keeps this from being asked, as a sentence; empty when nothing does."""
    body = draft_body(kind=kind, stem=stem, options=options, feedback=feedback)
    if not body["story"] and not body["ask"]:
        return _("Write the question.")
    wanted = kind_of(kind).block
    if any(option.get("block", wanted) != wanted for option in options):
        return _("One of the answers does not fit this kind of question. Delete it, or change the kind.")
    return kind_of(kind).problem(body)


def freeze_vignette(vignette: Any) -> dict[str, Any]:
    """A `Vignette` as a question keeps it: {code, title, pieces: [{kind: "text", html} | a medium]}."""
    pieces = [
        {"kind": "text", "html": prose(child.value.source)}
        if child.block_type == "text"
        else freeze_block(child.block_type, child.value)
        for child in vignette.body
    ]
    return {"code": vignette.code, "title": vignette.title, "pieces": [piece for piece in pieces if piece]}


def unpublished_vignette(vignette: Any) -> str:
    return _("The vignette “%(title)s” is not published yet. Publish it first.") % {"title": vignette.title}


def safety_problem(kind: str, *, safety_critical: bool) -> str:
    """What keeps a kind from being safety-critical, as a sentence; empty when nothing does."""
    if not safety_critical or kind_of(kind).scored:
        return ""
    return _("A question that is not marked can't be safety-critical: it has no right answer.")


def _raw(value: Any) -> Any:
    if isinstance(value, ListValue):
        return [_raw(one) for one in value]
    frozen = freeze(value)
    if frozen:
        return frozen
    if isinstance(value, StructValue):
        return {name: _raw(value[name]) for name in value}
    return value.source if isinstance(value, RichText) else value


def _clean_part(part: Part) -> Part:
    """The words of an answer as they may be shown: clean HTML where there is feedback beside them, else plain."""
    cleaned = dict(part, id=str(part["id"]))
    cleaned["media"] = [part[name] for name in ("picture", "recording") if part.get(name)]
    if "feedback" in part:
        cleaned["feedback"] = prose(part["feedback"])
        cleaned |= {name: inline(part[name] or "") for name in ("text", "before", "after") if name in part}
    if "model" in part:
        cleaned["model"] = prose(part["model"])
    if "correct" in part:
        cleaned["correct"] = bool(part["correct"])
    if "rating" in part:
        cleaned["rating"] = int(part["rating"])
    for name in ("match", "value", "tolerance", "unit", "right", "speaker"):
        if name in part:
            cleaned[name] = _one_line(part[name])
    if "others" in part:
        cleaned["others"] = [line for line in map(_one_line, str(part["others"] or "").splitlines()) if line]
    return cleaned


def _one_line(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
