from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.drawing import Entry, Line, draw, find_shortage

TOPICS = st.sampled_from(["values", "limits"])
LINES = st.lists(
    st.builds(
        lambda topic, critical, more: Line(topic, critical + more, critical),
        TOPICS,
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)
POOLS = st.lists(st.tuples(TOPICS, st.booleans()), max_size=20).map(
    lambda rows: [Entry(place, place, topic, critical) for place, (topic, critical) in enumerate(rows)]
)


@given(LINES, POOLS, st.sets(st.integers(0, 20)), st.integers())
def test_a_pool_without_shortage_fills_every_line_with_different_questions(lines, pool, seen, seed):
    if find_shortage(lines, pool):
        return
    chosen = draw(lines, pool, seen=seen, rng=Random(seed))
    assert len(set(chosen)) == len(chosen) == sum(line.count for line in lines)
    for topic in ("values", "limits"):
        mine = [line for line in lines if line.topic == topic]
        got = [entry for entry in chosen if entry.topic == topic]
        assert len(got) == sum(line.count for line in mine)
        assert sum(entry.safety_critical for entry in got) >= sum(line.safety_critical for line in mine)


def test_shortage_names_the_line_and_what_it_lacks():
    pool = [Entry(1, 1, "values", False), Entry(2, 2, "limits", False)]
    shortage = find_shortage([Line("values", 1), Line("limits", 1, 1)], pool)
    assert (shortage.line, shortage.topic, shortage.critical, shortage.needed, shortage.there) == (
        2,
        "limits",
        True,
        1,
        0,
    )


def test_shortage_counts_what_an_earlier_line_takes():
    pool = [Entry(1, 1, "values", False), Entry(2, 2, "values", False)]
    assert find_shortage([Line("values", 2)], pool) is None
    assert find_shortage([Line("values", 2), Line("values", 1)], pool).line == 2


def test_draw_sets_safety_questions_aside_for_the_line_that_needs_them():
    pool = [Entry(1, 1, "values", True), Entry(2, 2, "values", False)]
    for seed in range(20):
        chosen = draw([Line("values", 1), Line("values", 1, 1)], pool, seen=(), rng=Random(seed))
        assert {entry.revision for entry in chosen} == {1, 2}


def test_draw_takes_unseen_questions_first():
    pool = [Entry(place, place, "values", False) for place in range(6)]
    chosen = draw([Line("values", 4)], pool, seen={0, 1, 2}, rng=Random(1))
    assert {3, 4, 5} < {entry.question for entry in chosen}
