"""The trainee's own pages."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.observations import links, services
from assessments.observations.links import NextLink, register_practice_resolver
from assessments.observations.models import Response
from lms.notifications.models import Notification
from tests.factories.observations import (
    ADVANCED,
    HARM,
    SeatFactory,
    agreed_observation,
    hand_in,
    released_observation,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def page_of(client, observation):
    return client.get(reverse("assessments:my_observation", args=[observation.uuid])).content.decode()


def declined(observation):
    services.rate_oneself(observation=observation, wants=False)
    return observation


def test_before_it_says_what_by_whom_and_what_becomes_of_it(client_for):
    seat = SeatFactory(observation__learner__acknowledged=True)
    page = page_of(client_for(seat.observation.learner), seat.observation)
    for words in ("Role and scope", seat.rater.full_name, "Nothing is recorded.", "practice run", "amber"):
        assert words in page, words


def test_nothing_is_told_before_the_release(client_for):
    observation = declined(agreed_observation(HARM))
    client = client_for(observation.learner)
    page = page_of(client, observation)
    assert "Being rated" in page
    for secret in ("Said so.", "Asked to repeat", "Potential harm"):
        assert secret not in page
    client.post(reverse("assessments:my_observation", args=[observation.uuid]), {"go": "appealed", "words": "What?"})
    assert not Response.objects.exists()


def test_result_waits_until_one_has_said_how_one_sees_oneself(client_for):
    observation = released_observation({"GRP-1.B1": "not"})
    client = client_for(observation.learner)
    assert "First: how did you see it yourself?" in page_of(client, observation)
    assert "Not yet" not in page_of(client, observation)
    seat = services.rate_oneself(observation=observation, wants=True)
    hand_in(seat, ADVANCED)
    page = page_of(client, observation)
    assert "Not yet: asked to repeat what was missed" in page
    assert "You saw more in it than the raters did." in page
    assert "Only what was missed is looked at again" in page
    assert page.index("Does basic thing 1") < page.index("2 · Developing")


def test_one_may_go_without_and_see_the_result(client_for):
    observation = released_observation()
    client = client_for(observation.learner)
    client.post(reverse("assessments:my_self_rating", args=[observation.uuid]), {"go": "decline"})
    assert "Meets the standard" in page_of(client, observation)


def test_own_sheet_opens_once_the_role_play_has_begun(client_for):
    observation = SeatFactory(observation__learner__acknowledged=True).observation
    sitting, client = observation.sitting, client_for(observation.learner)
    url = reverse("assessments:my_self_rating", args=[observation.uuid])
    sitting.starts_at += dt.timedelta(days=1)
    sitting.save()
    assert "Fill in my own sheet" not in page_of(client, observation)
    assert "opens once the role-play has begun" in client.post(url, {"go": "rate"}, follow=True).content.decode()
    assert not observation.seats.filter(role="self").exists()
    sitting.starts_at -= dt.timedelta(days=2)
    sitting.save()
    sheet = client.post(url, {"go": "rate"}, follow=True)
    assert "Does basic thing 1" in sheet.content.decode()
    seat = observation.seats.get(role="self")
    client.post(reverse("assessments:sheet_stop", args=[seat.uuid]))
    sitting.refresh_from_db()
    assert sitting.status == "planned"
    hand_in(seat)
    after = client.get(reverse("assessments:sheet", args=[seat.uuid]), follow=True).content.decode()
    assert "Your own sheet is in." in after


def test_trainee_leaves_one_out_without_a_reason_until_it_was_rated(client_for):
    seat = SeatFactory(observation__learner__acknowledged=True)
    observation = seat.observation
    client, url = client_for(observation.learner), reverse("assessments:my_observation", args=[observation.uuid])
    for _n in range(2):
        client.post(url, {"go": "leave-out"})
    observation.refresh_from_db()
    assert (observation.status, observation.sitting.__class__.objects.get().status) == ("cancelled", "cancelled")
    told = Notification.objects.filter(title__contains="leaves a role-play out").values_list("recipient", flat=True)
    assert set(told) == {seat.rater_id, observation.sitting.arranged_by_id}
    assert "nothing speaks against you" in page_of(client, observation)
    rated = SeatFactory(observation__learner=observation.learner, observation__sitting__variant="B")
    hand_in(rated)
    other = reverse("assessments:my_observation", args=[rated.observation.uuid])
    assert "left out any more" in client.post(other, {"go": "leave-out"}, follow=True).content.decode()
    rated.observation.refresh_from_db()
    assert rated.observation.status == "rating"


def test_harm_is_said_in_words_with_what_comes_next(client_for):
    observation = declined(released_observation(HARM | ADVANCED))
    page = page_of(client_for(observation.learner), observation)
    assert "Asked to repeat, after talking it through" in page
    assert "1 harmful behaviour was seen" in page
    assert "The next try is possible from" in page
    assert "Said so." in page
    assert "failed" not in page.lower()


def test_missed_skill_leads_to_where_it_can_be_practised(client_for):
    observation = declined(released_observation({"GRP-1.B1": "not"}))
    asked = []

    def resolver(codes, learner):
        asked.append((list(codes), learner))
        return {"GRP-1": [NextLink("/lessons/agreement/", "Making an agreement", "Lesson")]}

    register_practice_resolver(resolver)
    try:
        page = page_of(client_for(observation.learner), observation)
    finally:
        links._RESOLVERS.remove(resolver)
    assert asked == [(["GRP-1"], observation.learner_id)]
    assert "Lesson: Making an agreement" in page


def test_trainee_reads_answers_and_appeals(client_for):
    observation = declined(released_observation())
    client, url = client_for(observation.learner), reverse("assessments:my_observation", args=[observation.uuid])
    refused = client.post(url, {"go": "appealed", "words": " "})
    assert refused.status_code == 422
    client.post(url, {"go": "acknowledged"})
    client.post(url, {"go": "answered", "words": "Thank you."})
    client.post(url, {"go": "appealed", "words": "I said it."})
    page = page_of(client, observation)
    for words in ("You have said that you read it", "Thank you.", "I said it.", "a new rater looks at it"):
        assert words in page
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    desk = client_for(lead).get(reverse("assessments:observation", args=[observation.uuid])).content.decode()
    assert "Ask a new rater" in desk


@pytest.mark.parametrize("many", [1, 3])
def test_own_list_costs_the_same_however_long(client_for, many, django_assert_num_queries):
    first = released_observation()
    for _n in range(many - 1):
        released_observation(learner=first.learner, instrument_version=first.sitting.instrument_version)
    client = client_for(first.learner)
    client.get(reverse("assessments:my_observations"))
    with django_assert_num_queries(OWN):
        page = client.get(reverse("assessments:my_observations")).content.decode()
    assert page.count("Ready for you") == many + 1
    assert "Meets" not in page


OWN = 7
