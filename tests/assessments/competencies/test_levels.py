import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.competencies.levels import level

MARKS = st.lists(st.sampled_from(["obs", "not", "noopp"]), max_size=6)


@pytest.mark.parametrize(
    ("harm", "basic", "advanced", "level4", "expected"),
    [
        (["obs", "not"], ["obs"] * 4, ["obs"], "any", 1),
        (["not"], ["obs", "not"], ["obs"], "any", 2),
        (["not"], ["not"] * 3, [], "any", 2),
        (["not"], ["obs"] * 3, ["not", "not"], "any", 3),
        (["not"], ["obs"] * 3, ["not", "obs"], "any", 4),
        (["not"], ["obs"] * 3, ["not", "obs"], "all", 3),
        (["not"], ["obs"] * 3, ["noopp", "obs"], "all", 4),
        (["not"], ["obs"] * 3, ["obs", "obs", "not"], 2, 4),
        (["not"], ["obs"] * 3, [], "all", 3),
        (["not"], ["obs", "obs", "noopp"], [], "any", 3),
        (["not"], ["obs", "noopp", "noopp"], [], "any", None),
        (["not"], [], ["obs"], "any", None),
    ],
)
def test_level_follows_the_rule(harm, basic, advanced, level4, expected):
    assert level(harm, basic, advanced, level4) == expected


@given(MARKS, MARKS, MARKS)
def test_level_is_one_exactly_when_harm_was_seen(harm, basic, advanced):
    assert (level(harm, basic, advanced) == 1) is ("obs" in harm)


@given(MARKS, MARKS, MARKS)
def test_level_does_not_fall_when_more_advanced_is_seen(harm, basic, advanced):
    before = level(harm, basic, advanced)
    after = level(harm, basic, [*advanced, "obs"])
    assert (before is None) is (after is None)
    assert before is None or after >= before
