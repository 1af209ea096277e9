from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.drawing import Entry, Lack, Line, count_fitting, draw, find_shortage

TOPICS = st.sampled_from(["values", "limits"])
TAGS = st.sampled_from(["", "night", "phone"])
LINES = st.lists(
    st.one_of(
        st.builds(Line, question=st.integers(0, 9)),
        st.builds(
            lambda topic, critical, more, tag, difficulty, competency, kind: Line(
                topic, critical + more, critical, competency, tag, difficulty, kind
            ),
            st.sampled_from(["", "values", "limits"]),
            st.integers(0, 2),
            st.integers(0, 2),
            TAGS,
            st.integers(0, 2),
            st.sampled_from([None, 1, 2]),
            st.sampled_from(["", "one_best"]),
        ),
    ),
    min_size=1,
    max_size=4,
)
POOLS = st.lists(
    st.builds(
        lambda topic, critical, competency, tags, difficulty, kind: (
            topic,
            critical,
            competency,
            frozenset(tags),
            difficulty,
            kind,
        ),
        TOPICS,
        st.booleans(),
        st.sampled_from([1, 2]),
        st.sets(TAGS.filter(bool)),
        st.integers(1, 2),
        st.sampled_from(["one_best", "number"]),
    ),
    max_size=12,
).map(lambda rows: [Entry(100 + place, place, *row) for place, row in enumerate(rows)])


def can_be_filled(lines, pool):
    """Hall's theorem, spelt out: any set of places has at least as many questions that fit one of them."""
    fixed = [line.question for line in lines if line.question is not None]
    if len(set(fixed)) < len(fixed) or not set(fixed) <= {entry.question for entry in pool}:
        return False
    left = [entry for entry in pool if entry.question not in fixed]
    places = []
    for line in lines:
        if line.question is None:
            safe = {entry for entry in left if line.fits(entry) and entry.safety_critical}
            places.append((line.safety_critical, safe))
            places.append((line.count - line.safety_critical, {entry for entry in left if line.fits(entry)}))
    return all(
        sum(count for count, _fitting in some) <= len(set().union(*(fitting for _count, fitting in some)))
        for size in range(1, len(places) + 1)
        for some in combinations([place for place in places if place[0]], size)
    )


@given(LINES, POOLS, st.sets(st.integers(0, 12)), st.integers(), st.booleans())
def test_no_shortage_is_told_exactly_when_the_draw_succeeds(lines, pool, seen, seed, shuffle):
    shortage = find_shortage(lines, pool)
    assert (shortage is None) == can_be_filled(lines, pool)
    if shortage:
        with pytest.raises(ValueError, match="too small"):
            draw(lines, pool, seen=seen, rng=Random(seed), shuffle=shuffle)
        return
    chosen = draw(lines, pool, seen=seen, rng=Random(seed), sections=[1] * len(lines), shuffle=shuffle)
    assert len({entry.question for entry in chosen}) == len(chosen) == sum(line.size for line in lines)
    for line in lines:
        mine, chosen = chosen[: line.size], chosen[line.size :]
        assert all(line.fits(entry) for entry in mine)
        assert sum(entry.safety_critical for entry in mine) >= line.safety_critical


@given(LINES, POOLS, st.data())
def test_a_shortage_names_a_line_that_fails_where_those_before_it_do_not(lines, pool, data):
    shortage = find_shortage(lines, pool)
    if shortage is None or shortage.lack in {Lack.GONE, Lack.TWICE}:
        return
    fixed_later = [line for line in lines[shortage.line :] if line.question is not None]
    assert can_be_filled([*lines[: shortage.line - 1], *fixed_later], pool)
    assert not can_be_filled([*lines[: shortage.line], *fixed_later], pool)
    assert shortage.left < shortage.needed
    assert shortage.left <= shortage.there


@given(POOLS, st.sets(st.integers(0, 12)), st.integers(), st.integers(1, 4))
def test_draw_takes_a_seen_question_only_when_no_other_is_left(pool, seen, seed, count):
    lines = [Line("values", count), Line("", 1, tag="night")]
    if find_shortage(lines, pool):
        return
    chosen = draw(lines, pool, seen=seen, rng=Random(seed))
    unseen = [entry for entry in pool if entry.question not in seen]
    for extra in unseen:
        for old in [entry for entry in chosen if entry.question in seen]:
            swapped = [extra if entry == old else entry for entry in chosen]
            assert extra in chosen or find_shortage(lines, swapped)


def test_shortage_names_the_line_and_what_it_lacks():
    pool = [Entry(1, 1, "values", False), Entry(2, 2, "limits", False)]
    shortage = find_shortage([Line("values", 1), Line("limits", 1, 1)], pool)
    assert (shortage.line, shortage.lack, shortage.needed, shortage.there) == (2, Lack.CRITICAL, 1, 0)


def test_shortage_counts_what_an_earlier_line_takes():
    pool = [Entry(1, 1, "values", False), Entry(2, 2, "values", False)]
    assert find_shortage([Line("values", 2)], pool) is None
    shortage = find_shortage([Line("values", 2), Line("values", 1)], pool)
    assert (shortage.line, shortage.needed, shortage.there, shortage.left) == (2, 1, 2, 0)


def test_overlapping_lines_make_room_for_each_other():
    """The broad line comes first and could take the one question that the narrow line needs."""
    pool = [Entry(1, 1, "values", False, difficulty=3), Entry(2, 2, "values", False, difficulty=1)]
    for seed in range(20):
        chosen = draw([Line("values", 1), Line("", 1, difficulty=3)], pool, seen=(), rng=Random(seed))
        assert {entry.question for entry in chosen} == {1, 2}


def test_a_question_that_stands_by_itself_is_not_drawn_as_well():
    pool = [Entry(place, place, "values", False) for place in range(3)]
    for seed in range(20):
        chosen = draw([Line("values", 2), Line(question=1)], pool, seen=(), rng=Random(seed))
        assert sorted(entry.question for entry in chosen) == [0, 1, 2]
    shortage = find_shortage([Line("values", 3), Line(question=1)], pool)
    assert (shortage.line, shortage.there, shortage.left) == (1, 3, 2)


def test_a_question_that_is_gone_or_stands_twice_is_named():
    pool = [Entry(1, 1, "values", False)]
    assert find_shortage([Line("values", 1), Line(question=7)], pool).lack == Lack.GONE
    twice = find_shortage([Line(question=1), Line(question=1)], pool)
    assert (twice.line, twice.lack) == (2, Lack.TWICE)


def test_draw_sets_safety_questions_aside_for_the_line_that_needs_them():
    pool = [Entry(1, 1, "values", True), Entry(2, 2, "values", False)]
    for seed in range(20):
        chosen = draw([Line("values", 1), Line("values", 1, 1)], pool, seen=(), rng=Random(seed))
        assert {entry.revision for entry in chosen} == {1, 2}


def test_draw_takes_unseen_questions_first():
    pool = [Entry(place, place, "values", False) for place in range(6)]
    chosen = draw([Line("values", 4)], pool, seen={0, 1, 2}, rng=Random(1))
    assert {3, 4, 5} < {entry.question for entry in chosen}


def test_sections_keep_their_order_and_shuffle_within():
    pool = [Entry(place, place, "values" if place < 4 else "limits", False) for place in range(8)]
    lines = [Line("values", 4), Line("limits", 4)]
    orders = set()
    for seed in range(10):
        chosen = draw(lines, pool, seen=(), rng=Random(seed), sections=[1, 1])
        assert {entry.question for entry in chosen[:4]} == {0, 1, 2, 3}
        orders.add(tuple(entry.question for entry in chosen))
    assert len(orders) > 1


def test_without_shuffling_questions_stand_in_the_order_of_lines_and_of_the_bank():
    pool = [Entry(place, place, "values", False) for place in range(5)]
    lines = [Line(question=3), Line("values", 4)]
    for seed in range(10):
        chosen = draw(lines, pool, seen={0, 1}, rng=Random(seed), shuffle=False)
        assert [entry.question for entry in chosen] == [3, 0, 1, 2, 4]


def test_count_fitting_counts_both():
    pool = [Entry(1, 1, "values", True), Entry(2, 2, "values", False), Entry(3, 3, "limits", True)]
    assert count_fitting(Line("values", 2), pool) == (2, 1)


def test_a_large_bank_is_drawn_quickly():
    """150 of 600 under ten overlapping lines: a handful of milliseconds, never a search."""
    pool = [
        Entry(n, n, f"t{n % 3}", n % 7 == 0, n % 5, frozenset({f"g{n % 11}"}), n % 3 + 1, "one_best")
        for n in range(600)
    ]
    lines = [Line(f"t{n % 3}", 15, 1, tag=f"g{n}") for n in range(10)]
    assert len(draw(lines, pool, seen=set(range(300)), rng=Random(1))) == 150
