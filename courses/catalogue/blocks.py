import copy
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks import BodyBlock, ReflectionBlock

TO_DO = _("To do")


class CardBlock(blocks.StructBlock):
    """Something to do in its place in a lesson, with how its reader stands with it.

    The lesson gives `cards` (its name) in its context: {block id: card}. Without it, as in a preview, the block stands
    alone.
    """

    cards = ""

    class Meta:
        group = TO_DO

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `card`."""
        context = super().get_context(value, parent_context=parent_context)
        context["card"] = (context.get(self.cards) or {}).get(str(context.get("block_id", "")))
        return context


class QuizBlock(CardBlock):
    """A quiz in its place in a lesson; cards are `QuizCard`s."""

    cards = "quizzes"

    quiz = SnippetChooserBlock("assessments.Quiz", label=_("Quiz"))
    required = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Needed to complete the lesson"),
        help_text=_("Untick it for a quiz that is only there to practise."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Quiz")
        template = "courses/delivery/blocks/quiz.html"
        description = _("A quiz, with its start button and how somebody stands with it.")


class ScenarioChooserBlock(SnippetChooserBlock):
    """Reads a scenario without its story: a lesson shows its title and its way in, and hundreds of nodes cost time."""

    def to_python(self, value: Any) -> Any:
        return None if value is None else self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Any) -> list[Any]:
        found = self.model_class.objects.defer("graph", "way_round").in_bulk(values)
        return [copy.copy(found[pk]) if pk in found else None for pk in values]


class ScenarioBlock(CardBlock):
    """A role-play in its place in a lesson; cards are `ScenarioCard`s."""

    cards = "scenarios"

    scenario = ScenarioChooserBlock("assessments.Scenario", label=_("Scenario"))
    required = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Needed to complete the lesson"),
        help_text=_("Untick it for a role-play that is only there to practise."),
    )

    class Meta:
        icon = "group"
        label = _("Role-play")
        template = "courses/delivery/blocks/scenario.html"
        description = _("A branching role-play, with its start button and how somebody stands with it.")


class LabBlock(CardBlock):
    """A live lab in its place in a lesson: done once somebody's attendance is confirmed. Cards are `LabCard`s."""

    cards = "labs"

    lab = SnippetChooserBlock("courses.Lab", label=_("Live lab"))
    required = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Needed to complete the lesson"),
        help_text=_("Untick it where people take the course without a group: dates are planned for groups."),
    )

    class Meta:
        icon = "date"
        label = _("Live lab")
        template = "courses/delivery/blocks/lab.html"
        description = _("A live lab, with its next dates and whether somebody has a place.")


class SourceBlock(blocks.StructBlock):
    """One reference of a lesson, with what was checked of it."""

    text = blocks.CharBlock(
        label=_("Reference"),
        help_text=_("e.g. “Cooper and others, 2024. Peer support and recovery. BMC Medicine.”"),
    )
    url = blocks.URLBlock(required=False, label=_("Link"), help_text=_("e.g. https://doi.org/…"))
    note = blocks.CharBlock(
        required=False,
        label=_("What was checked"),
        help_text=_("e.g. “Abstract read; the interval is on page 7.”"),
    )

    class Meta:
        icon = "openquote"
        label = _("Source")


class LessonBodyBlock(BodyBlock):
    """What a lesson may hold: the library of the site, and things to do."""

    quiz = QuizBlock()
    scenario = ScenarioBlock()
    lab = LabBlock()
    reflection = ReflectionBlock(group=TO_DO, template="courses/delivery/blocks/reflection.html")


def objective_block() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Objective"), help_text=_("Starts with a verb, e.g. “Say the promise and its limit”.")
    )
