"""Pages of actors and peers, of whoever asks them, and of whoever decides about harm they saw."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.observations import services
from assessments.observations.models import Concern, FollowUp, Seat
from lms.common import clock
from tests.factories.observations import (
    HARM,
    ObservationFactory,
    SeatFactory,
    SittingFactory,
    agreed_observation,
    hand_in,
    released_observation,
)
from tests.factories.people import SupervisionLinkFactory, UserFactory
from tests.html import parse_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"], acknowledged=True)


@pytest.fixture
def volunteer():
    return UserFactory(full_name="Nuru Achterberg", acknowledged=True)


def actor_in(observation, person, **fields):
    fields = {"role": "actor", "character": "Lena", "assigned_by": observation.sitting.arranged_by, **fields}
    return SeatFactory(observation=observation, rater=person, **fields)


def to_come(**fields):
    return ObservationFactory(sitting__starts_at=clock.now() + dt.timedelta(days=2), **fields)


def text_of(client, name, *args):
    page = client.get(reverse(f"assessments:{name}", args=args)).content.decode()
    parse_page(page)
    return page


def test_actor_is_asked_through_the_page_and_once(client_for, manager, volunteer):
    observation = to_come()
    client, url = client_for(manager), reverse("assessments:sitting_asides", args=[observation.sitting.uuid])
    assert "Ask actors and peers" in text_of(client, "sitting", observation.sitting.uuid)
    assert client.post(url, {"go": "ask", "role": "actor"}).status_code == 422
    data = {"go": "ask", "role": "actor", "person": str(volunteer.uuid), "character": "Lena"}
    for _n in range(2):
        assert client.post(url, data).status_code == 302
    seat = Seat.objects.get()
    assert (seat.role, seat.character, seat.assigned_by) == ("actor", "Lena", manager)
    page = text_of(client, "sitting_asides", observation.sitting.uuid)
    assert "plays Lena" in page
    assert client.post(url, {"go": "take_back", "seat": str(seat.uuid)}).status_code == 302
    assert client.post(url, {"go": "take_back", "seat": "nonsense"}).status_code == 404
    assert not Seat.objects.filter(left_at=None).exists()


def test_who_said_no_stands_at_the_desk_and_is_offered_no_more(client_for, manager, volunteer):
    observation = to_come()
    seat = actor_in(observation, volunteer)
    services.decline_aside(seat=seat)
    page = text_of(client_for(manager), "sitting_asides", observation.sitting.uuid)
    assert "said no" in page
    assert str(volunteer.uuid) not in page


def test_actor_reads_brief_and_safety_of_that_sitting_alone(client_for, volunteer):
    observation = to_come()
    observation.sitting.contact = "Ada Brandt, 555 0100"
    observation.sitting.save()
    seat, other = actor_in(observation, volunteer), actor_in(ObservationFactory(), UserFactory())
    page = text_of(client_for(volunteer), "asked", seat.uuid)
    for words in (
        "You play Lena",
        "Talks at once.",
        "amber",
        "Ada Brandt, 555 0100",
        "Crisis help",
        "would rather not",
    ):
        assert words in page
    assert "This sheet opens once the role-play has begun." in page
    assert reverse("assessments:sheet", args=[seat.uuid]) not in page
    assert client_for(volunteer).get(reverse("assessments:asked", args=[other.uuid])).status_code == 404
    version = observation.sitting.instrument_version
    assert client_for(volunteer).get(reverse("assessments:kit", args=[version.uuid])).status_code in (403, 404)


def test_peer_reads_no_prompt(client_for, volunteer):
    seat = actor_in(to_come(), volunteer, role="peer", character="")
    page = text_of(client_for(volunteer), "asked", seat.uuid)
    assert "You watch as a peer" in page
    assert "Talks at once." not in page
    assert "amber" in page


def test_no_takes_one_tap(client_for, volunteer):
    seat = actor_in(to_come(), volunteer)
    client, url = client_for(volunteer), reverse("assessments:asked", args=[seat.uuid])
    assert client.post(url).status_code == 302
    assert Seat.objects.get().declined
    assert client.get(url).status_code == 404
    assert "Nothing is asked of you" in text_of(client, "asked_of_me")


def test_sheet_of_an_actor_leads_back_to_what_is_asked(client_for, volunteer):
    observation = ObservationFactory()
    seat = actor_in(observation, volunteer)
    client, asked = client_for(volunteer), reverse("assessments:asked", args=[seat.uuid])
    assert client.get(reverse("assessments:seat", args=[seat.uuid])).url == asked
    sheet = reverse("assessments:sheet", args=[seat.uuid])
    assert sheet in text_of(client, "asked", seat.uuid)
    assert client.get(sheet).status_code == 200
    refused = client.post(sheet, {"do": "submit"})
    assert refused.status_code == 422
    assert client.post(sheet, {"do": "submit", "mark-GRP-1.B1": "obs"}).status_code == 302
    assert client.get(sheet).url == asked
    page = text_of(client, "asked", seat.uuid)
    assert "You said what you saw. Thank you." in page
    assert "would rather not" not in page
    assert client.get(f"{sheet}?change").status_code == 200
    assert client.post(reverse("assessments:sheet_stop", args=[seat.uuid])).status_code == 404


def test_home_and_list_lead_to_what_is_asked_of_a_trainee(client_for):
    trainee = UserFactory(roles=["trainee"], acknowledged=True)
    seat = actor_in(to_come(), trainee, role="peer", character="")
    client, url = client_for(trainee), reverse("assessments:asked", args=[seat.uuid])
    for page in (
        client.get(reverse("training")).content.decode(),
        text_of(client, "my_observations"),
        text_of(client, "asked_of_me"),
    ):
        assert url in page
    assert reverse("assessments:asked_of_me") in client.get(reverse("training")).content.decode()
    assert url not in client_for(UserFactory(acknowledged=True)).get(reverse("training")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_however_long(client_for, volunteer, many, django_assert_num_queries):
    version = ObservationFactory().sitting.instrument_version
    for _n in range(many):
        actor_in(ObservationFactory(sitting=SittingFactory(instrument_version=version)), volunteer)
    client = client_for(volunteer)
    text_of(client, "asked_of_me")
    with django_assert_num_queries(LIST):
        page = text_of(client, "asked_of_me")
    assert page.count("You play Lena: Opening online") == many


LIST = 6


@pytest.mark.parametrize("many", [1, 3])
def test_desk_of_actors_costs_the_same_however_many(client_for, manager, many, django_assert_num_queries):
    observation = to_come()
    for n in range(many):
        actor_in(observation, UserFactory(full_name=f"Actor {n}"), character="")
    client = client_for(manager)
    text_of(client, "sitting_asides", observation.sitting.uuid)
    with django_assert_num_queries(DESK):
        page = text_of(client, "sitting_asides", observation.sitting.uuid)
    assert page.count('<h2 class="row-title">Actor') == many


DESK = 9


def test_trainee_reads_it_after_the_release_without_name_notes_and_level(client_for, volunteer):
    trainee = UserFactory(roles=["trainee"], acknowledged=True)
    observation = agreed_observation(learner=trainee)
    hand_in(actor_in(observation, volunteer))
    client = client_for(trainee)
    assert "1 actor or peer may say what they saw" in text_of(client, "my_observation", observation.uuid)
    services.release_result(observation=observation, actor=UserFactory(roles=["lead_supervisor"]))
    services.rate_oneself(observation=observation, wants=False)
    page = text_of(client, "my_observation", observation.uuid)
    assert "From an actor" in page
    assert "It changed no level and counts nowhere." in page
    assert volunteer.full_name not in page
    assert "came after the result" not in page


def test_harm_of_a_peer_is_decided_about_and_then_shown(client_for, volunteer):
    trainee = UserFactory(roles=["trainee"], acknowledged=True)
    observation = released_observation(learner=trainee)
    services.rate_oneself(observation=observation, wants=False)
    supervisor = SupervisionLinkFactory(trainee=trainee).supervisor
    supervisor.groups.add(*UserFactory(roles=["supervisor"]).groups.all())
    hand_in(actor_in(observation, volunteer, role="peer", character=""), HARM)
    concern = Concern.objects.get()
    mine, desk = client_for(trainee), client_for(supervisor)
    assert "From a peer" not in text_of(mine, "my_observation", observation.uuid)
    url = reverse("assessments:concern", args=[concern.uuid])
    for page in (
        text_of(desk, "follow_ups"),
        text_of(desk, "observation", observation.uuid),
        desk.get(reverse("desk")).content.decode(),
    ):
        assert url in page or reverse("assessments:follow_ups") in page
    page = text_of(desk, "concern", concern.uuid)
    assert "Does harm at role and scope" in page
    assert "Said so." in page
    assert desk.post(url, {"go": "note", "reason": ""}).status_code == 422
    assert desk.post(url, {"go": "else"}).status_code == 404
    assert desk.post(url, {"go": "follow_up"}).status_code == 302
    assert FollowUp.objects.count() == 1
    page = text_of(mine, "my_observation", observation.uuid)
    assert "From a peer" in page
    assert "came after the result" in page
    assert mine.get(url).status_code in (403, 404)


def test_rater_who_owes_a_sheet_is_not_led_by_harm_that_others_saw(client_for):
    observation = ObservationFactory()
    supervisor = SupervisionLinkFactory(trainee=observation.learner).supervisor
    supervisor.groups.add(*UserFactory(roles=["supervisor"]).groups.all())
    seat = SeatFactory(observation=observation, rater=supervisor)
    hand_in(actor_in(observation, UserFactory()), HARM)
    client, url = client_for(supervisor), reverse("assessments:concern", args=[Concern.objects.get().uuid])
    assert client.get(url).status_code == 404
    assert "Seen by actors or peers" not in text_of(client, "follow_ups")
    assert "saw harm" not in client.get(reverse("desk")).content.decode()
    hand_in(seat)
    assert client.get(url).status_code == 200


def test_auditor_reads_no_words_and_decides_nothing(client_for):
    observation = ObservationFactory()
    hand_in(actor_in(observation, UserFactory()), HARM)
    auditor = client_for(UserFactory(roles=["auditor"], acknowledged=True))
    url = reverse("assessments:concern", args=[Concern.objects.get().uuid])
    page = auditor.get(url).content.decode()
    assert "Does harm at role and scope" in page
    assert "Said so." not in page
    assert auditor.post(url, {"go": "follow_up"}).status_code == 404


def test_release_says_that_harm_is_to_be_decided_about_and_goes_on(client_for):
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    observation = agreed_observation()
    hand_in(actor_in(observation, UserFactory()), HARM)
    client = client_for(lead)
    assert "nobody has decided about it" in text_of(client, "results_to_release")
    client.post(reverse("assessments:results_to_release"), {"observation": [str(observation.uuid)]})
    observation.refresh_from_db()
    assert observation.status == "released"
