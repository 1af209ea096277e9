"""The sheet as taps make it: order, repetition and clocks make no difference; harm always wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments.sheets import Item, Rules, State, Tap, TapInvalid, fold, marks_of, missing, rate, read_tap

ITEM = Item("SAFE-1", ("SAFE-1.H1",), ("SAFE-1.B1", "SAFE-1.B2", "SAFE-1.B3"), ("SAFE-1.A1",), safety=True)
RULES = Rules()

taps = st.builds(
    lambda client_id, device, sequence, code, mark: Tap(
        str(client_id), device, sequence, "mark", {"behaviour": code, "mark": mark}
    ),
    st.uuids(),
    st.sampled_from(["phone", "tablet"]),
    st.integers(1, 20),
    st.sampled_from(ITEM.behaviours),
    st.sampled_from(["obs", "not", "noopp"]),
)


def tapped(*, sequence=1, client_id="1", device="phone", kind="mark", **data):
    return Tap(client_id, device, sequence, kind, data)


def seen(*codes, mark="obs"):
    return [tapped(client_id=code, behaviour=code, mark=mark) for code in codes]


@given(st.lists(taps, max_size=12), st.randoms())
def test_fold_is_the_same_in_any_order_and_however_often_sent(sent, chance):
    shuffled = [*sent, *sent]
    chance.shuffle(shuffled)
    assert fold(State(), shuffled).to_json() == fold(State(), sent).to_json()


@given(st.lists(taps, max_size=12), st.integers(0, 12))
def test_fold_in_two_packets_is_the_same_as_in_one(sent, cut):
    assert fold(fold(State(), sent[:cut]), sent[cut:]) == fold(State(), sent)


def test_later_number_wins_whatever_comes_last():
    late = tapped(sequence=2, client_id="2", behaviour="SAFE-1.B1", mark="obs")
    early = tapped(sequence=1, behaviour="SAFE-1.B1", mark="not")
    assert fold(State(), [late, early]).marks == {"SAFE-1.B1": "obs"}
    assert fold(State(), [late, early]).sequence == 2


def test_state_survives_json():
    state = fold(
        State(), [*seen("SAFE-1.B1"), tapped(kind="note", note="n", seconds=3, behaviour="", seen="x", meant="")]
    )
    assert State.from_json(state.to_json()) == state


@pytest.mark.parametrize(
    ("ticked", "level"),
    [
        ((), 2),
        (("SAFE-1.B1", "SAFE-1.B2"), 2),
        (("SAFE-1.B1", "SAFE-1.B2", "SAFE-1.B3"), 3),
        (("SAFE-1.B1", "SAFE-1.B2", "SAFE-1.B3", "SAFE-1.A1"), 4),
        (("SAFE-1.H1", "SAFE-1.B1", "SAFE-1.B2", "SAFE-1.B3", "SAFE-1.A1"), 1),
    ],
)
def test_level_follows_from_what_is_ticked(ticked, level):
    assert rate(ITEM, fold(State(), seen(*ticked)), RULES).level == level


def test_override_counts_with_its_reason_and_never_over_harm():
    override = tapped(client_id="o", kind="level", competency="SAFE-1", level=3, reason="The line was cut.")
    rated = rate(ITEM, fold(State(), [*seen("SAFE-1.B1"), override]), RULES)
    assert (rated.computed, rated.level, rated.reason) == (2, 3, "The line was cut.")
    harmed = rate(ITEM, fold(State(), [*seen("SAFE-1.H1"), override]), RULES)
    assert (harmed.level, harmed.harms, harmed.reason) == (1, ("SAFE-1.H1",), "")


def test_share_without_opportunity_is_data():
    state = fold(State(), [*seen("SAFE-1.B1", "SAFE-1.B2"), *seen("SAFE-1.B3", mark="noopp")])
    assert rate(ITEM, state, RULES).level == 3
    assert rate(ITEM, state, Rules(unrated_over=(1, 4))).level is None


def test_scripted_out_behaviours_have_no_opportunity_and_still_harm():
    thin = Item("SAFE-1", ITEM.harm, ITEM.basic, ITEM.advanced, scripted_out=frozenset({"SAFE-1.B2", "SAFE-1.B3"}))
    assert rate(thin, fold(State(), seen("SAFE-1.B1")), RULES).level is None
    assert marks_of(thin, {"SAFE-1.B2": "obs"})["SAFE-1.B2"] == "noopp"
    assert rate(thin, fold(State(), seen("SAFE-1.B1", "SAFE-1.B2", "SAFE-1.B3")), RULES).level is None
    assert rate(thin, fold(State(), seen("SAFE-1.H1")), RULES).level == 1


def test_missing_lists_what_is_open_in_order():
    override = tapped(client_id="o", kind="level", competency="SAFE-1", level=4, reason=" ")
    assert [row.what for row in missing([ITEM], State(), RULES)] == ["untouched"]
    assert [row.what for row in missing([ITEM], fold(State(), seen("SAFE-1.H1")), RULES)] == ["harm_words"]
    assert [row.what for row in missing([ITEM], fold(State(), [*seen("SAFE-1.B1"), override]), RULES)] == ["reason"]
    looked = tapped(kind="touch", competency="SAFE-1")
    assert missing([ITEM], fold(State(), [looked]), RULES) == []


def test_emptied_note_is_taken_back():
    note = {"kind": "note", "note": "n1", "seconds": 5, "behaviour": "", "meant": ""}
    state = fold(State(), [tapped(**note, seen="Laughed"), tapped(**note, seen="", sequence=2)])
    assert state.notes == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "shout"},
        {"sequence": 0},
        {"sequence": "many"},
        {"data": {"behaviour": "SAFE-9.B1", "mark": "obs"}},
        {"data": {"behaviour": "SAFE-1.B1", "mark": "perhaps"}},
        {"kind": "level", "data": {"competency": "SAFE-1", "level": 5}},
        {"data": None},
    ],
)
def test_read_tap_refuses_what_the_sheet_does_not_know(change):
    good = {"client_id": "1", "device": "d", "sequence": 1, "kind": "mark"}
    good["data"] = {"behaviour": "SAFE-1.B1", "mark": "obs"}
    assert read_tap(good, [ITEM]).target == "mark:SAFE-1.B1"
    with pytest.raises(TapInvalid):
        read_tap({**good, **change}, [ITEM])
