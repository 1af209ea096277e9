"""Blocks that hold words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.choices import CALLOUT_CLASSES, CALLOUT_ICONS, CalloutKind

PROSE_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
BODY_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
MINUTES_MAX = 240


class BodyTextBlock(blocks.RichTextBlock):
    """Rich text inside another block: no headings, since the block has its own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", BODY_FEATURES)
        super().__init__(**kwargs)


class ProseBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", PROSE_FEATURES)
        super().__init__(**kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        # Set by the body around it; empty where a text stands alone, as in a preview.
        context.setdefault("prose_anchors", frozenset())
        return context

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "content/blocks/prose.html"
        description = _("Paragraphs, headings, lists and links.")
        preview_value = "<p>People speak when they know how long there is, and that nobody will mend them.</p>"


class CalloutValue(blocks.StructValue):
    """Adds what the template needs: the icon and the class of the kind."""

    @property
    def icon(self) -> str:
        return CALLOUT_ICONS.get(self.get("kind"), "note")

    @property
    def modifier(self) -> str:
        return CALLOUT_CLASSES.get(self.get("kind"), "is-note")

    @property
    def is_try_it(self) -> bool:
        return bool(self.get("kind") == CalloutKind.TRY_IT)


class CalloutBlock(blocks.StructBlock):
    """A few sentences set apart: safety, evidence, something to try, or a note."""

    kind = blocks.ChoiceBlock(choices=CalloutKind.choices, default=CalloutKind.SAFETY, label=_("Kind"))
    title = blocks.CharBlock(
        max_length=120, label=_("Title"), help_text=_("Says the point by itself, e.g. “No promise of total secrecy”.")
    )
    minutes = blocks.IntegerBlock(
        required=False, min_value=1, max_value=MINUTES_MAX, label=_("Minutes"), help_text=_("For Try it only.")
    )
    body = BodyTextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "content/blocks/callout.html"
        value_class = CalloutValue
        label_format = "{kind}: {title}"
        description = _("Sets a few sentences apart: safety, evidence, something to try.")
        preview_value = {
            "kind": "try_it",
            "title": "Two sentences",
            "minutes": 3,
            "body": "<p>Write down what you would say to somebody who comes for the first time.</p>",
        }


class WordsBlock(blocks.StructBlock):
    """Words that work: a sentence to say aloud, shown large."""

    text = BodyTextBlock(
        features=["bold", "italic"], label=_("Words"), help_text=_("As somebody would say them, in quotation marks.")
    )
    context = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("When to say them"),
        help_text=_("e.g. “At the start, before anybody shares”."),
    )

    class Meta:
        icon = "comment"
        label = _("Words that work")
        template = "content/blocks/words.html"
        description = _("A sentence to say aloud, shown large.")
        preview_value = {
            "text": "<p>“You can pass at any time, and nobody will ask why.”</p>",
            "context": "At the start of a round",
        }


class QuoteBlock(blocks.StructBlock):
    """Somebody else's words, with where they stand."""

    text = BodyTextBlock(features=["bold", "italic"], label=_("Quotation"))
    source = blocks.CharBlock(max_length=250, label=_("Source"), help_text=_("Who, where, year."))
    url = blocks.URLBlock(required=False, label=_("Link to the source"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "content/blocks/quote.html"
        description = _("Somebody else's words, with their source.")
        preview_value = {
            "text": "<p>Nothing about us without us.</p>",
            "source": "A principle of the disability movement",
            "url": "",
        }


class ContentNoteBlock(blocks.StructBlock):
    """What the page touches, before it does, and a way round that costs nothing."""

    text = BodyTextBlock(
        features=["bold", "italic", "link"],
        label=_("What the page touches"),
        help_text=_("Plain and without detail, and what the reader may leave out: “Nothing is lost if you do”."),
    )
    skip_to = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Way round leads to"),
        help_text=_("A heading further down this page, word for word. Empty: no link, the text says the way."),
    )

    class Meta:
        icon = "no-view"
        label = _("Content note")
        template = "content/blocks/content_note.html"
        description = _("Says what the page touches, and how to go round it.")
        preview_value = {"text": "<p>The next part mentions suicide, without any detail.</p>", "skip_to": "After that"}


class TemplateBlock(blocks.StructBlock):
    """A text to copy and make one's own."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = BodyTextBlock(
        features=["h3", *BODY_FEATURES],
        label=_("Text to copy"),
        help_text=_("Mark gaps by square brackets: [name], [time]."),
    )

    class Meta:
        icon = "copy"
        label = _("Template")
        template = "content/blocks/template.html"
        label_format = "{title}"
        description = _("A text to copy and adapt, with a button that copies it.")
        preview_value = {
            "title": "A first message",
            "text": "<p>Hello [name], we meet on [day] at [time]. You can come just to listen.</p>",
        }
