"""Pages of agreement between raters."""

import pytest
from django.urls import reverse

from assessments.observations import services
from assessments.observations.queries.monitoring import double_ratings
from lms.common import clock
from tests.factories.observations import ADVANCED, HARM, SKILLED, SeatFactory, hand_in, tap, taps_for, two_seats
from tests.factories.people import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
OWN = 6
OF_A_RATER = 7


@pytest.fixture
def rater():
    return UserFactory(roles=["supervisor"], acknowledged=True)


def rated_by_two(rater, own=None, other=None, **sitting):
    observation, first, second = two_seats(**sitting)
    first.rater = rater
    first.save()
    hand_in(first, own)
    hand_in(second, other)
    return observation, first, second


def my_page(client_for, rater):
    return client_for(rater).get(reverse("assessments:my_agreement")).content.decode()


def page_of(client_for, person, rater):
    return client_for(person).get(reverse("assessments:rater_agreement", args=[rater.uuid]))


def test_rater_reads_their_own_figures_with_a_caution(client_for, rater):
    observation, *_seats = rated_by_two(rater, ADVANCED, HARM, held_at=clock.now())
    page = my_page(client_for, rater)
    assert "1 role-play, 2 pairs of levels" in page
    assert "fewer than ten" in page
    assert "Lenient" in page
    assert "Only the other saw it: 1" in page
    assert "Less than an hour, the middle of 1 sheet." in page
    assert observation.learner.full_name not in page


def test_nothing_stands_there_before_the_other_handed_in(client_for, rater):
    _observation, first, _second = two_seats()
    first.rater = rater
    first.save()
    hand_in(first, HARM)
    assert "Nothing was rated by two yet" in my_page(client_for, rater)


def test_practice_and_third_raters_do_not_count(rater):
    rated_by_two(rater, counts=False)
    observation, *_seats = rated_by_two(UserFactory(roles=["supervisor"]), HARM, ADVANCED)
    SeatFactory(observation=observation, rater=rater, role="adjudicator")
    assert double_ratings(rater) == []


def test_it_rests_on_what_was_handed_in_first(rater):
    observation, first, second = two_seats()
    first.rater = rater
    first.save()
    hand_in(first)
    first.refresh_from_db()
    sheet = first.rating.sheets.get()
    changed = {code: {**row, "level": 4} for code, row in sheet.levels.items()}
    first.rating.sheets.create(number=2, marks=sheet.marks, levels=changed, reason="Slip.", submitted_by=rater)
    hand_in(second)
    (found,) = double_ratings(rater)
    assert found.pairs == [(3, 3), (3, 3)]
    assert found.observation == observation.pk


def test_lead_reads_it_and_others_see_nothing(client_for, rater):
    rated_by_two(rater, HARM, ADVANCED)
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    shown = page_of(client_for, lead, rater)
    assert shown.status_code == 200
    assert rater.full_name in shown.content.decode()
    for role in ("supervisor", "programme_manager", "auditor", "trainee"):
        assert page_of(client_for, UserFactory(roles=[role], acknowledged=True), rater).status_code == 404
    assert page_of(client_for, rater, rater).status_code == 404


@pytest.mark.parametrize("reach", [True, False])
def test_lead_reads_reasons_only_of_trainees_they_look_after(client_for, rater, reach):
    learner = UserFactory(roles=["trainee"])
    if not reach:
        MembershipFactory(user=learner, organisation=OrganisationFactory())
    observation, first, second = two_seats(learner=learner)
    first.rater = rater
    first.save()
    by_hand = tap(50, "level", competency="GRP-1", level=4, reason="She did it off the list.")
    services.submit_sheet(seat=first, taps=[*taps_for(SKILLED), by_hand])
    hand_in(second)
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    shown = page_of(client_for, lead, rater).content.decode()
    assert ("She did it off the list." in shown) is reach
    assert ("The reasons are in the sheets" in shown) is not reach
    assert "GRP-1: 4 instead of 3" in my_page(client_for, rater)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_however_much_was_rated(client_for, rater, many, django_assert_num_queries):
    observation, *_seats = rated_by_two(rater, HARM, ADVANCED)
    for _n in range(many - 1):
        rated_by_two(rater, instrument_version=observation.sitting.instrument_version)
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    mine, theirs = client_for(rater), client_for(lead)
    own, other = reverse("assessments:my_agreement"), reverse("assessments:rater_agreement", args=[rater.uuid])
    mine.get(own)
    theirs.get(other)
    with django_assert_num_queries(1):
        assert len(double_ratings(rater)) == many
    with django_assert_num_queries(OWN):
        mine.get(own)
    with django_assert_num_queries(OF_A_RATER):
        theirs.get(other)


def test_learning_to_rate_and_a_raters_page_lead_there(client_for, rater):
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    assert (
        reverse("assessments:my_agreement")
        in client_for(rater).get(reverse("assessments:calibration")).content.decode()
    )
    page = client_for(lead).get(reverse("assessments:rater", args=[rater.uuid])).content.decode()
    assert reverse("assessments:rater_agreement", args=[rater.uuid]) in page
