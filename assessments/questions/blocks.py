"""What an editor may write as the answers of a question; the kind of question says which of them fits."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class OptionBlock(blocks.StructBlock):
    """An answer to choose. The block's own id is what a response names, so re-ordering never moves a response."""

    text = blocks.RichTextBlock(
        features=["bold", "italic"],
        required=False,
        label=_("Answer"),
        help_text=_("May be left empty where a picture or a recording is the answer."),
    )
    picture = ImageBlock(required=False, label=_("Picture"))
    recording = SnippetChooserBlock("content.Recording", required=False, label=_("Recording"))
    correct = blocks.BooleanBlock(required=False, label=_("This is right"))
    feedback = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("What to say to whoever chose it"))

    class Meta:
        icon = "list-ul"
        label = _("Answer")


class StepBlock(blocks.StructBlock):
    """A step of an order. Its place in the list is its right place."""

    text = blocks.RichTextBlock(features=["bold", "italic"], label=_("Step"))
    feedback = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("What to say about it"))

    class Meta:
        icon = "list-ol"
        label = _("Step, in its right place")


class PairBlock(blocks.StructBlock):
    """Two halves that belong together."""

    text = blocks.RichTextBlock(
        features=["bold", "italic"],
        required=False,
        label=_("First half"),
        help_text=_("Left empty, the second half is one that belongs to none."),
    )
    match = blocks.CharBlock(max_length=200, label=_("Second half"))
    feedback = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("What to say about it"))

    class Meta:
        icon = "link"
        label = _("Pair")


class AcceptedBlock(blocks.StructBlock):
    """Words that count as right."""

    text = blocks.CharBlock(
        max_length=200,
        label=_("Accepted answer"),
        help_text=_("Capitals and accents make no difference. A star stands for any words, e.g. *safeguarding lead*"),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Accepted answer")


class QuantityBlock(blocks.StructBlock):
    """A number, how far from it still counts, and its unit."""

    value = blocks.DecimalBlock(label=_("Right number"))
    tolerance = blocks.DecimalBlock(default=0, min_value=0, label=_("May differ by"))
    unit = blocks.CharBlock(required=False, max_length=40, label=_("Unit"), help_text=_("e.g. minutes"))

    class Meta:
        icon = "decimal"
        label = _("Number")


class JudgedBlock(blocks.StructBlock):
    """Something one could do in a situation, as experts rate it."""

    text = blocks.RichTextBlock(features=["bold", "italic"], label=_("What one could do"))
    rating = blocks.IntegerBlock(
        min_value=1,
        max_value=4,
        label=_("Experts' rating"),
        help_text=_("4 best, 3 helpful, 2 not helpful, 1 harmful. Several may have the same."),
    )
    feedback = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("Why"))

    class Meta:
        icon = "pick"
        label = _("Response, rated")


class GapBlock(blocks.StructBlock):
    """A gap of a text, with the words before and after it. The gaps make the text in their order."""

    before = blocks.RichTextBlock(features=["bold", "italic"], required=False, label=_("Text before the gap"))
    right = blocks.CharBlock(max_length=120, label=_("What belongs into it"))
    others = blocks.TextBlock(rows=3, label=_("Other choices"), help_text=_("One on each line."))
    after = blocks.RichTextBlock(features=["bold", "italic"], required=False, label=_("Text after the gap"))
    feedback = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("What to say about it"))

    class Meta:
        icon = "form"
        label = _("Gap, with its text")


class LineBlock(blocks.StructBlock):
    """A span of a transcript. Several spans of one turn are several blocks, of which the first names the speaker."""

    speaker = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("Who speaks"),
        help_text=_("Left empty, whoever spoke before goes on: so a turn can be cut into spans."),
    )
    text = blocks.RichTextBlock(features=["bold", "italic"], label=_("What is said"))
    correct = blocks.BooleanBlock(required=False, label=_("This shows the behaviour"))
    feedback = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("Why"))

    class Meta:
        icon = "openquote"
        label = _("Line of a transcript")


class PointBlock(blocks.StructBlock):
    """A point of a scale. Its place in the list is its place on the scale."""

    text = blocks.CharBlock(max_length=80, label=_("Point"), help_text=_("e.g. Agree"))

    class Meta:
        icon = "radio-full"
        label = _("Point of a scale")


class LevelBlock(blocks.StructBlock):
    """A level of a criterion: what an answer on it looks like, and what it is worth."""

    points = blocks.IntegerBlock(min_value=0, max_value=100, label=_("Points"))
    words = blocks.TextBlock(label=_("What such an answer does"), max_length=400, rows=2)
    enough = blocks.BooleanBlock(
        required=False,
        label=_("From here on it is enough"),
        help_text=_("For safety-critical questions. Where no level has it, only the highest is enough."),
    )

    class Meta:
        icon = "order"
        label = _("Level")


class CriterionBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        max_length=200, label=_("Criterion"), help_text=_("e.g. Names the risk and asks about it directly")
    )
    levels = blocks.ListBlock(LevelBlock(), min_num=2, max_num=6, label=_("Levels"))

    class Meta:
        icon = "tick"
        label = _("Criterion")


class RubricBlock(blocks.StructBlock):
    """By what people mark a long answer."""

    criteria = blocks.ListBlock(CriterionBlock(), min_num=1, max_num=8, label=_("Criteria"))
    aim = blocks.IntegerBlock(
        required=False, min_value=0, max_value=5000, label=_("About how many words"), help_text=_("A hint, e.g. 150")
    )
    most = blocks.IntegerBlock(required=False, min_value=0, max_value=5000, label=_("Most words"))
    model = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        required=False,
        label=_("Model answer"),
        help_text=_("Shown to markers, and to learners once their answer is marked."),
    )

    class Meta:
        icon = "form"
        label = _("Rubric")


HINT = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Hint"), icon="help")


# What an editor may write as an answer; the kind of question says which of them fits (`Kind.block`).
ANSWERS = [
    ("option", OptionBlock()),
    ("step", StepBlock()),
    ("pair", PairBlock()),
    ("accepted", AcceptedBlock()),
    ("quantity", QuantityBlock()),
    ("judged", JudgedBlock()),
    ("gap", GapBlock()),
    ("line", LineBlock()),
    ("point", PointBlock()),
    ("rubric", RubricBlock()),
]
