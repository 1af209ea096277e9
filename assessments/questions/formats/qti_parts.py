"""What the readers of QTI interactions share. No database."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Unreadable
from assessments.questions.formats.parts import Collector
from assessments.questions.formats.xml_tree import Node

ASIDE = {"feedbackInline", "feedbackBlock", "rubricBlock", "stylesheet", "templateBlock", "templateInline"}


@dataclass
class Item:
    """An item, and what of it has been understood."""

    root: Node
    collector: Collector
    feedback: dict[str, str]
    # What is asked, where it is not simply what stands around the interaction.
    stem: str = ""

    def declared(self, interaction: Node) -> Node:
        """The declaration of what an interaction asks for. Raises `Unreadable`."""
        name = interaction.attrs.get("responseIdentifier", "")
        found = next((one for one in self.root.all("responseDeclaration") if one.attrs.get("identifier") == name), None)
        if found is None:
            words = _("The response “%(name)s” is not declared.")
            raise Unreadable(words % {"name": name[:40]}, interaction.line)
        return found

    def about(self, choice: Node) -> str:
        """What to say about a choice: from inside it, or from the feedback that bears its identifier."""
        inside = "".join(f"<div>{node.html()}</div>" for node in choice.deep("feedbackInline", "feedbackBlock"))
        return inside or self.feedback.pop(choice.attrs.get("identifier", ""), "")


def walk(node: Node) -> Iterable[Node]:
    for child in node.children:
        yield child
        yield from walk(child)


def key_of(declared: Node) -> list[str]:
    right = declared.first("correctResponse")
    return [value.text.strip() for value in right.all("value")] if right else []


def mapped(declared: Node) -> dict[str, float]:
    """{key: what it earns}. Raises `Unreadable`."""
    mapping = declared.first("mapping")
    try:
        return {
            entry.attrs.get("mapKey", ""): float(entry.attrs.get("mappedValue", ""))
            for entry in (mapping.all("mapEntry") if mapping else [])
        }
    except ValueError as error:
        raise Unreadable(_("A mapping gives something that is not a number."), declared.line) from error


def inner(choice: Node) -> str:
    kept = [part for part in choice.parts if isinstance(part, str) or part.name not in ASIDE]
    return Node(choice.name, {}, kept).html()
