"""Small changes of a story as its authors make them. Pure: a graph as JSON in (see `graph.py`), a new one out.

Nothing that is given is changed. Keys that name nothing change nothing: two authors may work on the same story.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from assessments.scenarios.choices import Tag
from assessments.scenarios.graph import MOOD_PREFIX, VISITED_PREFIX

Json = dict[str, Any]
# What a route may lead to instead of a moment: a new one of that kind, made when it is saved.
NEW = "new:"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
A_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")


def find(graph: Json, part: str, key: str) -> Json | None:
    """The member, variable, variant or node of that key."""
    return next((one for one in graph.get(part, ()) if one.get("key") == key), None)


def keys_of(graph: Json, part: str = "nodes") -> list[str]:
    return [one.get("key", "") for one in graph.get(part, ())]


def new_key(taken: Iterable[str], stem: str = "n") -> str:
    """The first free one of n1, n2, …"""
    held = set(taken)
    return next(key for number in range(1, len(held) + 2) if (key := f"{stem}{number}") not in held)


def new_choice_key(taken: Iterable[str]) -> str:
    """The first free letter; after z, c27 and so on."""
    held = set(taken)
    return next((letter for letter in LETTERS if letter not in held), "") or new_key(held, "c")


def is_key(text: str) -> bool:
    """Whether something can be a key: letters, digits, hyphens, underscores."""
    return bool(A_KEY.fullmatch(text))


def put_node(graph: Json, node: Json, *, after: str = "") -> Json:
    """Replace a node or add it (behind `after`, else at the end), and make the new ones that its routes ask for."""
    changed, node = deepcopy(graph), deepcopy(node)
    nodes = changed.setdefault("nodes", [])
    keys = keys_of(changed)
    if node["key"] in keys:
        nodes[keys.index(node["key"])] = node
    else:
        nodes.insert(keys.index(after) + 1 if after in keys else len(nodes), node)
    made = [new for route in _routes(node) if (new := _made_for(changed, route))]
    place = keys_of(changed).index(node["key"]) + 1
    nodes[place:place] = made
    _keep_a_start(changed)
    return changed


def _made_for(graph: Json, route: Json) -> Json | None:
    if not str(route.get("to", "")).startswith(NEW):
        return None
    made = {"key": new_key({*keys_of(graph), *graph.get("_promised", ())}), "kind": route["to"].removeprefix(NEW)}
    # Not in the list yet, but taken.
    graph.setdefault("_promised", []).append(made["key"])
    route["to"] = made["key"]
    return made


def add_node(graph: Json, *, kind: str, title: str = "", after: str = "", choice: str = "") -> tuple[Json, str]:
    """A new moment and its key. Behind `after` it takes over where that one (or one of its choices) led to."""
    changed = deepcopy(graph)
    node: Json = {"key": new_key(keys_of(changed)), "kind": kind} | ({"title": title} if title else {})
    before = find(changed, "nodes", after) or {}
    holder = find({"nodes": before.get("choices", ())}, "nodes", choice) if choice else before
    if holder and (choice or not holder.get("choices")) and before.get("kind") != "ending":
        if holder.get("routes") and kind not in {"ending", "choice", "check"}:
            node["routes"] = holder["routes"]
        holder["routes"] = [{"to": node["key"]}]
    return put_node(changed, node, after=after), node["key"]


def duplicate_node(graph: Json, key: str) -> tuple[Json, str]:
    """The same once more, right behind it, with nothing that leads to it; and the new key."""
    original = find(graph, "nodes", key)
    if original is None:
        return graph, key
    made = new_key(keys_of(graph))
    return put_node(graph, {**deepcopy(original), "key": made}, after=key), made


def delete_node(graph: Json, key: str, *, lead_on: str = "") -> Json:
    """Without a node. Routes that led to it lead on to `lead_on`, or are gone; so is what else names it."""
    changed = deepcopy(graph)
    changed["nodes"] = [node for node in changed.get("nodes", ()) if node.get("key") != key]
    lead_on = lead_on if lead_on in keys_of(changed) else ""
    for holder in _holders(changed):
        routes = [route | {"to": lead_on} if route.get("to") == key else route for route in holder.get("routes", ())]
        _set(holder, "routes", [route for route in routes if route.get("to")])
        _set(holder, "repairs", [one for one in holder.get("repairs", ()) if one.partition(":")[0] != key])
        if holder.get("late") == key:
            _set(holder, "late", lead_on)
    _without_subject(changed, VISITED_PREFIX + key)
    if changed.get("start") == key:
        changed["start"] = lead_on
    _keep_a_start(changed)
    return changed


def rename(graph: Json, part: str, old: str, new: str) -> Json:
    """Another key for a node, member, variable or variant, wherever it is named."""
    changed = deepcopy(graph)
    one = find(changed, part, old)
    if one is None or find(changed, part, new) is not None:
        return changed
    one["key"] = new
    if part == "nodes":
        _rename_node(changed, old, new)
    elif part == "members":
        for node in changed.get("nodes", ()):
            if node.get("member") == old:
                node["member"] = new
        _rename_subject(changed, MOOD_PREFIX + old, MOOD_PREFIX + new)
    elif part == "variables":
        _rename_subject(changed, old, new)
    elif part == "variants":
        for clause in _clauses(changed):
            if clause.get("subject") == "variant" and clause.get("value") == old:
                clause["value"] = new
    return changed


def _rename_node(graph: Json, old: str, new: str) -> None:
    for holder in _holders(graph):
        for route in holder.get("routes", ()):
            if route.get("to") == old:
                route["to"] = new
        if holder.get("late") == old:
            holder["late"] = new
        if holder.get("repairs"):
            holder["repairs"] = [
                f"{new}:{one.partition(':')[2]}" if one.partition(":")[0] == old else one for one in holder["repairs"]
            ]
    if graph.get("start") == old:
        graph["start"] = new
    _rename_subject(graph, VISITED_PREFIX + old, VISITED_PREFIX + new)


def put_list(graph: Json, part: str, rows: list[Json]) -> Json:
    """Members, variables or variants as their form gives them. A row's `was` is the key it had: it is renamed."""
    changed = deepcopy(graph)
    for row in rows:
        was = row.pop("was", "")
        if was and was != row["key"]:
            changed = rename(changed, part, was, row["key"])
    changed[part] = rows
    return changed


def put_start(graph: Json, key: str) -> Json:
    return {**deepcopy(graph), "start": key}


def linked_from(graph: Json, key: str) -> list[tuple[str, str]]:
    """Where a node is named: (node, choice or nothing), in the authors' order."""
    found: dict[tuple[str, str], None] = {}
    for node in graph.get("nodes", ()):
        holders = [(node, ""), *((choice, choice.get("key", "")) for choice in node.get("choices", ()))]
        for holder, choice in holders:
            leads = any(route.get("to") == key for route in holder.get("routes", ())) or holder.get("late") == key
            if leads and node.get("key") != key:
                found[node.get("key", ""), choice] = None
    return list(found)


def harmful_choices(graph: Json) -> list[tuple[str, str]]:
    """("node:choice", its words), in the authors' order."""
    return [
        (f"{node.get('key')}:{choice.get('key')}", choice.get("text", ""))
        for node in graph.get("nodes", ())
        if node.get("kind") == "choice"
        for choice in node.get("choices", ())
        if choice.get("tag") == Tag.HARMFUL
    ]


def _routes(node: Json) -> list[Json]:
    return [route for holder in (node, *node.get("choices", ())) for route in holder.get("routes", ())]


def _holders(graph: Json) -> list[Json]:
    """Nodes and choices: all that has routes, repairs or effects."""
    return [holder for node in graph.get("nodes", ()) for holder in (node, *node.get("choices", ()))]


def _conditioned(graph: Json) -> list[Json]:
    """All that may have a condition: choices, routes, tellings."""
    found: list[Json] = []
    for holder in _holders(graph):
        found += [holder, *holder.get("routes", ()), *holder.get("tellings", ())]
    return found


def _clauses(graph: Json) -> list[Json]:
    return [clause for one in _conditioned(graph) for clause in (one.get("when") or {}).get("clauses", ())]


def _effects(graph: Json) -> list[Json]:
    return [effect for holder in _holders(graph) for effect in holder.get("effects", ())]


def _rename_subject(graph: Json, old: str, new: str) -> None:
    for one in (*_clauses(graph), *_effects(graph)):
        if one.get("subject") == old:
            one["subject"] = new


def _without_subject(graph: Json, subject: str) -> None:
    for one in _conditioned(graph):
        if one.get("when"):
            clauses = [clause for clause in one["when"].get("clauses", ()) if clause.get("subject") != subject]
            if clauses:
                one["when"]["clauses"] = clauses
            else:
                del one["when"]


def _set(holder: Json, name: str, value: Any) -> None:
    """Empty values are left out, as everywhere in a graph."""
    if value:
        holder[name] = value
    else:
        holder.pop(name, None)


def _keep_a_start(graph: Json) -> None:
    graph.pop("_promised", None)
    if not graph.get("start") and graph.get("nodes"):
        graph["start"] = graph["nodes"][0]["key"]
