"""Feedback, and what harm asks for."""

import datetime as dt

import pytest

from assessments.observations import queries, services
from assessments.observations.errors import FeedbackIncomplete, FollowUpRefused
from assessments.observations.models import FollowUp
from assessments.observations.services import Words
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.observations import HARM, SeatFactory, agreed_observation, hand_in, released_observation, two_seats
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db

WHOLE = Words(
    keep=["You named the aim."],
    change="Wait a moment longer.",
    step="Try it in the lab.",
    step_by=dt.date(2030, 1, 1),
    behaviours=["SAFE-1.B1", "NO-1.B1"],
)


def test_feedback_is_kept_while_it_is_written_and_given_once_it_is_whole():
    observation = agreed_observation()
    author = observation.seats.first().rater
    draft = services.save_feedback(observation=observation, author=author, words=Words(change="Wait."), sequence=1)
    with pytest.raises(FeedbackIncomplete) as refused:
        services.give_feedback(feedback=draft.feedback, actor=author)
    assert refused.value.fields == ["behaviours", "step", "step_by"]
    kept = services.save_feedback(observation=observation, author=author, words=WHOLE, sequence=5)
    assert kept.feedback.behaviours == ["SAFE-1.B1"]
    older = services.save_feedback(observation=observation, author=author, words=Words(), sequence=4)
    assert older.newer
    assert older.feedback.step == "Try it in the lab."
    given = services.give_feedback(feedback=kept.feedback, actor=author)
    assert services.give_feedback(feedback=given, actor=author).given_at == given.given_at
    assert not Notification.objects.filter(title__contains="Feedback").exists()


def test_feedback_after_the_release_is_told_once():
    observation = released_observation()
    kept = services.save_feedback(observation=observation, author=observation.released_by, words=WHOLE, sequence=1)
    for _n in range(2):
        services.give_feedback(feedback=kept.feedback, actor=observation.released_by)
    assert Notification.objects.filter(recipient=observation.learner, title__contains="Feedback").count() == 1


def test_harm_on_one_sheet_opens_a_follow_up_at_once():
    house = OrganisationFactory()
    trainee = UserFactory(roles=["trainee"], organisation=house)
    supervisor = SupervisionLinkFactory(trainee=trainee).supervisor
    lead = UserFactory(roles=["lead_supervisor"], organisation=house)
    elsewhere = UserFactory(roles=["lead_supervisor"], organisation=OrganisationFactory())
    observation, first, second = two_seats(learner=trainee)
    hand_in(first, HARM)
    follow_up = FollowUp.objects.get()
    assert follow_up.behaviours == ["SAFE-1.H1"]
    assert follow_up.acknowledge_by - follow_up.created < dt.timedelta(hours=24, minutes=1)
    assert queries.has_open_follow_up(trainee)
    told = set(Notification.objects.filter(kind="harm").values_list("recipient", flat=True))
    assert told == {supervisor.pk, lead.pk}
    assert elsewhere.pk not in told
    hand_in(second, HARM | {"GRP-1.H1": "obs"})
    follow_up.refresh_from_db()
    assert follow_up.behaviours == ["GRP-1.H1", "SAFE-1.H1"]
    assert Notification.objects.filter(kind="harm").count() == 2


def test_harm_in_a_practice_run_or_said_by_the_trainee_opens_none():
    practice = SeatFactory(observation__sitting__counts=False)
    hand_in(practice, HARM)
    own = services.rate_oneself(observation=agreed_observation(), wants=True)
    hand_in(own, HARM)
    assert not FollowUp.objects.exists()


def test_follow_up_is_acknowledged_talked_through_and_closed():
    seat = SeatFactory()
    hand_in(seat, HARM)
    follow_up, lead = FollowUp.objects.get(), UserFactory(roles=["lead_supervisor"])
    with pytest.raises(FollowUpRefused, match="talked through"):
        services.close_follow_up(follow_up=follow_up, actor=lead, agreed="We will.")
    with pytest.raises(FollowUpRefused, match="Somebody else"):
        services.acknowledge_follow_up(follow_up=follow_up, actor=seat.observation.learner)
    services.acknowledge_follow_up(follow_up=follow_up, actor=lead)
    assert services.acknowledge_follow_up(follow_up=follow_up, actor=UserFactory()).owner == lead
    services.note_debrief(follow_up=follow_up, actor=lead)
    with pytest.raises(FollowUpRefused, match="agreed"):
        services.close_follow_up(follow_up=follow_up, actor=lead)
    assert queries.has_open_follow_up(seat.observation.learner)
    closed = services.close_follow_up(follow_up=follow_up, actor=lead, agreed="Practises the escalation card.")
    assert services.close_follow_up(follow_up=closed, actor=lead).closed_at == closed.closed_at
    assert not queries.has_open_follow_up(seat.observation.learner)


def test_unacknowledged_harm_goes_on_to_who_is_on_call_once(time_machine):
    time_machine.move_to(clock.now())
    manager = UserFactory(roles=["programme_manager"])
    seat = SeatFactory(observation__sitting__arranged_by=manager)
    hand_in(seat, HARM)
    assert services.pass_on_unacknowledged() == 0
    time_machine.shift(dt.timedelta(hours=25))
    assert (services.pass_on_unacknowledged(), services.pass_on_unacknowledged()) == (1, 0)
    assert Notification.objects.filter(kind="harm", recipient=manager).count() == 1
    services.acknowledge_follow_up(follow_up=FollowUp.objects.get(), actor=manager)
