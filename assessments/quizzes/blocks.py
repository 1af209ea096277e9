"""What a quiz is made of: sections, questions that are always asked, and lines that draw."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.competencies.models import Competency
from assessments.questions.choices import Difficulty, QuestionKind


class PickBlock(blocks.ChoiceBlock):
    """One of a list, or none. Migrations know it as text: a new choice changes no column."""

    def __init__(self, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(choices=choices or [], required=False, **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.CharBlock", [], {"required": False}


def _competencies() -> list[tuple[str, str]]:
    return [(one.code, str(one)) for one in Competency.objects.all()]


def _labels(choices: Any) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: [(str(value), label) for value, label in choices.choices]


class DrawBlock(blocks.StructBlock):
    """So many questions that meet every criterion given, so many of them safety-critical."""

    count = blocks.IntegerBlock(min_value=1, max_value=50, label=_("How many"))
    safety_critical = blocks.IntegerBlock(
        min_value=0, max_value=50, default=0, label=_("of them safety-critical, at least")
    )
    topic = blocks.CharBlock(required=False, label=_("Topic"), help_text=_("e.g. role-limits"))
    competency = PickBlock(choices=_competencies, label=_("Competency"))
    tag = blocks.CharBlock(required=False, max_length=100, label=_("Tag"), help_text=_("e.g. night"))
    difficulty = PickBlock(choices=_labels(Difficulty), label=_("Difficulty"))
    kind = PickBlock(choices=_labels(QuestionKind), label=_("Kind of question"))

    class Meta:
        icon = "list-ol"
        label = _("Draw questions")
        help_text = _("Whatever you leave empty may be anything.")


class SectionBlock(blocks.StructBlock):
    """Here begins a new part."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    words = blocks.RichTextBlock(
        features=["bold", "italic", "ul", "link"], required=False, label=_("Words at its beginning")
    )

    class Meta:
        icon = "title"
        label = _("A section begins")


BLUEPRINT = [
    ("section", SectionBlock()),
    (
        "question",
        SnippetChooserBlock(
            "assessments.Question",
            icon="help",
            label=_("One question, always asked"),
            help_text=_("From the bank of this quiz."),
        ),
    ),
    ("draw", DrawBlock()),
]
