"""The story while its authors change it, one small edit after the other."""

from collections.abc import Callable, Sequence
from typing import Any, TypeGuard

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.scenarios.editing import PARTS, START, Path, apply_changes, changes_between, item_at, path_of
from assessments.scenarios.editing import reverse_changes as reversed_
from assessments.scenarios.errors import DraftStale, GraphInvalid, Problem
from assessments.scenarios.models import DraftEdit, Scenario, ScenarioDraft
from assessments.scenarios.reading import (
    read_graph,
    read_member,
    read_node,
    read_variable,
    read_variant,
    write_graph,
    write_item,
)
from lms.people.models import User

MOST_EDITS = 200
READERS: dict[str, Callable[[Any], Any]] = {
    "nodes": read_node,
    "members": read_member,
    "variables": read_variable,
    "variants": read_variant,
}


@transaction.atomic
def open_draft(*, scenario: Scenario) -> ScenarioDraft:
    """The draft of a scenario, locked; made from its story when there is none yet."""
    draft, _made = ScenarioDraft.objects.select_for_update().get_or_create(
        scenario=scenario, defaults={"graph": scenario.graph}
    )
    return draft


@transaction.atomic
def change_draft(
    *, scenario: Scenario, based_on: int, label: str, changes: Sequence[dict[str, Any]], author: User | None
) -> ScenarioDraft:
    """Make one edit: `changes` are [{"path", "after", "index" (optional), "before" (optional)}], see `editing`.

    `based_on` is the draft's counter that the author saw. Where others have edited since, theirs stays and ours goes
    in beside it, unless both touch the same path: then `DraftStale`. A change whose `before` is what stands there now
    never clashes. What changes nothing makes no edit; edits that were undone can't be redone after a new one.
    Raises `GraphInvalid` and `DraftStale`; nothing is changed then.
    """
    draft = open_draft(scenario=scenario)
    clean = [_clean(place, change) for place, change in enumerate(changes)]
    if based_on != draft.counter:
        _refuse_clash(draft, based_on, clean)
    return _keep_edit(draft, clean, label, author)


@transaction.atomic
def lay_draft(*, scenario: Scenario, graph: dict[str, Any], label: str, author: User | None = None) -> ScenarioDraft:
    """Put another story in place of the draft's, as one edit that can be undone. Raises `GraphInvalid`."""
    draft = open_draft(scenario=scenario)
    changes = changes_between(draft.graph, write_graph(read_graph(graph)))
    return _keep_edit(draft, changes, label, author)


@transaction.atomic
def undo_edit(*, scenario: Scenario, based_on: int | None = None) -> ScenarioDraft:
    """Take back the last edit that stands. Nothing happens without one, or when `based_on` isn't the draft's counter.

    So a second tap takes nothing more back than its author saw.
    """
    draft = open_draft(scenario=scenario)
    edit = draft.edits.filter(undone=False).order_by("-number").first()
    return _turn(draft, edit, based_on, undone=True)


@transaction.atomic
def redo_edit(*, scenario: Scenario, based_on: int | None = None) -> ScenarioDraft:
    """Make the last edit again that was taken back; nothing happens where `undo_edit` would do nothing."""
    draft = open_draft(scenario=scenario)
    edit = draft.edits.filter(undone=True).order_by("number").first()
    return _turn(draft, edit, based_on, undone=False)


def _turn(draft: ScenarioDraft, edit: DraftEdit | None, based_on: int | None, *, undone: bool) -> ScenarioDraft:
    if edit is None or based_on not in (None, draft.counter):
        return draft
    draft.graph, _done = apply_changes(draft.graph, reversed_(edit.changes) if undone else edit.changes)
    draft.counter += 1
    draft.save(update_fields=["graph", "counter", "updated"])
    edit.undone = undone
    edit.save(update_fields=["undone", "updated"])
    return draft


def _keep_edit(
    draft: ScenarioDraft, changes: Sequence[dict[str, Any]], label: str, author: User | None
) -> ScenarioDraft:
    graph, done = apply_changes(draft.graph, changes)
    if not done:
        return draft
    draft.graph = graph
    draft.counter += 1
    draft.save(update_fields=["graph", "counter", "updated"])
    draft.edits.filter(undone=True).delete()
    DraftEdit.objects.create(draft=draft, number=draft.counter, label=label[:200], changes=done, author=author)
    old = list(draft.edits.order_by("-number").values_list("pk", flat=True)[MOST_EDITS:])
    if old:
        draft.edits.filter(pk__in=old).delete()
    return draft


def _clean(place: int, change: dict[str, Any]) -> dict[str, Any]:
    """A change as it is kept. Raises `GraphInvalid` for one that no story could hold."""
    path = change.get("path") if isinstance(change, dict) else None
    index = change.get("index") if isinstance(change, dict) else None
    if not _is_path(path) or not (index is None or type(index) is int):
        raise GraphInvalid([Problem(f"changes.{place}", _("This is no change of a story."))])
    clean = {**change, "after": _clean_item(path, change.get("after"))}
    if "before" in change:
        clean["before"] = _clean_item(path, change["before"])
    return clean


def _is_path(path: Any) -> TypeGuard[Sequence[str]]:
    if not isinstance(path, list | tuple) or not all(isinstance(one, str) for one in path):
        return False
    return list(path) == [START] or (len(path) == 2 and path[0] in PARTS)


def _clean_item(path: Sequence[str], item: Any) -> Any:
    if path[0] == START:
        return read_graph({"start": item or "", "nodes": []}).start
    if item is None:
        return None
    found = write_item(READERS[path[0]](item))
    if found["key"] != path[1]:
        raise GraphInvalid([Problem(".".join(path), _("The key is another one than its place says."))])
    return found


def _refuse_clash(draft: ScenarioDraft, based_on: int, changes: Sequence[dict[str, Any]]) -> None:
    since = list(draft.edits.filter(number__gt=based_on).select_related("author").order_by("-number"))
    # Where something was undone or redone meanwhile, or is forgotten by now, the edits don't tell all that changed.
    told_all = len(since) == draft.counter - based_on
    touched: dict[Path, DraftEdit] = {}
    for edit in since:
        for change in edit.changes:
            touched.setdefault(path_of(change), edit)
    for change in changes:
        path = path_of(change)
        unseen = path in touched or not told_all
        if unseen and not ("before" in change and change["before"] == item_at(draft.graph, path)):
            raise DraftStale(_clash_words(path, touched.get(path)), counter=draft.counter)


def _clash_words(path: Path, edit: DraftEdit | None) -> str:
    if edit is None:
        text = _("“%(place)s” was changed meanwhile. Look at it as it is now, then make your change again.")
        return text % {"place": path[-1]}
    text = _("%(who)s changed “%(place)s” meanwhile: %(label)s. Look at it as it is now, then make your change again.")
    who = edit.author.get_full_name() if edit.author else _("Somebody")
    return text % {"who": who, "place": path[-1], "label": edit.label}
