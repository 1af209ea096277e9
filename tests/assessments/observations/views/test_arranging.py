"""The desk: list, arranging, asking raters."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from assessments.observations.models import Observation, Seat, Sitting
from lms.common import clock
from tests.factories.observations import (
    InstrumentVersionFactory,
    ObservationFactory,
    SeatFactory,
    agreed_observation,
    differing_observation,
    hand_in,
)
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"], acknowledged=True)


def typed(version, *learners, **changes):
    starts = (clock.now() + dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    fields = {
        "instrument": version.instrument.code,
        "learners": [str(learner.uuid) for learner in learners],
        "starts_at": starts,
        "counts": "yes",
        "occasion": "end",
        "language": "en",
        "key": str(uuid.uuid4()),
        "link": "",
    }
    return {**fields, **changes}


def test_role_play_is_arranged_and_what_was_typed_stays(client_for, manager):
    version, trainee = InstrumentVersionFactory(), UserFactory(roles=["trainee"])
    client, url = client_for(manager), reverse("assessments:sitting_new")
    page = client.get(f"{url}?trainee={trainee.uuid}").content.decode()
    assert f'value="{trainee.uuid}"' in page
    refused = client.post(url, typed(version, trainee, starts_at="", link="https://meet.example.org/1"))
    assert refused.status_code == 422
    assert "https://meet.example.org/1" in refused.content.decode()
    assert 'href="#id_starts_at"' in refused.content.decode()
    data = typed(version, trainee)
    for _n in range(2):
        client.post(url, data)
    sitting = Sitting.objects.get()
    assert (sitting.arranged_by, sitting.observations.get().learner) == (manager, trainee)


def test_supervisor_arranges_for_their_own_trainees_only(client_for):
    link, version, other = SupervisionLinkFactory(), InstrumentVersionFactory(), UserFactory(roles=["trainee"])
    client = client_for(link.supervisor)
    assert client.post(reverse("assessments:sitting_new"), typed(version, other)).status_code == 422
    assert client.post(reverse("assessments:sitting_new"), typed(version, link.trainee)).status_code == 302
    assert Observation.objects.get().learner == link.trainee


def test_refusal_of_the_service_stands_on_the_form(client_for, manager):
    version = InstrumentVersionFactory()
    version.instrument.__class__.objects.update(retired_at=clock.now())
    refused = client_for(manager).post(
        reverse("assessments:sitting_new"), typed(version, UserFactory(roles=["trainee"]))
    )
    assert refused.status_code == 422


def ask(client, observation, rater, **fields):
    prefix = f"r{observation.pk}"
    data = {f"{prefix}-{key}": value for key, value in {"rater": str(rater.uuid), **fields}.items()}
    url = reverse("assessments:sitting", args=[observation.sitting.uuid])
    return client.post(url, {"go": "assign", "observation": str(observation.uuid), **data})


def test_rater_is_asked_with_a_reason_where_something_speaks_against_them(client_for, manager):
    observation = ObservationFactory()
    own = SupervisionLinkFactory(trainee=observation.learner).supervisor
    client = client_for(manager)
    refused = ask(client, observation, own)
    assert refused.status_code == 422
    assert "Supervises this trainee" in refused.content.decode()
    assert ask(client, observation, own, override="Nobody is free.").status_code == 302
    page = client.get(reverse("assessments:sitting", args=[observation.sitting.uuid])).content.decode()
    assert "Asked all the same: Nobody is free." in page
    seat = Seat.objects.get()
    other = UserFactory(roles=["supervisor"])
    assert ask(client, observation, other, instead_of=str(seat.uuid)).status_code == 302
    assert Seat.objects.get(left_at=None).rater == other


def test_seats_are_reminded_taken_back_and_the_whole_called_off(client_for, manager):
    seat = SeatFactory()
    client, url = client_for(manager), reverse("assessments:sitting", args=[seat.observation.sitting.uuid])
    for go in ("remind", "leave"):
        assert client.post(url, {"go": go, "seat": str(seat.uuid)}).status_code == 302
    seat.refresh_from_db()
    assert seat.left_at is not None
    assert client.post(url, {"go": "leave", "seat": "no uuid"}).status_code == 404
    client.post(url, {"go": "hold"})
    assert Sitting.objects.get().status == "held"
    client.post(url, {"go": "cancel"})
    assert Sitting.objects.get().status == "cancelled"


def test_third_rater_is_asked_where_two_differ(client_for, manager):
    observation = differing_observation()
    client = client_for(manager)
    page = client.get(reverse("assessments:sitting", args=[observation.sitting.uuid])).content.decode()
    assert "Ask a third rater to decide" in page
    assert all(seat.rater.full_name + " –" not in page for seat in observation.seats.all())
    assert ask(client, observation, UserFactory(roles=["supervisor"])).status_code == 302
    assert Seat.objects.filter(role="adjudicator").count() == 1


def test_page_of_a_sitting_tells_nothing_of_what_was_ticked(client_for, manager):
    seat = SeatFactory()
    hand_in(seat, {"SAFE-1.H1": "obs"})
    SeatFactory(observation=seat.observation)
    page = client_for(manager).get(reverse("assessments:sitting", args=[seat.observation.sitting.uuid]))
    assert "sheet handed in" in page.content.decode()
    assert "Does harm" not in page.content.decode()
    assert "Said so." not in page.content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_however_long(client_for, manager, many, django_assert_num_queries):
    version = InstrumentVersionFactory()
    for n in range(many):
        agreed_observation(instrument_version=version, learner=UserFactory(full_name=f"Ana {n}"))
    client = client_for(manager)
    client.get(reverse("assessments:sittings"))
    with django_assert_num_queries(LIST):
        page = client.get(reverse("assessments:sittings")).content.decode()
    assert page.count("Put together, not released yet") == many


LIST = 8


def test_list_is_narrowed_by_name_state_and_kit(client_for, manager):
    version = InstrumentVersionFactory()
    ObservationFactory(learner__full_name="Ana Lima", sitting__instrument_version=version)
    agreed_observation(learner=UserFactory(full_name="Bo Lind"), instrument_version=version)
    client, url = client_for(manager), reverse("assessments:sittings")

    def names(query):
        page = client.get(url + query).content.decode()
        return ["Ana Lima" in page, "Bo Lind" in page]

    assert names("?q=ana") == [True, False]
    assert names("?state=release") == [False, True]
    assert names("?state=waiting") == [True, False]
    assert names("?kit=orp-1") == [True, True]
    assert names("?kit=other") == [False, False]


def test_auditor_reads_that_somebody_was_asked_all_the_same_and_not_why(client_for, manager):
    seat = SeatFactory(conflicts=["supervises"], override="Nobody else is free")
    url = reverse("assessments:sitting", args=[seat.observation.sitting.uuid])
    assert "Nobody else is free" in client_for(manager).get(url).content.decode()
    page = client_for(UserFactory(roles=["auditor"], acknowledged=True)).get(url).content.decode()
    assert ("Nobody else is free" in page, "Asked all the same." in page) == (False, True)
