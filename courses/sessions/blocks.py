from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "ul", "ol"]


class PlanSectionBlock(blocks.StructBlock):
    """A stretch of a live lab, with its minutes."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("e.g. “Openings, in pairs”"))
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240)
    text = blocks.RichTextBlock(
        label=_("What everybody does"), features=FEATURES, help_text=_("Trainees can read this before they come.")
    )
    hosts = blocks.RichTextBlock(
        required=False,
        label=_("For hosts alone"),
        features=FEATURES,
        help_text=_("What to watch for, what to say, what to have ready."),
    )

    class Meta:
        icon = "time"
        label = _("Section")
