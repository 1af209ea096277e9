"""What several observations of one skill come to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.competencies.aggregation import METHODS, Point, Rule, RuleInvalid, read_rule, standing

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def seen(*levels, **facts):
    """One a day, the last today; 0 stands for what could not be rated."""
    return [
        Point(NOW - dt.timedelta(days=len(levels) - place), level or None, key=place, **facts)
        for place, level in enumerate(levels, start=1)
    ]


@pytest.mark.parametrize(
    ("rule", "levels", "level"),
    [
        (Rule("latest"), (4, 2, 3), 3),
        (Rule("latest"), (3, 0), 3),
        (Rule("highest"), (4, 2, 3), 4),
        (Rule("n_of_last", n=2, k=3), (1, 4, 3, 2), 3),
        (Rule("n_of_last", n=3, k=3), (4, 4), 4),
        (Rule("median"), (2, 3, 4, 4), 3),
        (Rule("decaying", weight=0.65), (2, 4), 3),
        (Rule("decaying", weight=1), (2, 2, 4), 4),
        (Rule("latest"), (0,), None),
        (Rule("latest"), (), None),
    ],
)
def test_method_gives_the_level(rule, levels, level):
    assert standing(seen(*levels), rule, NOW).level == level


def test_median_is_of_the_newest_occasion():
    points = [*seen(1, 1, occasion="mid"), *[Point(NOW, level, occasion="end", key=9 + level) for level in (3, 4)]]
    assert standing(points, Rule("median"), NOW).level == 3


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=8), st.sampled_from(METHODS), st.randoms())
def test_order_of_entering_makes_no_difference(found, method, chance):
    points = [Point(NOW - dt.timedelta(days=days), level or None, key=n) for n, (level, days) in enumerate(found)]
    mixed = list(points)
    chance.shuffle(mixed)
    assert standing(points, Rule(method), NOW) == standing(mixed, Rule(method), NOW)


def test_harm_lately_stands_in_the_way_whatever_the_level():
    points = [*seen(4, 4), Point(NOW, 4, harm=True, key=9)]
    found = standing(points, Rule("highest"), NOW)
    assert (found.level, found.harm, found.reaches(3)) == (4, True, False)
    later = [*points, Point(NOW + dt.timedelta(days=1), 3, key=10)]
    assert standing(later, Rule("highest"), NOW).reaches(3)
    assert not standing(later, Rule("highest", harm_free=2), NOW).reaches(3)


def test_what_is_missing_is_said_in_numbers():
    rule = Rule(ratings=3, raters=2, vignettes=2)
    found = standing(seen(3, 3, raters=("a",), vignette="x"), rule, NOW)
    assert found.missing == {"ratings": 1, "raters": 1, "vignettes": 1}
    assert not found.reaches(3)
    both = [*seen(3, 3, raters=("a",), vignette="x"), Point(NOW, 3, raters=("b",), vignette="y", key=9)]
    assert standing(both, rule, NOW).reaches(3)


def test_everybody_who_rated_one_observation_is_counted():
    rule = Rule(raters=2)
    assert standing(seen(3, raters=("a", "b")), rule, NOW).reaches(3)
    assert standing(seen(3, 3, raters=("a",)), rule, NOW).missing["raters"] == 1


def test_median_is_of_what_each_rater_gave_where_that_is_known():
    points = [Point(NOW, 2, occasion="end", each=(2, 4, 4), key=1), Point(NOW, 3, occasion="end", key=2)]
    assert standing(points, Rule("median"), NOW).level == 3
    assert standing(points[:1], Rule("median"), NOW).level == 4


def test_stale_is_not_lost():
    old = [Point(NOW - dt.timedelta(days=400), 3)]
    found = standing(old, Rule(stale_months=12), NOW)
    assert (found.level, found.reaches(3)) == (3, False)
    assert found.stale_since is not None
    assert standing(old, Rule(), NOW).reaches(3)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"method": "average"}, "method"),
        ({"weight": 0}, "weight"),
        ({"ratings": 0}, "ratings"),
        ({"raters": True}, "raters"),
        ({"method": "n_of_last", "n": 3, "k": 2}, "n"),
        ({"shoe": 1}, "shoe"),
    ],
)
def test_rule_that_makes_no_sense_is_named(data, name):
    with pytest.raises(RuleInvalid, match=name):
        read_rule(data)


def test_rule_is_read_from_data():
    assert read_rule({"method": "n_of_last", "n": 2, "k": 3}) == Rule("n_of_last", n=2, k=3)
