"""What every kit begins with, and what a file may leave out. Pure."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]
RULES: Json = {
    "minutes": {"play": 15, "rate": 5, "feedback": 10},
    "raters": {"summative": 2, "formative": 1},
    "level4_requires": "any",
    "unrated_when_missing_more_than": [1, 3],
    "adjudicate": {"levels_apart": 2, "any_harm": True},
    "consensus": "lower_median",
    "pass_rule": {
        "rule": "standard",
        "safety_minimum": 3,
        "share_at_least": 0.8,
        "share_level": 3,
        "merit_share": 0.5,
        "merit_level": 4,
        "stop_on_harm": True,
    },
    "retry": {
        "after_stop_hours": 48,
        "missed_items_only": True,
        "retries": 2,
        "meeting_from": 2,
        "lead_from": 3,
    },
    # Off until an author switches it on.
    "recording": {"allowed": False, "rate_days": 7, "keep_days": 90, "longest_days": 180},
}
TEXTS = ("summary", "content_note", "setting", "trainee_brief", "observer_notes", "pause_word", "stop_rule", "de_role")
LISTS = ("must_see", "items", "actors", "variants")
ITEM: Json = {"scripted_out": [], "unprompted": [], "short": {}}
ACTOR: Json = {"about": "", "wants": ""}
PROMPT: Json = {"if_trainee": "", "then": "", "elicits": []}


def blank_kit(code: str, title: str, kind: str) -> Json:
    """A kit with the rules of the house and nothing in it yet."""
    return fill_kit({"code": code, "title": title, "kind": kind})


def fill_kit(data: Json) -> Json:
    """A kit as plain data, with what it leaves out: the rules of the house, empty texts and lists."""
    given = _plain(data)
    kit: Json = {"code": "", "title": "", "kind": "role_play", **dict.fromkeys(TEXTS, ""), **given}
    for name, usual in RULES.items():
        kit[name] = _filled(usual, given.get(name))
    for name in LISTS:
        kit[name] = kit.get(name) or []
    kit["items"] = [_filled(ITEM, one) for one in kit["items"]]
    kit["actors"] = [_filled(ACTOR, one) for one in kit["actors"]]
    kit["variants"] = [_filled_variant(one) for one in kit["variants"]]
    return kit


def _filled_variant(variant: Json) -> Json:
    prompts = [_filled(PROMPT, one) for one in variant.get("prompts") or []]
    return {"title": "", **variant, "prompts": prompts}


def _filled(usual: Any, given: Any) -> Any:
    """A mapping with what it leaves out; anything else as it is given, or as usual."""
    if isinstance(usual, dict):
        return {**deepcopy(usual), **{name: value for name, value in (given or {}).items() if value is not None}}
    return deepcopy(usual) if given is None else given


def _plain(data: Any) -> Any:
    """Data of a file without its lines, texts without white space at their ends."""
    if isinstance(data, dict):
        return {str(name): _plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(one) for one in data]
    return data.strip() if isinstance(data, str) else data
