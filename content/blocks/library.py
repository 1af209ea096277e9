"""The block library that every page with a body uses. The names are stable: content packs and exports use them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.intervals import IntervalsBlock
from content.blocks.media import DownloadBlock, DrawingBlock, PictureBlock, RecordingBlock
from content.blocks.tables import TableBlock
from content.blocks.text import (
    CalloutBlock,
    ContentNoteBlock,
    ProseBlock,
    QuoteBlock,
    TemplateBlock,
    WordsBlock,
)

TEXT, SHOWN, APART = _("Words"), _("Pictures and files"), _("Set apart")


def _levelled(value: Any) -> Iterator[tuple[Any, int]]:
    """Each block with the level of a heading in it: 2 until something had one of that level, then 3.

    So the outline of the page has no holes, for those who go through it heading by heading.
    """
    level = 2
    for child in value:
        yield child, level
        opens = child.block_type == "content_note" or (child.block_type == "prose" and "<h2" in child.value.source)
        level = 3 if opens else level


class BodyBlock(blocks.StreamBlock):
    """What a page of the site may hold. Lessons build on it and add their activities."""

    prose = ProseBlock(group=TEXT)
    words = WordsBlock(group=TEXT)
    quote = QuoteBlock(group=TEXT)
    template = TemplateBlock(group=TEXT)
    callout = CalloutBlock(group=APART)
    content_note = ContentNoteBlock(group=APART)
    picture = PictureBlock(group=SHOWN)
    drawing = DrawingBlock(group=SHOWN)
    recording = RecordingBlock(group=SHOWN)
    download = DownloadBlock(group=SHOWN)
    table = TableBlock(group=SHOWN)
    intervals = IntervalsBlock(group=SHOWN)

    class Meta:
        template = "content/blocks/body.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `prose_anchors`, the headings that a content note of this body leads to, and `levelled`."""
        context = super().get_context(value, parent_context=parent_context)
        context["levelled"] = list(_levelled(value))
        notes = [child.value for child in value if child.block_type == "content_note"]
        context["prose_anchors"] = frozenset(note["skip_to"] for note in notes if note.get("skip_to"))
        return context
