"""What a phone sends, and what it is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.observations.models import Observation, Rating, RatingSheet
from assessments.observations.services import stop_sitting
from assessments.signals import sitting_stopped
from tests.factories.observations import SKILLED, SeatFactory, hand_in, tap, taps_for
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def send(client: Client, seat: Any, name: str, **data: Any) -> Any:
    url = reverse(f"assessments:sheet_{name}", args=[seat.uuid])
    return client.post(url, json.dumps(data), content_type="application/json")


@pytest.mark.parametrize("many", [1, 60])
def test_a_packet_costs_at_most_ten_queries(
    client_for: ClientFor, django_assert_max_num_queries: Callable, many: int
) -> None:
    seat = SeatFactory()
    client = client_for(seat.rater)
    send(client, seat, "taps", taps=[tap(1, behaviour="SAFE-1.B1", mark="obs")])
    taps = [tap(n + 2, behaviour="SAFE-1.B1", mark="obs") for n in range(many)]
    with django_assert_max_num_queries(10):
        answer = send(client, seat, "taps", taps=taps)
    assert answer.json()["sequence"] == many + 1


def test_state_says_whose_it_is_and_nothing_of_another(client_for: ClientFor) -> None:
    seat = SeatFactory(observation__learner__full_name="Imke L.")
    other = SeatFactory(observation=seat.observation)
    hand_in(other, {"SAFE-1.H1": "obs"})
    said = client_for(seat.rater).get(reverse("assessments:sheet_state", args=[seat.uuid])).json()
    assert (said["who"], said["status"], said["state"]["values"]) == ("Imke L.", "draft", {})
    assert said["csrf"]


@pytest.mark.parametrize("body", ["", "[]", "no json", '{"taps": 3}', '{"taps": [{"kind": "mark"}]}'])
def test_what_is_no_packet_is_refused_and_nothing_kept(client_for: ClientFor, body: str) -> None:
    seat = SeatFactory()
    url = reverse("assessments:sheet_taps", args=[seat.uuid])
    answer = client_for(seat.rater).post(url, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["words"]
    assert not Rating.objects.filter(events__isnull=False).exists()


def test_submit_says_what_is_open_and_then_the_same_twice(client_for: ClientFor) -> None:
    seat = SeatFactory()
    client = client_for(seat.rater)
    answer = send(client, seat, "submit", taps=[tap(1, behaviour="GRP-1.H1", mark="obs")])
    assert answer.status_code == 422
    assert [row["field"] for row in answer.json()["missing"]] == ["seen-SAFE-1", "harm-GRP-1.H1"]
    first = send(client, seat, "submit", taps=taps_for({**SKILLED, "GRP-1.H1": "obs"}, first=2))
    assert first.json()["levels"]["GRP-1"]["level"] == 1
    assert send(client, seat, "submit", taps=[]).json() == first.json()
    assert RatingSheet.objects.count() == 1


def test_late_taps_are_told_and_taken_over_with_a_reason(client_for: ClientFor) -> None:
    seat = SeatFactory()
    hand_in(seat)
    client, late = client_for(seat.rater), [tap(90, behaviour="GRP-1.B1", mark="not")]
    answer = send(client, seat, "taps", taps=late)
    assert (answer.status_code, answer.json()["code"]) == (409, "sheet_submitted")
    assert send(client, seat, "change", taps=late).status_code == 422
    assert send(client, seat, "change", taps=late, reason="Tapped on the other phone.").json()["number"] == 2


def test_page_for_a_phone_to_keep_names_nobody(client_for: ClientFor) -> None:
    seat = SeatFactory(observation__learner__full_name="Imke Lindqvist")
    SeatFactory(
        rater=seat.rater, observation__sitting=seat.observation.sitting, observation__learner__full_name="Zoë A."
    )
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    page = client.get(url).content.decode()
    assert "Imke Lindqvist" in page
    assert "Zoë A." in page
    shell = client.get(url, {"shell": "1"}).content.decode()
    assert "Imke" not in shell
    assert "Zoë" not in shell
    assert "Trainee 2" in shell


def test_form_without_a_script_keeps_what_is_typed_where_a_reason_is_missing(client_for: ClientFor) -> None:
    seat = SeatFactory()
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    sent = {f"mark-{code}": mark for code, mark in SKILLED.items()}
    answer = client.post(url, {**sent, "level-GRP-1": "4", "do": "submit"})
    assert answer.status_code == 422
    assert "GRP-1: say why your level is another one." in answer.content.decode()
    client.post(url, {**sent, "level-GRP-1": "4", "reason-GRP-1": "The line was bad.", "do": "submit"})
    assert RatingSheet.objects.get().levels["GRP-1"] == {"computed": 3, "level": 4, "reason": "The line was bad."}


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
