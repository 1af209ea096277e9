"""From a transcript to *certified*, and what ends it."""

import datetime as dt

import pytest

from assessments.calibration import queries, services
from assessments.calibration.choices import RaterState
from assessments.calibration.errors import (
    CalibrationSheetRefused,
    PauseRefused,
    PerformanceRefused,
    SignatureRefused,
)
from assessments.calibration.models import CalibrationRun, PerformanceVersion, RaterRules, ReferenceComment
from assessments.observations.errors import RaterNotReady
from assessments.observations.models import RatingSheet
from lms.common import clock
from tests.factories.calibration import MARKS, calibration_set, certified, performance_data, rate_all
from tests.factories.observations import SeatFactory, framework_in_force, hand_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rater():
    return UserFactory(roles=["supervisor"], full_name="Samir Haddad")


def state(rater, now=None):
    return queries.standing_of(rater, now).state


def test_same_performance_again_is_the_version_that_is_there():
    first, _second = calibration_set()
    assert services.publish_performance(data=performance_data()) == first
    changed = services.publish_performance(data=performance_data(title="Another title"))
    assert (changed.number, PerformanceVersion.objects.filter(performance=first.performance).count()) == (2, 2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"items": ["SAFE-1", "GRP-9"]}, "GRP-9"),
        ({"items": ["SAFE-1"]}, "GRP-1.A1"),
        ({"reference": {"behaviours": {}}}, "GRP-1.A1"),
    ],
)
def test_performance_with_another_reference_than_its_items_ask_for_is_refused(change, code):
    framework_in_force()
    with pytest.raises(PerformanceRefused, match=code):
        services.publish_performance(data=performance_data(**change))


def test_rater_who_sees_what_the_reference_sees_is_certified(rater):
    calibration_set()
    assert state(rater) == RaterState.PROVISIONAL
    run = rate_all(rater)
    assert run.passed
    assert [row["name"] for row in run.verdict if not row["met"]] == []
    standing = queries.standing_of(rater)
    assert (standing.state, standing.ratings_left) == (RaterState.CERTIFIED, 3)
    assert services.begin_run(rater=rater) != run


def test_missed_harm_stands_in_the_way_whatever_else_is_right(rater):
    calibration_set()
    run = rate_all(rater, **{"SAFE-1.H1": "not"})
    assert not run.passed
    assert "harms_found" in [row["name"] for row in run.verdict if not row["met"]]
    assert state(rater) == RaterState.PROVISIONAL


def test_open_run_is_gone_on_with_and_marks_that_come_late_are_dropped(rater):
    calibration_set()
    run = services.begin_run(rater=rater)
    assert services.begin_run(rater=rater) == run
    sheet = run.sheets.first()
    services.keep_marks(sheet=sheet, marks={"GRP-1.B1": "obs"}, seen=set(), sequence=5)
    kept = services.keep_marks(sheet=sheet, marks={"GRP-1.B1": "not", "X": "obs"}, seen=set(), sequence=5)
    assert kept.state["values"] == {"mark:GRP-1.B1": {"behaviour": "GRP-1.B1", "mark": "obs"}}
    with pytest.raises(CalibrationSheetRefused) as refused:
        services.submit_marks(sheet=sheet)
    assert [row.code for row in refused.value.missing] == ["SAFE-1"]


def test_sheet_that_is_in_stays_as_it_is(rater):
    calibration_set()
    sheet = rate_all(rater).sheets.first()
    assert services.submit_marks(sheet=sheet).submitted_at == sheet.submitted_at
    with pytest.raises(CalibrationSheetRefused):
        services.keep_marks(sheet=sheet, marks=MARKS["c01"], seen=set(), sequence=99)


def test_months_and_ratings_make_a_refresher_due(rater):
    certified(rater)
    assert state(rater, clock.now() + dt.timedelta(days=366)) == RaterState.REFRESH_DUE
    for _rating in range(3):
        services.count_rating(rater=rater)
    assert state(rater) == RaterState.REFRESH_DUE
    run = rate_all(rater)
    assert (run.refresher, run.sheets.count(), run.passed) == (True, 1, True)
    assert state(rater) == RaterState.CERTIFIED


def test_lapsed_rater_drafts_and_hands_nothing_in_that_counts(rater):
    calibration_set()
    seat = SeatFactory(rater=rater)
    with pytest.raises(RaterNotReady):
        hand_in(seat)
    assert not RatingSheet.objects.exists()
    assert seat.rating.events.count() == 6
    rate_all(rater)
    hand_in(seat)
    assert CalibrationRun.objects.get().ratings_since == 1


def test_practice_runs_and_own_ratings_ask_for_no_certificate(rater):
    calibration_set()
    hand_in(SeatFactory(rater=rater, observation__sitting__counts=False))
    hand_in(SeatFactory(rater=rater, role="self"))


def test_lead_pauses_with_a_reason_and_lets_go_on(rater):
    certified(rater)
    lead = UserFactory(roles=["lead_supervisor"])
    with pytest.raises(PauseRefused, match="why"):
        services.pause_rater(rater=rater, paused=True, reason=" ", actor=lead)
    with pytest.raises(PauseRefused, match="themselves"):
        services.pause_rater(rater=lead, paused=True, reason="x", actor=lead)
    pause = services.pause_rater(rater=rater, paused=True, reason="Two weeks off.", actor=lead)
    assert services.pause_rater(rater=rater, paused=True, reason="Again.", actor=lead) == pause
    assert queries.standing_of(rater).reason == "Two weeks off."
    services.pause_rater(rater=rater, paused=False, reason="Back.", actor=lead)
    assert state(rater) == RaterState.CERTIFIED


def test_reference_is_the_authors_until_two_named_reviewers_signed_it():
    version, _other = calibration_set()
    reviewers = [UserFactory(full_name=name, roles=["clinical_reviewer"]) for name in ("Noor Ali", "Eva Brandt", " ")]
    first = services.sign_reference(version=version, reviewer=reviewers[0])
    assert services.sign_reference(version=version, reviewer=reviewers[0]) == first
    services.sign_reference(version=version, reviewer=reviewers[1])
    assert queries.signatures_of(version) == ["Noor Ali", "Eva Brandt"]
    with pytest.raises(SignatureRefused, match="name"):
        services.sign_reference(version=version, reviewer=reviewers[2])
    services.publish_performance(data=performance_data(title="Newer"))
    with pytest.raises(SignatureRefused, match="newer"):
        services.sign_reference(version=version, reviewer=UserFactory())
    services.forget_signed_reference(reviewer=reviewers[0])
    assert queries.signatures_of(version) == ["", "Eva Brandt"]


def test_comment_comes_after_ones_own_sheet_and_once(rater):
    calibration_set()
    sheet = services.begin_run(rater=rater).sheets.select_related("run__rater", "version").first()
    with pytest.raises(CalibrationSheetRefused):
        services.comment_on_reference(sheet=sheet, behaviour="GRP-1.B1", text="I heard it.")
    rate_all(rater)
    sheet.refresh_from_db()
    for _click in range(2):
        services.comment_on_reference(sheet=sheet, behaviour="GRP-1.B1", text="I heard it.")
    assert ReferenceComment.objects.get().author == rater


def test_without_rules_everybody_may_rate(rater):
    assert state(rater) == RaterState.CERTIFIED


def test_rules_in_force_are_not_set_twice():
    calibration_set()
    calibration_set()
    assert RaterRules.objects.count() == 1
