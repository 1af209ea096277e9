"""Where moments stand in the picture."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.desk.drawing import BOX_WIDTH, Way, draw
from assessments.scenarios.desk.layout import lay_out

KEYS = [f"n{number}" for number in range(12)]
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([*KEYS, "gone"])), max_size=40)


def test_what_leads_on_stands_above_what_it_leads_to():
    layout = lay_out(["a", "b", "c", "d"], "a", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])
    assert [layout.places[key][1] for key in "abcd"] == [0, 1, 2, 3]
    assert len(layout.bends["a", "c"]) == 1


def test_a_way_back_does_not_turn_the_picture_over():
    layout = lay_out(["a", "b"], "a", [("a", "b"), ("b", "a")])
    assert layout.back == {("b", "a")}
    assert layout.places["a"][1] < layout.places["b"][1]


def test_what_nothing_leads_to_stands_below():
    layout = lay_out(["a", "b", "lost"], "a", [("a", "b"), ("lost", "b")])
    assert layout.strays == ("lost",)
    assert layout.places["lost"][1] == 2


def test_crossings_are_undone_where_they_can_be():
    pairs = [("s", "a"), ("s", "b"), ("a", "y"), ("b", "x")]
    layout = lay_out(["s", "a", "b", "x", "y"], "s", pairs)
    order = [layout.places[key][0] for key in ("a", "b")], [layout.places[key][0] for key in ("y", "x")]
    assert (order[0][0] < order[0][1]) == (order[1][0] < order[1][1])


@given(PAIRS)
def test_every_moment_has_a_place_of_its_own(pairs):
    layout = lay_out(KEYS, "n0", pairs)
    assert set(layout.places) == set(KEYS)
    rows = {}
    for column, layer in layout.places.values():
        rows.setdefault(layer, []).append(column)
    for columns in rows.values():
        columns.sort()
        assert all(after - before > 0.98 for before, after in zip(columns, columns[1:], strict=False))
    assert lay_out(KEYS, "n0", pairs) == layout


@given(PAIRS)
def test_every_way_between_two_moments_is_drawn_once(pairs):
    ways = [Way(a, b, "helpful") for a, b in pairs]
    drawing = draw(KEYS, "n0", ways * 2)
    assert len(drawing.lines) == len({way for way in ways if way.target != "gone"})
    assert all(0 <= box.x <= drawing.width - BOX_WIDTH and 0 <= box.y < drawing.height for box in drawing.boxes)


def test_nothing_is_drawn_of_nothing():
    assert draw([], "", []).is_empty


def test_the_picture_is_kept_until_a_way_changes():
    ways = [Way("a", "b", "helpful")]
    first = draw(["a", "b"], "a", ways)
    assert draw(["a", "b"], "a", list(ways)) is first
    assert draw(["a", "b"], "a", [Way("a", "b", "harmful")]).lines[0].tag == "harmful"
    assert draw(["a", "b"], "b", ways) != first
