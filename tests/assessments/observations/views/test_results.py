"""Sheets beside each other, deciding, releasing, feedback, follow-ups."""

import pytest
from django.urls import reverse

from assessments.observations import queries, services
from assessments.observations.models import Feedback, FollowUp, Observation
from tests.factories.observations import (
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


@pytest.fixture
def lead():
    return UserFactory(roles=["lead_supervisor"], acknowledged=True)


def page_of(client, observation):
    return client.get(reverse("assessments:observation", args=[observation.uuid])).content.decode()


def test_nobody_sees_anothers_sheet_before_both_are_in(client_for, lead):
    observation, first, second = two_seats()
    hand_in(first, HARM)
    for person in (lead, first.rater, second.rater):
        page = page_of(client_for(person), observation)
        assert "stay closed" in page or "Your own sheet is still to come" in page
        assert "Said so." not in page
        assert "Potential harm" not in page
    hand_in(second, HARM)
    for person in (lead, first.rater, second.rater):
        assert page_of(client_for(person), observation).count("Said so.") == 2


def test_whoever_rates_an_appeal_stays_blind_whatever_their_role(client_for, lead):
    observation = released_observation(HARM)
    services.respond_to_result(observation=observation, kind="appealed", words="Please.")
    seat = services.assign_rater(observation=observation, rater=lead, assigned_by=lead, role="appeal")
    page = page_of(client_for(lead), observation)
    assert "Your own sheet is still to come" in page
    assert "Said so." not in page
    client = client_for(lead)
    assert client.get(reverse("assessments:observation_feedback", args=[observation.uuid])).status_code == 404
    hand_in(seat, HARM)
    assert page_of(client_for(lead), observation).count("Said so.") == 3


def test_auditor_reads_levels_and_no_words(client_for):
    observation = agreed_observation(HARM)
    page = page_of(client_for(UserFactory(roles=["auditor"], acknowledged=True)), observation)
    assert "Potential harm" in page
    assert "Said so." not in page
    assert "Release to" not in page


def test_third_rater_decides_on_the_page(client_for):
    observation = differing_observation()
    seat = SeatFactory(observation=observation, role="adjudicator")
    client, url = client_for(seat.rater), reverse("assessments:decide", args=[seat.uuid])
    assert client.get(reverse("assessments:seat", args=[seat.uuid])).url == url
    assert client.get(reverse("assessments:sheet", args=[seat.uuid])).url == url
    page = client.get(url).content.decode()
    assert "One saw harm, another did not" in page
    assert all(other.rater.full_name not in page for other in observation.seats.filter(role="rater"))
    refused = client.post(url, {"SAFE-1-level": "3", "SAFE-1-harms": ["SAFE-1.H1"], "SAFE-1-reason": ""})
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "Say why, in a sentence" in words
    assert "Level 1 goes with the harm that was seen, and no other level does." in words
    assert "Choose a level." in client.post(url, {"SAFE-1-reason": "Because."}).content.decode()
    assert client.post(url, {"SAFE-1-level": "3", "SAFE-1-reason": "It was a question."}).status_code == 302
    assert client.get(url).status_code == 302
    assert queries.result_of(observation).levels["SAFE-1"] == 3
    rater = client_for(observation.seats.first().rater)
    assert "It was a question." in page_of(rater, observation)


def test_result_is_released_alone_or_with_others(client_for, lead):
    first = agreed_observation()
    second = agreed_observation(instrument_version=first.sitting.instrument_version)
    third = agreed_observation(instrument_version=first.sitting.instrument_version)
    client = client_for(lead)
    assert "Release to" in page_of(client, first)
    client.post(reverse("assessments:observation", args=[first.uuid]), {"go": "release"})
    url = reverse("assessments:results_to_release")
    client.get(url)  # Takes the message away, which names them.
    assert first.learner.full_name not in client.get(url).content.decode()
    client.post(url, {"observation": [str(second.uuid), str(first.uuid)]})
    released = set(Observation.objects.filter(status="released").values_list("pk", flat=True))
    assert released == {first.pk, second.pk}
    assert third.learner.full_name in client.get(url).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_release_list_costs_the_same_however_long(client_for, lead, many, django_assert_num_queries):
    observation = agreed_observation()
    for _n in range(many - 1):
        agreed_observation(instrument_version=observation.sitting.instrument_version)
    client = client_for(lead)
    client.get(reverse("assessments:results_to_release"))
    with django_assert_num_queries(RELEASE):
        client.get(reverse("assessments:results_to_release"))


RELEASE = 8


def feedback_post(**changes):
    fields = {
        "sequence": "1",
        "keep_1": "You named the aim.",
        "keep_2": "",
        "change": "Wait a little.",
        "step": "Try it in the lab.",
        "step_by": "2030-01-01",
        "behaviours": ["SAFE-1.B1"],
    }
    return {**fields, **changes}


def test_feedback_is_saved_while_it_is_typed_and_given_once_whole(client_for, lead):
    observation = agreed_observation()
    client, url = client_for(lead), reverse("assessments:observation_feedback", args=[observation.uuid])
    assert "Keep: Does basic thing 1" in client.get(url).content.decode()
    kept = client.post(url, feedback_post(step="", sequence="3"), headers={"Accept": "application/json"})
    assert "saved_at" in kept.json()
    assert client.post(url, feedback_post(sequence="2"), headers={"Accept": "application/json"}).status_code == 409
    refused = client.post(url, feedback_post(step="", behaviours=[], sequence="4", go="give"))
    assert refused.status_code == 422
    assert "Name one step to practise." in refused.content.decode()
    assert "Wait a little." in refused.content.decode()
    assert client.post(url, feedback_post(sequence="5", go="give")).status_code == 302
    assert Feedback.objects.get().given_at is not None


def test_follow_up_is_walked_through_on_its_page(client_for, lead):
    seat = SeatFactory()
    hand_in(seat, HARM)
    found = FollowUp.objects.get()
    client, url = client_for(lead), reverse("assessments:follow_up", args=[found.uuid])
    assert "Nobody takes care yet" in client.get(reverse("assessments:follow_ups")).content.decode()
    client.post(url, {"go": "acknowledge"})
    client.post(url, {"go": "debrief", "agreed": ""})
    refused = client.post(url, {"go": "close", "agreed": ""})
    assert refused.status_code == 422
    client.post(url, {"go": "close", "agreed": "Practises the card."})
    found.refresh_from_db()
    assert (found.status, found.owner, found.agreed) == ("closed", lead, "Practises the card.")
    assert "Nothing is open" in client.get(reverse("assessments:follow_ups")).content.decode()
    auditor = client_for(UserFactory(roles=["auditor"], acknowledged=True)).get(url).content.decode()
    assert "Practises the card." not in auditor


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_follow_ups_costs_the_same_however_long(client_for, lead, many, django_assert_num_queries):
    first = SeatFactory()
    hand_in(first, HARM)
    for _n in range(many - 1):
        hand_in(SeatFactory(observation__sitting=first.observation.sitting), HARM)
    client = client_for(lead)
    client.get(reverse("assessments:follow_ups"))
    with django_assert_num_queries(FOLLOW_UPS):
        page = client.get(reverse("assessments:follow_ups")).content.decode()
    assert page.count("Nobody takes care yet") == many


FOLLOW_UPS = 7
