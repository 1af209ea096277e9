"""What moments are called at the desk."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.desk.editing import Json

SPOKEN = (NodeKind.SAY, NodeKind.CHAT)
LONGEST = 70


def title_of(node: Json, graph: Json, longest: int = LONGEST) -> str:
    """Its name, else its first words, with who says them."""
    return _title(node, _names(graph), longest)


def titles_of(graph: Json) -> list[str]:
    """The titles of all moments, in the authors' order: for whoever needs them all, once."""
    names = _names(graph)
    return [_title(node, names, LONGEST) for node in graph.get("nodes", ())]


def _names(graph: Json) -> dict[Any, Any]:
    # The first of two with one key: a draft may hold them for a while.
    return {one.get("key"): one.get("name") for one in reversed(graph.get("members", []))}


def _title(node: Json, names: dict[Any, Any], longest: int) -> str:
    words = " ".join((node.get("title") or node.get("text") or "")[: 4 * longest].split())
    if not words:
        return _("Nothing written yet")
    if node.get("kind") in SPOKEN and not node.get("title"):
        who = names.get(node.get("member"), "")
        words = f"{who}: {words}" if who else words
    return clip(words, longest)


def clip(words: str, longest: int) -> str:
    """No longer than that, with a mark where something is left out. Plain, since it is asked for a thousand times."""
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
