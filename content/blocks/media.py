"""Blocks that show something: pictures, drawings, recordings, files."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.choices import drawing_choices


class PictureBlock(blocks.StructBlock):
    """A picture with its text alternative, or marked as decoration: one of the two is required."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"
        preview_template = "content/blocks/previews/picture.html"
        description = _("A picture with a text alternative, or marked as decoration.")


class DrawingBlock(blocks.StructBlock):
    """One of the project's own line drawings; it follows the reader's light or dark theme."""

    drawing = blocks.ChoiceBlock(choices=drawing_choices, label=_("Drawing"))
    alt = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("What it shows"),
        help_text=_("e.g. “Eight unlike chairs in a circle, one of them free”. Empty: decoration."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "crosshairs"
        label = _("Drawing")
        template = "content/blocks/drawing.html"
        description = _("A line drawing of ours; follows light and dark.")
        preview_value = {"drawing": "circle", "alt": "A circle of chairs, one of them free", "caption": ""}


class RecordingBlock(blocks.StructBlock):
    """Video or audio with captions and transcript. Nothing is loaded before somebody presses play."""

    recording = SnippetChooserBlock("content.Recording", label=_("Recording"))
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "media"
        label = _("Recording")
        template = "content/blocks/recording.html"
        preview_template = "content/blocks/previews/recording.html"
        description = _("Video or audio with captions and a transcript.")


@dataclass(frozen=True)
class DownloadTarget:
    url: str
    title: str
    extension: str = ""
    size: int | None = None


class DownloadValue(blocks.StructValue):
    """Knows what the link leads to."""

    @property
    def target(self) -> DownloadTarget | None:
        """The page or file behind the link; None when it has gone, and then nothing is shown."""
        resource, document, title = self.get("resource"), self.get("document"), self.get("title")
        if resource and resource.live:
            return DownloadTarget(url=resource.url, title=title or resource.title)
        if document:
            return DownloadTarget(
                url=document.url,
                title=title or document.title,
                extension=document.file_extension.upper(),
                size=document.file_size,
            )
        return None


class DownloadBlock(blocks.StructBlock):
    """A link to a resource page or a file."""

    resource = blocks.PageChooserBlock(
        page_type="content.ResourcePage",
        required=False,
        label=_("Resource page"),
        help_text=_("The better choice: it can be read, printed and copied on the page."),
    )
    document = DocumentChooserBlock(required=False, label=_("or a file"))
    title = blocks.CharBlock(
        required=False, max_length=120, label=_("Words of the link"), help_text=_("Empty: the title of page or file.")
    )

    class Meta:
        icon = "download"
        label = _("Download")
        template = "content/blocks/download.html"
        preview_template = "content/blocks/previews/download.html"
        value_class = DownloadValue
        description = _("A link to a resource page or a file.")

    def clean(self, value: Any) -> Any:
        """Exactly one of page and file."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if bool(cleaned.get("resource")) == bool(cleaned.get("document")):
            message = _("Choose either a resource page or a file.")
            raise StructBlockValidationError(block_errors={"resource": ValidationError(message)})
        return cleaned
