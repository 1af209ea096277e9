"""The small lists of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label=_("Title"), help_text=_("A verb or two: “Read a little”."))
    text = blocks.TextBlock(rows=3, max_length=300, label=_("Text"))

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(blocks.StreamBlock):
    """Up to three steps; each stands beside its drawing."""

    step = StepBlock()


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=80, label=_("What"), help_text=_("e.g. “Lessons”."))
    value = blocks.CharBlock(
        max_length=60, label=_("How much"), help_text=_("A number with a word beside it: “10, about 2½ hours”.")
    )

    class Meta:
        icon = "list-ul"
        label = _("Fact")
        label_format = "{label}: {value}"


class FactsBlock(blocks.StreamBlock):
    """What somebody wants to know before beginning."""

    fact = FactBlock()
