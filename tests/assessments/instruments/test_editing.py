"""Small changes of a kit: each leaves all else as it was, and what is given untouched."""

from copy import deepcopy

import pytest

from assessments.instruments.editing import move_part, part_of, prompt_key, put_part, stamp_of
from tests.factories.observations import kit_data


def prompt(minute, cue="Talks at once.", actor="Lena"):
    return {"minute": minute, "actor": actor, "cue": cue, "if_trainee": "", "then": "", "elicits": []}


@pytest.fixture
def kit():
    kit = kit_data()
    kit["variants"][0]["prompts"] = [prompt(1), prompt(3, "Asks."), prompt(3, "Laughs.")]
    return kit


def cues(kit, variant=0):
    return [(one["minute"], one["cue"]) for one in kit["variants"][variant]["prompts"]]


def at(kit, place, variant="A"):
    prompts = next(one for one in kit["variants"] if one["code"] == variant)["prompts"]
    return ("prompts", variant, prompt_key(prompts[place]))


def test_parts_are_found_by_their_path(kit):
    assert part_of(kit, ("brief",)) == {"trainee_brief": "You will be watched by two people."}
    assert part_of(kit, ("items", "GRP-1"))["competency"] == "GRP-1"
    assert part_of(kit, ("actors", "Lena"))["wants"] == "To talk."
    assert part_of(kit, ("variants", "A")) == {"code": "A", "title": "Variant A"}
    assert part_of(kit, at(kit, 1))["cue"] == "Asks."
    gone = [("items", "X"), ("actors", "X"), ("variants", "X"), ("prompts", "X", "y"), ("prompts", "A", "y")]
    assert [part_of(kit, path) for path in gone] == [None] * 5
    assert stamp_of(None) == ""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("brief",), {"trainee_brief": "Other words."}),
        (("items", "GRP-1"), {"competency": "GRP-1", "scripted_out": ["GRP-1.A1"], "unprompted": [], "short": {}}),
        (("actors", "Mo"), {"name": "Mo", "about": "Late.", "wants": ""}),
        (("variants", "A"), {"code": "A", "title": "The roommate walks through"}),
    ],
)
def test_a_part_is_put_where_it_was_and_nothing_else_changes(kit, path, value):
    before = deepcopy(kit)
    after = put_part(kit, path, value)
    assert part_of(after, path) == value
    assert kit == before
    back = part_of(before, path)
    assert put_part(after, path, back) == before


def test_a_variant_keeps_its_prompts_when_its_title_changes(kit):
    assert cues(put_part(kit, ("variants", "A"), {"code": "A", "title": "Other"})) == cues(kit)


def test_an_actor_with_another_name_keeps_their_prompts(kit):
    after = put_part(kit, ("actors", "Lena"), {"name": "Lea", "about": "", "wants": ""})
    assert {one["actor"] for variant in after["variants"] for one in variant["prompts"]} == {"Lea"}
    assert [one["name"] for one in after["actors"]] == ["Lea"]


def test_prompts_stand_by_their_minutes(kit):
    after = put_part(kit, ("prompts", "A", ""), prompt(2, "Comes late."))
    assert cues(after) == [(1, "Talks at once."), (2, "Comes late."), (3, "Asks."), (3, "Laughs.")]
    later = put_part(after, at(after, 0), prompt(9))
    assert cues(later)[-1] == (9, "Talks at once.")
    assert cues(put_part(later, at(later, 0), None)) == cues(later)[1:]
    assert put_part(kit, ("prompts", "X", ""), prompt(1)) == kit


def test_a_prompt_moves_among_those_of_its_minute_or_by_a_minute(kit):
    swapped = move_part(kit, at(kit, 2), -1)
    assert cues(swapped) == [(1, "Talks at once."), (3, "Laughs."), (3, "Asks.")]
    assert cues(move_part(kit, at(kit, 0), 1))[0] == (2, "Talks at once.")
    assert move_part(kit, ("prompts", "A", "gone"), -1) == kit
    first = move_part(kit, at(kit, 0), -1)
    assert cues(move_part(first, at(first, 0), -1))[0] == (0, "Talks at once.")


def test_entries_of_lists_move_within_their_list(kit):
    after = move_part(kit, ("items", "GRP-1"), -1)
    assert [one["competency"] for one in after["items"]] == ["GRP-1", "SAFE-1"]
    assert move_part(after, ("items", "GRP-1"), -1) == after
    assert move_part(after, ("items", "X"), -1) == after
