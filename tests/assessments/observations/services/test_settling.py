"""Two sheets become one result: agreed, decided by a third rater, or replaced after an appeal."""

import datetime as dt

import pytest

from assessments.calibration import services as services_of_raters
from assessments.competencies.models import CompetencyRecord
from assessments.observations import queries, services
from assessments.observations.errors import RaterNotReady, ReleaseRefused, ResponseRefused, SeatRefused, SettlingRefused
from assessments.observations.models import ObservationResult, RatingSheet
from assessments.observations.services import Decision
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.calibration import RULE
from tests.factories.observations import (
    ADVANCED,
    HARM,
    SeatFactory,
    agreed_observation,
    differing_observation,
    hand_in,
    released_observation,
    two_seats,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def third(observation, role="adjudicator"):
    rater = UserFactory(roles=["supervisor"])
    return services.assign_rater(
        observation=observation, rater=rater, assigned_by=observation.sitting.arranged_by, role=role
    )


def test_nothing_is_put_together_before_both_are_in():
    observation, first, second = two_seats()
    hand_in(first)
    observation.refresh_from_db()
    assert observation.status == "rating"
    hand_in(second, {"GRP-1.B1": "not"})
    observation.refresh_from_db()
    result = queries.result_of(observation)
    assert (observation.status, result.outcome, result.levels) == ("agreed", "developing", {"SAFE-1": 3, "GRP-1": 2})
    assert observation.sitting.__class__.objects.get().status == "held"
    assert services.settle_observation(observation=observation) == result
    assert len(result.sheets) == 2


def test_third_rater_decides_with_a_reason_and_both_sheets_stay():
    observation = differing_observation()
    assert observation.status == "adjudicating"
    sheets = list(RatingSheet.objects.values_list("pk", "levels"))
    one_of_two = observation.seats.first().rater
    with pytest.raises(SeatRefused, match="afresh"):
        services.assign_rater(
            observation=observation,
            rater=one_of_two,
            assigned_by=observation.sitting.arranged_by,
            role="adjudicator",
        )
    seat = third(observation)
    for bad in ({}, {"SAFE-1": Decision(3, " ")}, {"SAFE-1": Decision(1, "Harm.")},
                {"SAFE-1": Decision(3, "No.", ("SAFE-1.H1",))}, {"SAFE-1": Decision(7, "Why.")}):  # fmt: skip
        with pytest.raises(SettlingRefused) as refused:
            services.decide_between(seat=seat, decisions=bad)
        assert refused.value.missing == ["SAFE-1"]
    decision = {"SAFE-1": Decision(3, "It was a question, no advice.")}
    result = services.decide_between(seat=seat, decisions=decision)
    assert services.decide_between(seat=seat, decisions={}) == result
    assert (result.levels, result.harms) == ({"SAFE-1": 3, "GRP-1": 3}, [])
    assert (result.why, result.decided_by) == ({"SAFE-1": "It was a question, no advice."}, seat.rater)
    assert list(RatingSheet.objects.values_list("pk", "levels")) == sheets


def test_harm_that_the_third_rater_upholds_stops():
    seat = third(differing_observation())
    result = services.decide_between(seat=seat, decisions={"SAFE-1": Decision(1, "I saw it too.", ("SAFE-1.H1",))})
    assert (result.outcome, result.levels["SAFE-1"], result.harms) == ("stop", 1, ["SAFE-1.H1"])


def test_seat_that_was_taken_back_decides_nothing():
    seat = third(differing_observation())
    services.leave_seat(seat=seat, actor=seat.rater)
    with pytest.raises(SettlingRefused, match="Somebody else"):
        services.decide_between(seat=seat, decisions={"SAFE-1": Decision(3, "Late.")})


def test_practice_run_goes_on_with_one_sheet_after_its_day_and_what_counts_does_not(time_machine):
    practice, first, _second = two_seats(counts=False)
    practice.due_at = clock.now() + dt.timedelta(days=2)
    practice.save()
    counted, other, _owing = two_seats(instrument_version=practice.sitting.instrument_version)
    hand_in(first)
    hand_in(other)
    manager = practice.sitting.arranged_by
    with pytest.raises(SettlingRefused, match="still time"):
        services.go_on_with_one(observation=practice, actor=manager)
    with pytest.raises(SettlingRefused, match="counts"):
        services.go_on_with_one(observation=counted, actor=manager)
    time_machine.move_to(clock.now() + dt.timedelta(days=3))
    assert services.go_on_with_one(observation=practice, actor=manager).outcome == "pass"
    services.release_result(observation=practice, actor=manager)
    assert not CompetencyRecord.objects.exists()


def test_release_writes_evidence_once_and_tells_the_trainee_once():
    observation = agreed_observation(ADVANCED)
    lead = UserFactory(roles=["lead_supervisor"])
    with pytest.raises(ReleaseRefused, match="own"):
        services.release_result(observation=observation, actor=observation.learner)
    for _n in range(2):
        services.release_result(observation=observation, actor=lead)
    records = CompetencyRecord.objects.filter(source="observation", source_uuid=observation.uuid)
    assert {(row.competency.code, row.level, row.harm, row.occasion) for row in records} == {
        ("SAFE-1", 4, False, "end"),
        ("GRP-1", 4, False, "end"),
    }
    assert {row.vignette for row in records} == {"orp-1:A"}
    both = [{"rater": str(seat.rater.uuid), "level": 4} for seat in observation.seats.order_by("pk")]
    assert [row.ratings for row in records] == [both, both]
    observation.sitting.refresh_from_db()
    assert {row.observed_at for row in records} == {observation.sitting.held_at}
    assert Notification.objects.filter(recipient=observation.learner, key=f"released:{observation.uuid}").count() == 1
    assert services.release_results(observations=[observation], actor=lead) == 0


def test_release_is_refused_before_the_sheets_are_put_together():
    with pytest.raises(ReleaseRefused, match="not put together"):
        services.release_result(observation=differing_observation(), actor=UserFactory())


def test_evidence_names_whoever_decided_beside_both_raters():
    observation = differing_observation()
    seat = third(observation)
    services.decide_between(
        seat=seat,
        decisions={"SAFE-1": services.Decision(3, "It was a question."), "GRP-1": services.Decision(4, "Yes.")},
    )
    observation.refresh_from_db()
    services.release_result(observation=observation, actor=UserFactory(roles=["lead_supervisor"]))
    record = CompetencyRecord.objects.get(competency__code="SAFE-1")
    people = [str(one.rater.uuid) for one in observation.seats.order_by("pk")]
    assert [row["rater"] for row in record.ratings] == people
    assert [row["level"] for row in record.ratings] == [1, 4, 3]


def test_unrated_item_leaves_no_evidence():
    nothing = {f"GRP-1.B{n}": "noopp" for n in (1, 2, 3)}
    observation = released_observation(nothing)
    assert queries.result_of(observation).levels == {"SAFE-1": 3, "GRP-1": None}
    assert [row.competency.code for row in CompetencyRecord.objects.all()] == ["SAFE-1"]


def test_appeal_that_comes_to_something_else_supersedes_result_and_evidence():
    observation = released_observation({"GRP-1.B1": "not"})
    services.respond_to_result(observation=observation, kind="appealed", words="I did say it.")
    releaser = observation.released_by
    with pytest.raises(SeatRefused):
        services.assign_rater(observation=observation, rater=releaser, assigned_by=releaser, role="appeal")
    hand_in(third(observation, "appeal"))
    first, second = ObservationResult.objects.order_by("pk")
    assert (second.supersedes, second.levels, second.outcome) == (first, {"SAFE-1": 3, "GRP-1": 3}, "pass")
    standing = CompetencyRecord.objects.filter(superseded_by=None)
    assert {(row.competency.code, row.level) for row in standing} == {("SAFE-1", 3), ("GRP-1", 3)}
    assert CompetencyRecord.objects.count() == 3
    fresh = observation.seats.get(role="appeal").rater
    assert standing.get(competency__code="GRP-1").ratings == [{"rater": str(fresh.uuid), "level": 3}]
    assert len(standing.get(competency__code="SAFE-1").ratings) == 2
    assert observation.responses.get().settled_at is not None
    assert queries.result_of(observation) == second


def test_appeal_that_comes_to_the_same_lets_the_result_stand():
    observation = released_observation()
    services.respond_to_result(observation=observation, kind="appealed", words="Please look again.")
    hand_in(third(observation, "appeal"))
    assert ObservationResult.objects.count() == 1
    assert CompetencyRecord.objects.count() == 2
    assert Notification.objects.filter(recipient=observation.learner, title__contains="appeal was answered").exists()


def test_responses_come_once_and_an_appeal_has_its_days(time_machine):
    observation = released_observation()
    with pytest.raises(ResponseRefused, match="sentence"):
        services.respond_to_result(observation=observation, kind="answered", words=" ")
    first = services.respond_to_result(observation=observation, kind="answered", words="Thank you.")
    assert services.respond_to_result(observation=observation, kind="answered", words="Again.") == first
    assert services.respond_to_result(observation=observation, kind="acknowledged").words == ""
    time_machine.move_to(clock.now() + dt.timedelta(days=31))
    with pytest.raises(ResponseRefused, match="30 days"):
        services.respond_to_result(observation=observation, kind="appealed", words="Late.")
    with pytest.raises(ResponseRefused, match="not out"):
        services.respond_to_result(observation=SeatFactory().observation,
                                   kind="acknowledged")  # fmt: skip


def test_self_rating_is_before_the_result_or_declined_for_good():
    observation = released_observation()
    seat = services.rate_oneself(observation=observation, wants=True)
    assert services.rate_oneself(observation=observation, wants=True) == seat
    hand_in(seat, HARM)
    assert queries.result_of(observation).outcome == "pass"
    assert not hasattr(observation, "follow_up")
    assert services.rate_oneself(observation=observation, wants=False).left_at is None
    other = services.rate_oneself(observation=agreed_observation(), wants=False)
    assert other.left_at is not None


def test_rater_who_still_learns_is_suggested_last_and_decides_nothing_that_counts():
    seat = third(differing_observation())
    services_of_raters.set_rater_rules(rule=RULE)
    with pytest.raises(RaterNotReady):
        services.decide_between(seat=seat, decisions={"SAFE-1": Decision(3, "Why.")})
    UserFactory(roles=["supervisor"], full_name="Ada First")
    assert [one.ready for one in queries.suggest_raters(seat.observation)] == [False]
    practice = two_seats(counts=False, instrument_version=seat.observation.sitting.instrument_version)[0]
    assert all(one.ready for one in queries.suggest_raters(practice))
