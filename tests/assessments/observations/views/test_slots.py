"""A rater's times, and where they are seen."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.observations.models import RaterSlot
from lms.common import clock
from tests.factories.observations import InstrumentVersionFactory, ObservationFactory, SeatFactory
from tests.factories.people import UserFactory
from tests.html import parse_page

pytestmark = pytest.mark.django_db
URL = "assessments:my_times"


@pytest.fixture
def rater():
    return UserFactory(full_name="Ravi Nair", roles=["supervisor"], acknowledged=True)


def tomorrow():
    return timezone.localdate(clock.now()) + dt.timedelta(days=1)


def typed(**changes):
    return {"go": "offer", "day": tomorrow().isoformat(), "start": "18:00", "end": "20:00", "weeks": "2", **changes}


def test_offered_seen_and_taken_back(client_for, rater):
    client = client_for(rater)
    assert reverse(URL) in client.get(reverse("assessments:seats")).content.decode()
    assert "No times yet." in client.get(reverse(URL)).content.decode()
    assert "2 times are offered." in client.post(reverse(URL), typed(), follow=True).content.decode()
    assert "You offer that time already." in client.post(reverse(URL), typed(), follow=True).content.decode()
    page = client.get(reverse(URL)).content.decode()
    slot = RaterSlot.objects.first()
    assert str(slot.uuid) in page
    for _ in range(2):
        client.post(reverse(URL), {"go": "withdraw", "slot": str(slot.uuid)})
    client.post(reverse(URL), {"go": "withdraw", "slot": "nonsense"})
    assert RaterSlot.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "17:00"}, "It ends before it begins."),
        ({"day": "2020-01-01"}, "That is over already."),
        ({"weeks": "0"}, "greater than or equal to 1"),
        ({"start": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(client_for, rater, changes, words):
    answer = client_for(rater).post(reverse(URL), typed(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    expected = changes.get("weeks", "2")
    assert parse_page(answer.content).find(".//*[@name='weeks']").get("value") == expected
    assert not RaterSlot.objects.exists()


def test_nobody_takes_back_anothers_time(client_for, rater):
    client_for(rater).post(reverse(URL), typed(weeks="1"))
    other = client_for(UserFactory(roles=["supervisor"], acknowledged=True))
    other.post(reverse(URL), {"go": "withdraw", "slot": str(RaterSlot.objects.get().uuid)})
    assert RaterSlot.objects.exists()


def test_a_time_says_what_it_is_booked_for(client_for, rater):
    client = client_for(rater)
    client.post(reverse(URL), typed(weeks="1"))
    begins = RaterSlot.objects.get().starts_at
    seat = SeatFactory(observation=ObservationFactory(sitting__starts_at=begins), rater=rater)
    page = client.get(reverse(URL)).content.decode()
    assert f"18:00: Opening online, with {seat.observation.learner.full_name}" in page


def test_whoever_arranges_sees_the_times_and_begins_from_one(client_for, rater):
    InstrumentVersionFactory()
    UserFactory(roles=["trainee"])
    client_for(rater).post(reverse(URL), typed(weeks="1"))
    client = client_for(UserFactory(roles=["programme_manager"], acknowledged=True))
    page = client.get(reverse("assessments:sitting_new")).content.decode()
    assert "Ravi Nair" in page
    stamp = f"{tomorrow():%Y-%m-%d}T18:00"
    assert f"?at={stamp}" in page
    chosen = client.get(reverse("assessments:sitting_new"), {"at": stamp})
    assert parse_page(chosen.content).find(".//*[@name='starts_at']").get("value") == stamp
    assert client.get(reverse("assessments:sitting_new"), {"at": "nonsense"}).status_code == 200


def test_who_fits_best_is_asked_with_one_press(client_for, rater):
    observation = ObservationFactory(sitting__starts_at=clock.now() + dt.timedelta(days=2))
    client = client_for(UserFactory(roles=["programme_manager"], acknowledged=True))
    url = reverse("assessments:sitting", args=[observation.sitting.uuid])
    assert "Ask who fits best" in client.get(url).content.decode()
    posted = {"go": "pick", "observation": str(observation.uuid)}
    assert "Asked: Ravi Nair." in client.post(url, posted, follow=True).content.decode()
    assert "Nobody fits" in client.post(url, posted, follow=True).content.decode()
