"""Small changes of a story's JSON that can be taken back and made again. Pure: nothing given is changed in place.

A change: {"path", "before", "after", "index", "was"}. `path` is ["start"], or [part, key] for an item of a list
(`PARTS`); `before` and `after` are what stood and stands there (None: nothing), `was` and `index` its place in the list
before and after.
"""

from collections.abc import Iterable, Sequence
from typing import Any

PARTS = ("nodes", "members", "variables", "variants")
START = "start"

Json = dict[str, Any]
Path = tuple[str, ...]


def path_of(change: Json) -> Path:
    return tuple(change["path"])


def item_at(graph: Json, path: Sequence[str]) -> Any:
    """What stands at a path now; None where there is nothing."""
    if path[0] == START:
        return graph.get(START, "")
    return next((one for one in graph.get(path[0], []) if one.get("key") == path[1]), None)


def apply_changes(graph: Json, changes: Iterable[Json]) -> tuple[Json, list[Json]]:
    """The story after `changes` ({path, after, index} is enough), and the changes made whole, without idle ones."""
    done = []
    for change in changes:
        graph, made = _apply(graph, change)
        if (made["before"], made["was"]) != (made["after"], made["index"]):
            done.append(made)
    return graph, done


def _apply(graph: Json, change: Json) -> tuple[Json, Json]:
    path, after = list(change["path"]), change.get("after")
    if path[0] == START:
        made = {"path": path, "before": graph.get(START, ""), "after": after or "", "index": None, "was": None}
        return {**graph, START: made["after"]}, made
    items = list(graph.get(path[0], []))
    was = next((place for place, one in enumerate(items) if one.get("key") == path[1]), None)
    before = items.pop(was) if was is not None else None
    index = _place(change.get("index"), was, len(items)) if after is not None else None
    if index is not None:
        items.insert(index, after)
    return {**graph, path[0]: items}, {"path": path, "before": before, "after": after, "index": index, "was": was}


def _place(wanted: int | None, was: int | None, end: int) -> int:
    """Where an item goes: as wished, else where it was, else last."""
    place = wanted if wanted is not None else was
    return end if place is None else max(0, min(place, end))


def reverse_changes(changes: Sequence[Json]) -> list[Json]:
    """What takes these changes back."""
    return [{"path": one["path"], "after": one["before"], "index": one.get("was")} for one in reversed(list(changes))]


def changes_between(before: Json, after: Json) -> list[Json]:
    """Changes that make one story into the other, order of lists included."""
    changes: list[Json] = []
    for part in PARTS:
        changes += _list_changes(part, list(before.get(part, [])), list(after.get(part, [])))
    if before.get(START, "") != after.get(START, ""):
        changes.append({"path": [START], "after": after.get(START, "")})
    return changes


def _list_changes(part: str, items: list[Json], wanted: list[Json]) -> list[Json]:
    keys = {one["key"] for one in wanted}
    changes: list[Json] = [{"path": [part, one["key"]], "after": None} for one in items if one["key"] not in keys]
    items = [one for one in items if one["key"] in keys]
    for place, one in enumerate(wanted):
        if place < len(items) and items[place] == one:
            continue
        changes.append({"path": [part, one["key"]], "after": one, "index": place})
        items = [other for other in items if other["key"] != one["key"]]
        items.insert(place, one)
    return changes
