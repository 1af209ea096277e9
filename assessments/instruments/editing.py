"""Small changes of a kit as its authors make them. Pure: a kit as JSON in, a new one out; nothing given is changed.

A *path* names a part: ("basics",), ("rules",), ("brief",), ("notes",), ("items", code), ("actors", name),
("variants", code) without its prompts, ("prompts", code of the variant, key). A prompt has no name of its own: its key
is made of what it says, so that two authors who change different prompts are both kept, and of two who change the same
one the later finds it gone.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lms.common.hashing import content_hash

Json = dict[str, Any]
Path = Sequence[str]
FIELDS: dict[str, tuple[str, ...]] = {
    "basics": (
        "title",
        "summary",
        "content_note",
        "minutes",
        "setting",
        "must_see",
        "pause_word",
        "stop_rule",
        "de_role",
    ),
    "rules": (
        "raters",
        "level4_requires",
        "unrated_when_missing_more_than",
        "adjudicate",
        "consensus",
        "pass_rule",
        "retry",
        "recording",
        "due_days",
        "conflicts",
        "follow_up",
        "appeal",
        "asides",
    ),
    "brief": ("trainee_brief",),
    "notes": ("observer_notes",),
}
# The lists of a kit, and what names an entry in each.
LISTS = {"items": "competency", "actors": "name", "variants": "code"}
PROMPTS = "prompts"
KEY_LENGTH = 12


def prompt_key(prompt: Json) -> str:
    return content_hash(prompt)[:KEY_LENGTH]


def stamp_of(part: Json | None) -> str:
    """What stands for a part as somebody saw it; "" for one that is not there."""
    return "" if part is None else content_hash(part)


def variant_of(kit: Json, code: str) -> Json | None:
    return next((one for one in kit.get("variants", ()) if one.get("code") == code), None)


def part_of(kit: Json, path: Path) -> Json | None:
    """The part at a path; None where nothing is."""
    head = path[0]
    if head in FIELDS:
        return {name: kit[name] for name in FIELDS[head] if name in kit}
    if head == PROMPTS:
        prompts = (variant_of(kit, path[1]) or {}).get(PROMPTS, ())
        return next((one for one in prompts if prompt_key(one) == path[2]), None)
    found = next((one for one in kit.get(head, ()) if str(one.get(LISTS[head])) == path[1]), None)
    return _without_prompts(found) if found is not None and head == "variants" else found


def put_part(kit: Json, path: Path, value: Json | None) -> Json:
    """The kit with another part at this path, a new one at the end of its list, or (None) without it.

    An actor with another name keeps their prompts; prompts stand by their minutes.
    """
    changed = deepcopy(kit)
    head = path[0]
    if head in FIELDS:
        changed.update(deepcopy(value or {}))
    elif head == PROMPTS:
        _put_prompt(changed, path, value)
    else:
        _put_in_list(changed, path, value)
    return changed


def move_part(kit: Json, path: Path, step: int) -> Json:
    """The kit with an entry one place earlier (-1) or later (1); a prompt alone at its minute moves by a minute."""
    changed = deepcopy(kit)
    if path[0] == PROMPTS:
        _move_prompt(changed, path, step)
        return changed
    rows = changed.get(path[0], [])
    here = next((place for place, one in enumerate(rows) if str(one.get(LISTS[path[0]])) == path[1]), None)
    if here is not None and 0 <= here + step < len(rows):
        rows.insert(here + step, rows.pop(here))
    return changed


def _without_prompts(variant: Json) -> Json:
    return {name: value for name, value in variant.items() if name != PROMPTS}


def _put_in_list(kit: Json, path: Path, value: Json | None) -> None:
    head, key = path[0], LISTS[path[0]]
    rows = kit.setdefault(head, [])
    here = next((place for place, one in enumerate(rows) if str(one.get(key)) == path[1]), None)
    if value is None:
        kit[head] = [one for place, one in enumerate(rows) if place != here]
        return
    made = deepcopy(value)
    if head == "variants":
        made[PROMPTS] = rows[here].get(PROMPTS, []) if here is not None else made.get(PROMPTS, [])
    if here is None:
        rows.append(made)
        return
    rows[here] = made
    if head == "actors" and made[key] != path[1]:
        for prompt in _prompts(kit):
            if prompt.get("actor") == path[1]:
                prompt["actor"] = made[key]


def _prompts(kit: Json) -> list[Json]:
    return [prompt for variant in kit.get("variants", ()) for prompt in variant.get(PROMPTS, ())]


def _put_prompt(kit: Json, path: Path, value: Json | None) -> None:
    variant = variant_of(kit, path[1])
    if variant is None:
        return
    rows = variant.setdefault(PROMPTS, [])
    here = next((place for place, one in enumerate(rows) if prompt_key(one) == path[2]), None)
    if here is not None and value is not None:
        rows[here] = deepcopy(value)
    elif here is not None:
        del rows[here]
    elif value is not None:
        rows.append(deepcopy(value))
    rows.sort(key=_minute)


def _minute(prompt: Json) -> int:
    minute = prompt.get("minute")
    return minute if type(minute) is int else 0


def _move_prompt(kit: Json, path: Path, step: int) -> None:
    rows = (variant_of(kit, path[1]) or {}).get(PROMPTS, [])
    here = next((place for place, one in enumerate(rows) if prompt_key(one) == path[2]), None)
    if here is None:
        return
    there = here + step
    if 0 <= there < len(rows) and _minute(rows[there]) == _minute(rows[here]):
        rows.insert(there, rows.pop(here))
        return
    rows[here] = {**rows[here], "minute": max(_minute(rows[here]) + step, 0)}
    rows.sort(key=_minute)
