"""What a phone sends, and what it is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.observations.models import Rating, RatingSheet
from tests.factories.calibration import calibration_set
from tests.factories.observations import SKILLED, SeatFactory, hand_in, tap, taps_for

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


def test_rater_who_may_not_hand_in_is_told_why_and_keeps_the_taps(client_for: ClientFor) -> None:
    seat = SeatFactory()
    calibration_set()
    client = client_for(seat.rater)
    assert (
        "You can draft, not hand in yet" in client.get(reverse("assessments:seat", args=[seat.uuid])).content.decode()
    )
    answer = send(client, seat, "submit", taps=taps_for(SKILLED))
    assert (answer.status_code, answer.json()["code"]) == (422, "rater_not_ready")
    assert answer.json()["words"].startswith("Your sheet is kept, and can’t be handed in yet")
    assert Rating.objects.get(seat=seat).status == "draft"
    assert Rating.objects.get(seat=seat).events.count() == len(SKILLED)


@pytest.mark.parametrize(("status", "code"), [("stopped", "sheet_stopped"), ("agreed", "sheet_settled")])
def test_taps_after_the_end_are_told_why_they_do_not_count(client_for: ClientFor, status: str, code: str) -> None:
    seat = SeatFactory(observation__status=status)
    client = client_for(seat.rater)
    answer = send(client, seat, "taps", taps=[tap(1, behaviour="GRP-1.B1", mark="obs")])
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    said = client.get(reverse("assessments:sheet_state", args=[seat.uuid])).json()
    assert (said["open"], said["code"], said["words"]) == (False, code, answer.json()["words"])
    page = client.get(reverse("assessments:sheet", args=[seat.uuid]), follow=True)
    assert page.redirect_chain
    assert said["words"] in page.content.decode() or "stopped" in page.content.decode()
