"""A sheet from the first tap to handing it in."""

import datetime as dt

import pytest

from assessments.observations import services
from assessments.observations.errors import ChangeRefused, SheetClosed, SheetIncomplete, TapsRefused
from assessments.observations.models import Observation, Rating, RatingSheet, SheetEvent
from assessments.signals import sheet_submitted
from tests.factories.observations import SKILLED, SeatFactory, hand_in, tap, taps_for

pytestmark = pytest.mark.django_db


def test_same_packet_twice_is_kept_once():
    seat, taps = SeatFactory(), taps_for(SKILLED)
    services.keep_taps(seat=seat, taps=taps)
    rating = services.keep_taps(seat=seat, taps=taps[::-1])
    assert SheetEvent.objects.count() == len(taps)
    assert {value["mark"] for value in rating.state["values"].values()} == {"obs"}
    assert Observation.objects.get().status == "rating"


def test_packets_of_two_phones_meet_by_their_numbers():
    seat, other = SeatFactory(), "22222222-2222-4222-8222-222222222222"
    services.keep_taps(seat=seat, taps=[tap(2, device=other, behaviour="SAFE-1.B1", mark="not")])
    rating = services.keep_taps(seat=seat, taps=[tap(1, behaviour="SAFE-1.B1", mark="obs")])
    assert rating.state["values"]["mark:SAFE-1.B1"]["mark"] == "not"


def test_clock_of_a_phone_may_be_wrong():
    seat = SeatFactory()
    wrong = {**tap(1, behaviour="SAFE-1.B1", mark="obs"), "made_at": "1999-13-45T99:00"}
    services.keep_taps(seat=seat, taps=[wrong])
    assert SheetEvent.objects.get().made_at.year > 2000


@pytest.mark.parametrize("many", [1, 60])
def test_keep_taps_costs_the_same_however_many(many, django_assert_max_num_queries):
    seat = SeatFactory()
    services.open_sheet(seat=seat)
    services.keep_taps(seat=seat, taps=[tap(1, behaviour="SAFE-1.B1", mark="obs")])
    taps = [tap(n + 2, behaviour="SAFE-1.B1", mark="obs") for n in range(many)]
    with django_assert_max_num_queries(7):
        services.keep_taps(seat=seat, taps=taps)


def test_unreadable_packet_is_refused_whole():
    seat = SeatFactory()
    good = tap(1, behaviour="SAFE-1.B1", mark="obs")
    for bad in (tap(2, behaviour="NO-1.B1", mark="obs"), {**good, "client_id": "not a uuid"}, "words"):
        with pytest.raises(TapsRefused):
            services.keep_taps(seat=seat, taps=[good, bad])
    assert not SheetEvent.objects.exists()


def test_submit_freezes_marks_and_levels_once(heard):
    seat = SeatFactory()
    sheet = hand_in(seat, {"GRP-1.A1": "obs", "SAFE-1.H1": "obs"})
    assert {code: row["level"] for code, row in sheet.levels.items()} == {"SAFE-1": 1, "GRP-1": 4}
    assert sheet.harms == {"SAFE-1.H1": "Said so."}
    assert sheet.marks["GRP-1.H1"] == "not"
    assert hand_in(seat, {"GRP-1.A1": "not"}) == sheet
    assert [row.pk for row in heard] == [sheet.pk]


def test_submit_keeps_what_was_sent_though_something_is_open():
    seat = SeatFactory()
    with pytest.raises(SheetIncomplete) as refused:
        services.submit_sheet(seat=seat, taps=[tap(1, behaviour="SAFE-1.H1", mark="obs")])
    assert [(row.what, row.code) for row in refused.value.missing] == [
        ("harm_words", "SAFE-1.H1"),
        ("untouched", "GRP-1"),
    ]
    assert SheetEvent.objects.count() == 1
    assert not RatingSheet.objects.exists()


def test_taps_after_submit_are_refused_in_words():
    seat = SeatFactory()
    hand_in(seat)
    with pytest.raises(SheetClosed) as refused:
        services.keep_taps(seat=seat, taps=[tap(99, behaviour="SAFE-1.H1", mark="obs")])
    assert refused.value.code == SheetClosed.SUBMITTED


@pytest.mark.parametrize(
    ("status", "code"),
    [("stopped", SheetClosed.STOPPED), ("cancelled", SheetClosed.STOPPED), ("adjudicating", SheetClosed.SETTLED)],
)
def test_taps_are_refused_where_the_observation_is_over(status, code):
    seat = SeatFactory(observation__status=status)
    with pytest.raises(SheetClosed) as refused:
        services.keep_taps(seat=seat, taps=[tap(1, behaviour="SAFE-1.B1", mark="obs")])
    assert refused.value.code == code


def test_third_rater_taps_while_raters_differ():
    seat = SeatFactory(observation__status="adjudicating", role="adjudicator")
    assert services.keep_taps(seat=seat, taps=[tap(1, behaviour="SAFE-1.B1", mark="obs")]).pk


def test_change_adds_a_sheet_beside_the_first():
    seat = SeatFactory()
    first = hand_in(seat)
    change = [tap(50, behaviour="GRP-1.B1", mark="not")]
    with pytest.raises(ChangeRefused, match="why"):
        services.change_sheet(seat=seat, taps=change, reason=" ")
    second = services.change_sheet(seat=seat, taps=change, reason="I tapped the wrong row.")
    assert (second.number, second.levels["GRP-1"]["level"]) == (2, 2)
    assert RatingSheet.objects.get(number=1).levels == first.levels


def test_change_has_its_day_and_ends_with_the_result(time_machine):
    seat = SeatFactory()
    with pytest.raises(ChangeRefused):
        services.change_sheet(seat=seat, taps=[], reason="Too early.")
    hand_in(seat)
    Observation.objects.update(status="agreed")
    with pytest.raises(ChangeRefused, match="put together"):
        services.change_sheet(seat=seat, taps=[], reason="Late.")
    Observation.objects.update(status="rating")
    submitted_at = Rating.objects.get().submitted_at
    time_machine.move_to(submitted_at + dt.timedelta(hours=25))
    with pytest.raises(ChangeRefused, match="24 hours"):
        services.change_sheet(seat=seat, taps=[], reason="Late.")


@pytest.fixture
def heard():
    sheets = []

    def listen(sender, sheet, **kwargs):
        sheets.append(sheet)

    sheet_submitted.connect(listen)
    yield sheets
    sheet_submitted.disconnect(listen)
