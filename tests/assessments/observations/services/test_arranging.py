"""Arranging a role-play, and asking raters."""

import datetime as dt
import uuid

import pytest

from assessments.observations import services
from assessments.observations.errors import ArrangementRefused, ReasonNeeded, SeatRefused
from assessments.observations.models import Observation, Sitting
from assessments.observations.services import Plan
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.observations import (
    HARM,
    InstrumentVersionFactory,
    ObservationFactory,
    SeatFactory,
    hand_in,
    released_observation,
)
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


def plan_for(*learners, version=None, **changes):
    version = version or InstrumentVersionFactory()
    fields = {"instrument": version.instrument, "learners": learners, "starts_at": clock.now() + dt.timedelta(days=3)}
    return Plan(**{**fields, **changes})


def arrange(*learners, arranged_by=None, **changes):
    manager = arranged_by or UserFactory(roles=["programme_manager"])
    return services.arrange_sitting(plan=plan_for(*learners, **changes), arranged_by=manager)


def test_sitting_is_arranged_once_for_several_trainees():
    one, other, key = UserFactory(), UserFactory(), uuid.uuid4()
    sitting = arrange(one, other, key=key)
    assert arrange(one, other, key=key) == sitting
    assert sitting.variant in ("A", "B")
    assert Observation.objects.filter(due_at=sitting.starts_at + dt.timedelta(days=2)).count() == 2
    assert Notification.objects.filter(kind="observed").count() == 2


def test_variant_is_one_that_the_trainee_has_not_had():
    trainee, version = UserFactory(), InstrumentVersionFactory()
    ObservationFactory(learner=trainee, sitting__instrument_version=version, sitting__variant="A", status="released",
                       released_at=clock.now())  # fmt: skip
    assert {arrange(trainee, version=version, counts=False).variant for _n in range(1)} == {"B"}
    assert arrange(trainee, version=version, counts=False).variant in ("A", "B")


def test_retry_looks_at_what_was_missed_only():
    observation = released_observation({"GRP-1.B1": "not"})
    version = observation.sitting.instrument_version
    again = arrange(observation.learner, version=version)
    found = again.observations.get()
    assert (found.items, found.number) == (["GRP-1"], 2)
    assert arrange(observation.learner, version=version, missed_only=False).observations.get().items == []


def test_after_a_stop_there_is_rest_and_after_the_second_a_meeting(time_machine):
    first = released_observation(HARM)
    version, trainee = first.sitting.instrument_version, first.learner
    with pytest.raises(ArrangementRefused, match="rest"):
        arrange(trainee, version=version, starts_at=clock.now() + dt.timedelta(hours=20))
    assert (
        arrange(trainee, version=version, starts_at=clock.now() + dt.timedelta(hours=49)).observations.get().items == []
    )
    Sitting.objects.exclude(pk=first.sitting_id).update(status="cancelled")
    Observation.objects.exclude(pk=first.pk).update(status="cancelled")
    second = released_observation(HARM, learner=trainee, instrument_version=version)
    with pytest.raises(ArrangementRefused, match="meeting"):
        arrange(trainee, version=version)
    assert arrange(trainee, version=version, counts=False).counts is False
    lead = UserFactory(roles=["lead_supervisor"])
    services.note_debrief(follow_up=second.follow_up, actor=lead)
    assert arrange(trainee, version=version)
    released_observation(HARM, learner=trainee, instrument_version=version)
    with pytest.raises(ArrangementRefused, match="programme"):
        arrange(trainee, version=version, arranged_by=lead)
    assert arrange(trainee, version=version)


def test_retired_kit_and_nobody_are_refused():
    version = InstrumentVersionFactory()
    with pytest.raises(ArrangementRefused, match="trainee"):
        arrange(version=version)
    version.instrument.retired_at = clock.now()
    with pytest.raises(ArrangementRefused, match="not in use"):
        arrange(UserFactory(), version=version)


def test_conflict_asks_for_a_reason_that_is_kept():
    observation = ObservationFactory()
    own = SupervisionLinkFactory(trainee=observation.learner).supervisor
    manager = observation.sitting.arranged_by
    with pytest.raises(ReasonNeeded) as refused:
        services.assign_rater(observation=observation, rater=own, assigned_by=manager)
    assert refused.value.conflicts == ["supervises"]
    seat = services.assign_rater(
        observation=observation, rater=own, assigned_by=manager, override="Nobody else is free."
    )
    assert (seat.conflicts, seat.override) == (["supervises"], "Nobody else is free.")
    assert services.assign_rater(observation=observation, rater=own, assigned_by=manager) == seat
    stranger = services.assign_rater(
        observation=observation, rater=UserFactory(roles=["supervisor"]), assigned_by=manager, override="Unneeded."
    )
    assert (stranger.conflicts, stranger.override) == ([], "")


def test_kit_may_keep_somebody_out():
    strict = InstrumentVersionFactory(code="strict", conflicts={"same_organisation": "block"})
    house = OrganisationFactory()
    observation = ObservationFactory(
        sitting__instrument_version=strict, learner=UserFactory(roles=["trainee"], organisation=house)
    )
    colleague = UserFactory(roles=["supervisor"], organisation=house)
    with pytest.raises(SeatRefused, match="same organisation"):
        services.assign_rater(
            observation=observation, rater=colleague, assigned_by=observation.sitting.arranged_by, override="Please."
        )
    for rater, words in [(observation.learner, "role of a supervisor"), (UserFactory(roles=["auditor"]), "role")]:
        with pytest.raises(SeatRefused, match=words):
            services.assign_rater(observation=observation, rater=rater, assigned_by=observation.sitting.arranged_by)


def test_supervisor_alone_never_makes_evidence_of_their_own_trainee():
    single = InstrumentVersionFactory(code="single", raters={"summative": 1, "formative": 1})
    observation = ObservationFactory(sitting__instrument_version=single)
    own = SupervisionLinkFactory(trainee=observation.learner).supervisor
    with pytest.raises(SeatRefused, match="alone"):
        services.assign_rater(
            observation=observation, rater=own, assigned_by=observation.sitting.arranged_by, override="Please."
        )
    hand_in(SeatFactory(observation=observation, rater=own))
    observation.refresh_from_db()
    assert observation.status == "rating"


def test_rater_who_never_hands_in_is_reminded_once_a_day_and_replaced(time_machine):
    seat = SeatFactory()
    manager = seat.observation.sitting.arranged_by
    time_machine.move_to(clock.now().replace(hour=10))
    for _n in range(2):
        services.remind_rater(seat=seat, actor=manager)
    assert Notification.objects.filter(recipient=seat.rater, title__contains="still to come").count() == 1
    new = services.replace_rater(seat=seat, rater=UserFactory(roles=["supervisor"]), assigned_by=manager)
    seat.refresh_from_db()
    assert seat.left_at is not None
    hand_in(new)
    with pytest.raises(SeatRefused, match="handed in"):
        services.leave_seat(seat=new, actor=manager)


def test_cancelling_tells_everybody_and_is_refused_once_something_was_rated():
    seat = SeatFactory()
    sitting, manager = seat.observation.sitting, seat.observation.sitting.arranged_by
    services.cancel_sitting(sitting=sitting, actor=manager)
    assert services.cancel_sitting(sitting=sitting, actor=manager).status == "cancelled"
    told = Notification.objects.filter(title__contains="called off").values_list("recipient", flat=True)
    assert set(told) == {seat.rater_id, seat.observation.learner_id}
    other = SeatFactory()
    hand_in(other)
    with pytest.raises(ArrangementRefused, match="handed in"):
        services.cancel_sitting(sitting=other.observation.sitting, actor=manager)
