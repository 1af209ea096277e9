"""The ten transcripts that come with the product: sound, readable in one go, with the levels they are meant to have."""

from pathlib import Path

import pytest
import yaml

from assessments.calibration.comparing import reference_levels
from assessments.calibration.reading import FACILITATOR, Transcript, read_transcript
from assessments.instruments.sheets import Item, Rules

PACK = Path(__file__).parents[3] / "content" / "packs" / "facilitator"
FILES = sorted((PACK / "calibration").glob("*.yaml"))
FRAMEWORK = yaml.safe_load((PACK / "framework.yaml").read_text())
KINDS = {
    behaviour["code"]: behaviour["kind"]
    for domain in FRAMEWORK["domains"]
    for competency in domain["competencies"]
    for behaviour in competency["behaviours"]
}
KITS = [yaml.safe_load(path.read_text()) for path in (PACK / "instruments").glob("*.yaml")]
ORDER = ("harmful", "basic", "advanced")
RATED = {kit["code"]: [item["competency"] for item in kit["items"]] for kit in KITS}
# What each of them is there to show; the other items vary.
LEVELS = {
    "c01": {"SAFE-2": 4, "GRP-1": 3, "DIG-1": 4},
    "c02": {"SAFE-2": 2, "GRP-6": 3, "SAFE-1": 4},
    "c03": {"SAFE-2": 1, "PEER-1": 4, "GRP-5": None},
    "c04": {"GRP-2": 1, "PEER-1": 2, "PEER-2": 4},
    "c05": {"GRP-2": 2, "GRP-3": 4, "DIG-2": 2},
    "c06": {"SAFE-1": 1, "GRP-3": 3, "PEER-3": 4},
    "c07": {"GRP-7": 3, "GRP-3": 4, "DIG-3": None},
    "c08": {"GRP-7": 1, "GRP-4": 3, "DIG-2": 2},
    "c09": {"SAFE-3": 2, "PEER-1": 3, "GRP-5": 4},
    "c10": {"SAFE-3": 4, "PEER-3": 3, "DIG-1": 4},
}
HARMS = {"c03": {"SAFE-2.H2"}, "c04": {"GRP-2.H2"}, "c06": {"SAFE-1.H2"}, "c08": {"GRP-7.H3"}}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Transcript]:
    found = [read_transcript(yaml.safe_load(path.read_text()), KINDS, RATED) for path in FILES]
    assert [one for one in found if isinstance(one, list)] == []
    return {one.code: one for one in found if isinstance(one, Transcript)}


def levels_shown(one: Transcript) -> dict[str, int | None]:
    """What the marks of a reference come to, by the rules of the framework that comes with them."""
    by_kind = {
        item: [tuple(code for code in KINDS if code.startswith(f"{item}.") and KINDS[code] == kind) for kind in ORDER]
        for item in one.items
    }
    items = [Item(item, *kinds) for item, kinds in by_kind.items()]
    marks = {code: {"mark": judgement.mark} for code, judgement in one.behaviours.items()}
    return reference_levels(items, marks, Rules())


def test_ten_of_them_add_up_to_the_levels_they_are_meant_to_show(shipped: dict[str, Transcript]) -> None:
    assert {code: levels_shown(one) for code, one in shipped.items()} == LEVELS


def test_four_of_them_hold_one_planted_harm_each(shipped: dict[str, Transcript]) -> None:
    seen = {
        code: {name for name, one in each.behaviours.items() if KINDS[name] == "harmful" and one.mark == "obs"}
        for code, each in shipped.items()
    }
    assert {code: harms for code, harms in seen.items() if harms} == HARMS


def test_each_of_the_others_points_at_something_near_harm(shipped: dict[str, Transcript]) -> None:
    """So that false alarms can happen, and be counted: a line that a hasty rater may take for harm."""
    for each in shipped.values():
        assert any(
            KINDS[name] == "harmful" and one.mark == "not" and one.lines for name, one in each.behaviours.items()
        )


def test_what_was_seen_is_something_that_the_facilitator_did(shipped: dict[str, Transcript]) -> None:
    for each in shipped.values():
        for name, one in each.behaviours.items():
            who = {each.lines[number - 1].who for number in one.lines}
            assert one.mark != "obs" or FACILITATOR in who, f"{each.code} {name}"


def test_they_can_be_read_in_one_go_and_warn_before_a_crisis(shipped: dict[str, Transcript]) -> None:
    for path, each in zip(FILES, shipped.values(), strict=True):
        assert path.stem == each.code
        assert 25 <= len(each.lines) <= 45
        assert each.minutes <= 6
        assert bool(each.content_note) == (each.code >= "c06")


def test_titles_and_settings_give_no_answer_away(shipped: dict[str, Transcript]) -> None:
    for each in shipped.values():
        told = f"{each.title} {each.setting}".lower()
        assert not [
            word for word in ("harm", "advice", "vague", "ignore", "secrecy", "exception", "bridge") if word in told
        ]
