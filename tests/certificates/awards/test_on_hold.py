"""Harm that was seen holds an award back until it was talked through, however good everything else was."""

import pytest
from django.db import connection
from django.urls import reverse

from assessments.competencies.models import Competency
from assessments.observations import queries, services
from assessments.observations.models import FollowUp
from certificates.awards.models import Award
from certificates.awards.services import evaluate
from tests.factories.certificates import ProgrammeVersionFactory
from tests.factories.observations import ADVANCED, HARM, InstrumentVersionFactory, SeatFactory, hand_in, two_seats
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_harmful_tick_with_everything_else_perfect_gives_level_1_and_blocks_the_award(client_for, on_commit):
    version = InstrumentVersionFactory()
    assert set(Competency.objects.values_list("code", flat=True)) == {"SAFE-1", "GRP-1"}
    ProgrammeVersionFactory(code="circle", requirements=[{"observed": "GRP-1", "level": 3}])
    lead = UserFactory(roles=["lead_supervisor"])
    observation, first, second = two_seats(instrument_version=version)
    learner = observation.learner
    for seat in (first, second):
        hand_in(seat, HARM | ADVANCED)
    result = queries.result_of(observation)
    assert (result.outcome, result.levels) == ("stop", {"SAFE-1": 1, "GRP-1": 4})
    with on_commit():
        services.release_result(observation=observation, actor=lead)
    assert evaluate(learner=learner) == []
    page = client_for(learner).get(reverse("certificates:programme", args=["circle"])).content.decode()
    assert "It is talked through with you first" in page
    follow_up = FollowUp.objects.get()
    services.note_debrief(follow_up=follow_up, actor=lead, agreed="Practises the card.")
    assert not Award.objects.exists()
    connection.run_on_commit.clear()  # A commit would have; the test's transaction never ends.
    with on_commit():
        services.close_follow_up(follow_up=follow_up, actor=lead)
    assert Award.objects.get().learner == learner
    page = client_for(learner).get(reverse("certificates:programme", args=["circle"])).content.decode()
    assert "It is talked through with you first" not in page


def test_harm_seen_by_one_rater_holds_it_back_before_anything_is_agreed():
    seat = SeatFactory()
    hand_in(seat, HARM)
    assert FollowUp.objects.get().status == "open"
    assert evaluate(learner=seat.observation.learner) == []
