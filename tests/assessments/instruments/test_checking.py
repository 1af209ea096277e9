"""What stands against a kit: each rule with a kit that breaks it, beside one that breaks none."""

from copy import deepcopy

import pytest

from assessments.instruments.checking import check_kit
from assessments.instruments.filling import blank_kit
from tests.factories.observations import framework_data, sound_kit

KINDS = {
    competency["code"]: {one["code"]: one["kind"] for one in competency["behaviours"]}
    for domain in framework_data()["domains"]
    for competency in domain["competencies"]
}


def stops(kit, kinds=KINDS):
    return [one.message for one in check_kit(kit, kinds) if one.stops]


def hints(kit):
    return [one.message for one in check_kit(kit, KINDS) if not one.stops]


def test_a_sound_kit_has_nothing_against_it():
    assert stops(sound_kit()) == []
    # What would make level 4 has no prompt; that is worth a look, no more.
    assert len(hints(sound_kit())) == 4


def change(kit, path, value):
    changed = deepcopy(kit)
    *way, last = path
    here = changed
    for step in way:
        here = here[step]
    here[last] = value
    return changed


PROMPT = ("variants", 0, "prompts", 0)
BROKEN = [
    (("title",), " ", "It has no title yet."),
    (("pause_word",), "", "a word that anybody can say"),
    (("de_role",), "", "steps out of their part"),
    (("minutes", "play"), 0, "at least a minute"),
    (("raters", "summative"), 0, "At least one person"),
    (("trainee_brief",), "", "brief is empty"),
    (("items",), [], "add a competency"),
    (("items", 0, "competency"), "SAFE-9", "SAFE-9 is not in the framework"),
    (("items", 0, "scripted_out"), ["GRP-1.B1"], "GRP-1.B1 is no behaviour of SAFE-1"),
    (("items", 0, "short"), {"SAFE-1.B1": "x" * 61}, "61 letters"),
    (("items", 1, "competency"), "SAFE-1", "SAFE-1 is there twice"),
    (("actors",), [], "add an actor"),
    (("actors", 0, "about"), "", "Say who Lena is."),
    (("variants",), [], "no variant yet"),
    (("variants", 0, "prompts"), [], "Variant A has no prompts"),
    (("variants", 1, "code"), "A", "Two variants are called A"),
    ((*PROMPT, "minute"), 16, "outside the 15 minutes"),
    ((*PROMPT, "minute"), "1", "outside the 15 minutes"),
    ((*PROMPT, "actor"), "Mo", "no actor is called Mo"),
    ((*PROMPT, "cue"), "", "nothing is said or done"),
    ((*PROMPT, "elicits"), ["DIG-1.B1"], "DIG-1.B1 is not rated"),
]


@pytest.mark.parametrize(("path", "value", "said"), BROKEN, ids=[said for _path, _value, said in BROKEN])
def test_what_breaks_a_rule_is_named(path, value, said):
    assert any(said in one for one in stops(change(sound_kit(), path, value)))


def test_a_behaviour_that_no_prompt_elicits_is_named_with_its_variant():
    kit = change(sound_kit(), (*PROMPT, "elicits"), [f"SAFE-1.B{n}" for n in (1, 2, 3)] + ["GRP-1.B2"])
    (problem,) = [one for one in check_kit(kit, KINDS) if one.stops]
    assert problem.message == "In variant A no prompt gives room for GRP-1.B1 and GRP-1.B3."
    assert problem.path == ("items", "GRP-1")
    assert stops(change(kit, ("items", 1, "scripted_out"), ["GRP-1.B1", "GRP-1.B3"])) == []
    assert stops(change(kit, ("items", 1, "unprompted"), ["GRP-1.B1", "GRP-1.B3"])) == []
    both = change(kit, ("items", 1, "unprompted"), ["GRP-1.B1", "GRP-1.B3"])
    both["items"][1]["scripted_out"] = ["GRP-1.B1"]
    assert any("can’t both" in one for one in stops(both))


def test_without_a_framework_only_the_shape_is_judged():
    assert stops(change(sound_kit(), ("items", 0, "competency"), "SAFE-9"), kinds=None) == []


def test_observed_practice_needs_no_script():
    kit = {**blank_kit("practice", "Practice", "practice"), "trainee_brief": "We watch."}
    kit["items"] = [{"competency": "SAFE-1", "scripted_out": [], "unprompted": [], "short": {}}]
    assert stops(kit) == []
    assert len(stops(blank_kit("orp-9", "Nine", "role_play"))) == 8
