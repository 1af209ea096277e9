"""A private box to think in. Only lessons add it: elsewhere nobody could keep what is written."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ReflectionBlock(blocks.StructBlock):
    """A question with a private box.

    The page that renders it gives `reflections` in its context: {block id: {url, share_url, text, saved_at,
    shared_at, sequence}}. Without it, as in a preview, the question stands alone.
    """

    prompt = blocks.TextBlock(
        rows=2,
        max_length=400,
        label=_("Question"),
        help_text=_("One question somebody can answer in a few lines. Never ask for another person's story."),
    )
    help = blocks.TextBlock(
        rows=2,
        max_length=400,
        required=False,
        label=_("Help"),
        help_text=_("e.g. “Two or three sentences are enough”."),
    )
    required = blocks.BooleanBlock(
        required=False,
        label=_("Needed to complete the lesson"),
        help_text=_("Rarely: a box that has to be filled is not quite private. Any words count."),
    )

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "content/blocks/reflection.html"
        label_format = "{prompt}"
        description = _("A question with a private box. Nobody reads it unless the writer shares it.")
        preview_value = {
            "prompt": "What would have to be true for you to speak in a new group?",
            "help": "Two or three sentences are enough.",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `reflection`, what the reader has kept in this very box, found by the id of the block."""
        context = super().get_context(value, parent_context=parent_context)
        kept = context.get("reflections") or {}
        context["reflection"] = kept.get(str(context.get("block_id", "")))
        return context
