"""What the buttons of the desk do to a story, one function for each. Pure: a story and the words of a form in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.desk import editing
from assessments.scenarios.desk.editing import Json, find


@dataclass(frozen=True)
class Act:
    """The story as it is to be, a label for the list of edits, and the moment to open then."""

    graph: Json
    label: str
    node: str = ""


class ActRefused(Exception):
    """With a sentence for the author."""


Given = Mapping[str, str]


def add(graph: Json, given: Given) -> Act:
    changed, key = editing.add_node(graph, kind=_kind(given))
    return Act(changed, _("%(node)s added") % {"node": key}, key)


def follow(graph: Json, given: Given) -> Act:
    """Another one behind the one that is open, linked."""
    after = _open(graph, given)
    if find(graph, "nodes", after).get("kind") == NodeKind.ENDING:  # type: ignore[union-attr]
        raise ActRefused(_("Nothing comes after an ending."))
    changed, key = editing.add_node(graph, kind=_kind(given), after=after, choice=given.get("choice", ""))
    return Act(changed, _("%(node)s added behind %(after)s") % {"node": key, "after": after}, key)


def duplicate(graph: Json, given: Given) -> Act:
    node = _open(graph, given)
    changed, key = editing.duplicate_node(graph, node)
    return Act(changed, _("%(node)s duplicated as %(key)s") % {"node": node, "key": key}, key)


def delete(graph: Json, given: Given) -> Act:
    node = _open(graph, given)
    lead_on = given.get("lead_on", "")
    changed = editing.delete_node(graph, node, lead_on=lead_on if lead_on != node else "")
    return Act(changed, _("%(node)s deleted") % {"node": node}, lead_on or changed.get("start", ""))


def rename(graph: Json, given: Given) -> Act:
    old, new = _open(graph, given), given.get("key", "").strip()
    if not editing.is_key(new):
        raise ActRefused(_("A key is made of letters a–z, digits, “-” and “_”, at most 60."))
    if new != old and find(graph, "nodes", new):
        raise ActRefused(_("“%(key)s” is taken by another moment.") % {"key": new})
    changed = editing.rename(graph, "nodes", old, new)
    return Act(changed, _("%(node)s renamed to %(key)s") % {"node": old, "key": new}, new)


def start(graph: Json, given: Given) -> Act:
    node = _open(graph, given)
    return Act(editing.put_start(graph, node), _("It begins with %(node)s") % {"node": node}, node)


ACTS: dict[str, Callable[[Json, Given], Act]] = {
    "add": add,
    "next": follow,
    "duplicate": duplicate,
    "delete": delete,
    "rename": rename,
    "start": start,
}


def _open(graph: Json, given: Given) -> str:
    node = given.get("node", "")
    if find(graph, "nodes", node) is None:
        raise ActRefused(_("This moment is gone: somebody deleted it meanwhile."))
    return node


def _kind(given: Given) -> str:
    kind = given.get("kind", "")
    return kind if kind in NodeKind else NodeKind.NARRATION
