"""The kits that come with the product: what they rate, and that all of it has its moment."""

from collections import Counter
from pathlib import Path

import yaml

PACK = Path(__file__).parents[3] / "content" / "packs" / "facilitator"
FRAMEWORK = yaml.safe_load((PACK / "framework.yaml").read_text())
COMPETENCIES = {one["code"]: one for domain in FRAMEWORK["domains"] for one in domain["competencies"]}
OBSERVED = {code for code, one in COMPETENCIES.items() if one["method"] in {"observed", "both"}}
KITS = {path.stem: yaml.safe_load(path.read_text()) for path in sorted((PACK / "instruments").glob("*.yaml"))}
ROLE_PLAYS = {code: kit for code, kit in KITS.items() if kit["kind"] == "role_play"}
TWICE = {"SAFE-1", "SAFE-2", "GRP-3", "GRP-4", "GRP-5", "GRP-6", "PEER-1", "PEER-3", "DIG-1", "DIG-2"}


def behaviours(code: str, *kinds: str) -> list[str]:
    return [one["code"] for one in COMPETENCIES[code]["behaviours"] if not kinds or one["kind"] in kinds]


def test_four_role_plays_and_the_practice_form_rate_all_that_can_be_observed() -> None:
    assert [*KITS] == [kit["code"] for kit in KITS.values()] == ["orp-1", "orp-2", "orp-3", "orp-4", "practicum"]
    assert {item["competency"] for item in KITS["practicum"]["items"]} == OBSERVED
    # Where a script leaves no room for a level, the item doesn't count as rated.
    rated = Counter(
        item["competency"]
        for kit in ROLE_PLAYS.values()
        for item in kit["items"]
        if 3 * len({*item["scripted_out"]} & {*behaviours(item["competency"], "basic")})
        <= len(behaviours(item["competency"], "basic"))
    )
    assert {*rated} == OBSERVED
    assert {code for code, count in rated.items() if count >= 2} == TWICE


def test_words_for_the_phone_fit_into_sixty_letters() -> None:
    for kit in KITS.values():
        for item in kit["items"]:
            words = {one["code"]: one["text"] for one in COMPETENCIES[item["competency"]]["behaviours"]}
            assert {*item["short"]} <= {*words}
            assert [text for text in (words | item["short"]).values() if len(text) > 60] == []


def test_each_behaviour_has_a_moment_in_each_variant_or_no_room_by_design() -> None:
    for kit in ROLE_PLAYS.values():
        assert [variant["code"] for variant in kit["variants"]] == ["A", "B"]
        for variant in kit["variants"]:
            prompts = variant["prompts"]
            assert [one["minute"] for one in prompts] == sorted(one["minute"] for one in prompts)
            assert {one["actor"] for one in prompts} <= {one["name"] for one in kit["actors"]}
            elicited = {code for one in prompts for code in one["elicits"]}
            for item in kit["items"]:
                placed = elicited | {*item["unprompted"], *item["scripted_out"]}
                assert {*behaviours(item["competency"], "basic", "advanced")} <= placed


def test_nothing_but_the_quiet_cue_of_the_second_is_scripted_out_and_never_harm() -> None:
    out = {
        item["competency"]: {*item["scripted_out"]}
        for kit in KITS.values()
        for item in kit["items"]
        if item["scripted_out"]
    }
    kept = {"SAFE-3.B1", "SAFE-3.B3"}
    assert out == {"SAFE-3": {*behaviours("SAFE-3", "basic", "advanced")} - kept}
