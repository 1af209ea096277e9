"""What the templates of the block library need."""

import re
from collections.abc import Collection
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from wagtail.blocks.stream_block import StreamValue

register = template.Library()

HEADING = re.compile(r"<(h[23])\b[^>]*>(.*?)</\1>", re.DOTALL)
MINUS = "\u2212"


# Blocks whose HTML does not depend on who reads: nothing in their templates asks the request, and no address in them
# runs out. It is made once for each language and stays with the block, which a live page keeps as long as it is
# remembered (see `content.site.edition`).
SAME_FOR_ALL = frozenset(
    {"prose", "words", "quote", "template", "callout", "content_note", "drawing", "table", "intervals"}
)


@register.simple_tag(takes_context=True)
def block_in_place(context: template.Context, child: StreamValue.StreamChild, heading_level: int) -> SafeString:
    """A block of a body, with headings of that level."""
    if child.block_type not in SAME_FOR_ALL:
        return _rendered(context, child, heading_level)
    made = child.__dict__.setdefault("html_by_language", {})
    language = get_language()
    if language not in made:
        made[language] = _rendered(context, child, heading_level)
    html: SafeString = made[language]
    return html


def _rendered(context: template.Context, child: StreamValue.StreamChild, heading_level: int) -> SafeString:
    known = {**context.flatten(), "block_id": child.id, "heading_level": heading_level}
    html: SafeString = child.render_as_block(known)
    return html


@register.filter
def anchor(heading: str) -> str:
    """The id under which a heading can be reached: "After that" gives "to-after-that"."""
    return f"to-{slugify(heading, allow_unicode=True)}"


@register.filter
def prose(value: Any, anchors: Collection[str] | None = None) -> SafeString:
    """Rich text as HTML; headings named in `anchors` get an id, so that a content note can lead to them."""

    def with_id(found: re.Match[str]) -> str:
        words = strip_tags(found[2]).strip()
        return f'<{found[1]} id="{anchor(words)}">{found[2]}</{found[1]}>' if words in wanted else found[0]

    html, wanted = str(value), anchors or ()
    # Safe: Wagtail's rich text, to which only an id made of letters, digits and hyphens is added.
    return mark_safe(HEADING.sub(with_id, html) if wanted else html)  # noqa: S308


@register.filter
def pct(value: float) -> str:
    """A position for an attribute of SVG: 12.5 gives "12.5%", whatever the language."""
    return f"{value:g}%"


@register.filter
def figure(value: float | None, decimals: int = 2) -> str:
    """A number as it is read in the active language, with a true minus sign; nothing for None."""
    if value is None:
        return ""
    return number_format(f"{value:.{decimals}f}", decimals).replace("-", MINUS)


@register.filter
def step_drawing(position: int) -> str:
    """The key of the drawing beside a step of the home page: the first has one seat, the third the whole circle."""
    return f"steps-{position}"
