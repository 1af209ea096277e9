"""What several sheets add up to. Numbers only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments.sheets import Item
from assessments.observations.choices import Outcome
from assessments.observations.consensus import Agreed, Said, agree, disputes, pass_result
from tests.factories.observations import kit_data

ITEMS = [
    Item("SAFE-1", ("SAFE-1.H1",), ("SAFE-1.B1",), (), safety=True),
    *(Item(f"GRP-{n}", (f"GRP-{n}.H1",), (f"GRP-{n}.B1",), ()) for n in range(1, 5)),
]
RULE = kit_data()["pass_rule"]
ADJUDICATE = kit_data()["adjudicate"]


def said(*levels, harms=()):
    return Said({item.code: level for item, level in zip(ITEMS, levels, strict=True)}, frozenset(harms))


def outcome(*levels, harms=(), **rule):
    agreed = Agreed({item.code: level for item, level in zip(ITEMS, levels, strict=True)}, list(harms))
    return pass_result(ITEMS, agreed, RULE | rule).outcome


def test_two_levels_apart_and_harm_of_one_are_decided():
    one, other = said(1, 4, 3, 2, 3, harms=["SAFE-1.H1"]), said(3, 2, 2, None, 3)
    assert [(row.code, row.what) for row in disputes(ITEMS, [one, other], ADJUDICATE)] == [
        ("SAFE-1", "harm"),
        ("GRP-1", "levels"),
    ]
    assert [row.code for row in disputes(ITEMS, [one, other], {"levels_apart": 1, "any_harm": False})] == [
        "SAFE-1",
        "GRP-1",
        "GRP-2",
    ]


def test_one_level_apart_takes_the_lower_and_unrated_leaves_the_count():
    agreed = agree(ITEMS, [said(3, 4, None, None, 2), said(4, 3, 3, None, 2)])
    assert list(agreed.levels.values()) == [3, 3, 3, None, 2]
    assert list(agree(ITEMS, [said(3, 4, 2, 2, 2), said(4, 3, 3, 3, 2)], "median").levels.values()) == [4, 4, 3, 3, 2]
    assert list(agree(ITEMS, [said(3, 4, 2, 2, 2), said(4, 3, 3, 3, 2)], "minimum").levels.values()) == [3, 3, 2, 2, 2]


def test_harm_of_any_rater_counts_until_somebody_decides():
    agreed = agree(ITEMS, [said(4, 4, 4, 4, 4), said(4, 1, 4, 4, 4, harms=["GRP-1.H1"])])
    assert (agreed.levels["GRP-1"], agreed.harms) == (1, ["GRP-1.H1"])


@pytest.mark.parametrize(
    ("levels", "harms", "expected"),
    [
        ((4, 4, 4, 4, 1), ["GRP-4.H1"], Outcome.STOP),
        ((3, 3, 3, 3, 2), [], Outcome.PASS),
        ((3, 3, 3, 2, 2), [], Outcome.DEVELOPING),
        ((2, 4, 4, 4, 4), [], Outcome.DEVELOPING),
        ((3, 4, 4, 4, 2), [], Outcome.MERIT),
        ((None, 3, 3, None, None), [], Outcome.PASS),
        ((None, None, None, None, None), [], Outcome.UNRATED),
    ],
)
def test_outcome_by_the_rules_of_the_house(levels, harms, expected):
    assert outcome(*levels, harms=harms) == expected


def test_strict_rule_asks_for_every_item():
    assert outcome(3, 3, 3, 3, 2, rule="all_items") == Outcome.DEVELOPING


@given(st.lists(st.sampled_from([None, 2, 3, 4]), min_size=5, max_size=5), st.sampled_from(ITEMS))
def test_no_average_ever_hides_harm(levels, item):
    sheets = [said(*levels), said(*levels, harms=[item.harm[0]])]
    agreed = agree(ITEMS, sheets)
    assert agreed.levels[item.code] == 1
    assert pass_result(ITEMS, agreed, RULE).outcome == Outcome.STOP
