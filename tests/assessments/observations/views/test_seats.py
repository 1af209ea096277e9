"""The list of what somebody rates, the ready check, and stopping."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.observations.models import Observation
from assessments.observations.offline import SCRIPTS, sheet_assets
from assessments.observations.services import stop_sitting
from assessments.signals import sitting_stopped
from lms.privacy.models import AccessLogEntry
from tests.factories.observations import ObservationFactory, SeatFactory, hand_in
from tests.factories.people import AccommodationFactory, UserFactory

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def test_stopping_rates_nobody_and_is_told_once(client_for: ClientFor) -> None:
    seat = SeatFactory()
    SeatFactory(observation__sitting=seat.observation.sitting)
    heard = []

    def listen(sender: Any, sitting: Any, **kwargs: Any) -> None:
        heard.append(sitting.pk)

    sitting_stopped.connect(listen)
    client_for(seat.rater).post(reverse("assessments:sheet_stop", args=[seat.uuid]))
    stop_sitting(sitting=seat.observation.sitting, actor=seat.rater)
    sitting_stopped.disconnect(listen)
    assert set(Observation.objects.values_list("status", flat=True)) == {"stopped"}
    assert heard == [seat.observation.sitting.pk]
    page = client_for(seat.rater).get(reverse("assessments:sheet", args=[seat.uuid]), follow=True)
    assert b"Nothing is rated" in page.content


@pytest.mark.parametrize("role", ["actor", "peer"])
def test_only_a_rater_may_stop(client_for: ClientFor, role: str) -> None:
    seat = SeatFactory(role=role)
    client, url = client_for(seat.rater), reverse("assessments:sheet_stop", args=[seat.uuid])
    assert client.post(url).status_code == 404
    assert "Stop it now" not in client.get(reverse("assessments:sheet", args=[seat.uuid])).content.decode()
    assert Observation.objects.get().status != "stopped"


def test_rater_who_handed_in_stops_nothing_any_more(client_for: ClientFor) -> None:
    seat = SeatFactory()
    hand_in(seat)
    assert client_for(seat.rater).post(reverse("assessments:sheet_stop", args=[seat.uuid])).status_code == 404


def test_trainee_rates_themselves_without_the_script_of_the_actors(client_for: ClientFor) -> None:
    observation = ObservationFactory()
    seat = SeatFactory(observation=observation, rater=observation.learner, role="self")
    client = client_for(observation.learner)
    page = client.get(reverse("assessments:seat", args=[seat.uuid]), follow=True)
    assert page.redirect_chain == [(reverse("assessments:sheet", args=[seat.uuid]), 302)]
    assert "What the actors do" not in page.content.decode()
    assert "Stop it now" not in page.content.decode()
    client.post(reverse("assessments:sheet_stop", args=[seat.uuid]))
    assert Observation.objects.get().status != "stopped"


def test_what_a_phone_keeps_holds_every_script_of_the_sheet() -> None:
    kept = " ".join(sheet_assets())
    folder = settings.BASE_DIR / "assessments/static/assessments/sheet"
    # These run on pages that ask for a line anyway.
    elsewhere = {"left", "list", "ready"}
    assert {path.stem for path in folder.glob("*.js")} == {*SCRIPTS, *elsewhere}
    assert all(f"assessments/sheet/{name}" in kept for name in SCRIPTS)


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_seats_costs_the_same_however_many(
    client_for: ClientFor, django_assert_num_queries: Callable, many: int
) -> None:
    rater = UserFactory(roles=["supervisor"])
    for _seat in range(many):
        SeatFactory(rater=rater)
    client = client_for(rater)
    client.get(reverse("assessments:seats"))
    with django_assert_num_queries(8):
        page = client.get(reverse("assessments:seats")).content.decode()
    assert page.count("To be rated</p>") == many


def test_nobody_to_rate_is_said(client_for: ClientFor) -> None:
    page = client_for(UserFactory(roles=["supervisor"])).get(reverse("assessments:seats")).content.decode()
    assert "Nothing waits for you." in page


def test_rater_reads_what_is_needed_until_the_sheet_is_in_and_is_seen(client_for: ClientFor) -> None:
    seat = SeatFactory()
    learner = seat.observation.learner
    AccommodationFactory(user=learner, kind="format", value=None, needed="Sits near the door")
    client, url = client_for(seat.rater), reverse("assessments:seat", args=[seat.uuid])
    assert "Sits near the door" in client.get(url).content.decode()
    assert AccessLogEntry.objects.get(subject=learner).what == "needs in a role-play"
    hand_in(seat)
    assert "Sits near the door" not in client.get(url).content.decode()
