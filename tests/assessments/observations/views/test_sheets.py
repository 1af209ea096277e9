"""The sheet as a page, and as a plain form."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.competencies.services import publish_framework
from assessments.instruments.services import publish_instrument
from assessments.observations.models import RatingSheet
from lms.common import clock
from tests.factories.observations import SKILLED, SeatFactory, framework_data, hand_in, kit_data
from tests.html import parse_page

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


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


def test_page_to_keep_is_not_given_once_it_is_handed_in(client_for: ClientFor) -> None:
    seat = SeatFactory(observation__learner__full_name="Imke Lindqvist")
    hand_in(seat)
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    assert client.get(url, {"shell": "1"}).status_code == 302
    ready = client.get(reverse("assessments:seat", args=[seat.uuid])).content.decode()
    assert "data-keep" not in ready
    assert "You handed this sheet in already." in ready


def test_sheets_beside_one_are_those_that_can_still_be_tapped(client_for: ClientFor) -> None:
    seat = SeatFactory(observation__learner__full_name="Imke L.")
    sitting, names = seat.observation.sitting, ("Noor A.", "Zoë B.")
    others = [
        SeatFactory(rater=seat.rater, observation__sitting=sitting, observation__learner__full_name=name)
        for name in names
    ]
    hand_in(others[0])
    page = parse_page(client_for(seat.rater).get(reverse("assessments:sheet", args=[seat.uuid])).content.decode())
    forms = [form.get("id") for form in page.iter("form") if form.get("id", "").startswith("sheet-")]
    assert forms == [f"sheet-{seat.uuid}", f"sheet-{others[1].uuid}"]


def test_note_of_a_form_is_about_a_behaviour_or_about_none(client_for: ClientFor) -> None:
    seat = SeatFactory()
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    note = {"do": "save", "note-seen": "Named the exit.", "note-minutes": "6"}
    page = client.post(url, {**note, "note-about": "SAFE-1.B1"}, follow=True).content.decode()
    assert "06:00" in page
    client.post(url, {**note, "note-about": "X.Y"})
    hand_in(seat)
    assert [row["behaviour"] for row in RatingSheet.objects.get().notes].count("SAFE-1.B1") == 1
    assert {row["behaviour"] for row in RatingSheet.objects.get().notes} == {"", "SAFE-1.B1"}


def test_change_that_is_not_taken_gives_back_what_was_typed(client_for: ClientFor) -> None:
    seat = SeatFactory()
    hand_in(seat)
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    sent = {"mark-GRP-1.H1": "obs", "why": "Heard it again.", "note-seen": "At the door.", "note-about": "GRP-1.H1"}
    answer = client.post(f"{url}?change", sent)
    assert answer.status_code == 422
    page = parse_page(answer.content.decode())
    marks = [
        box.get("value") for box in page.iter("input") if box.get("name") == "mark-GRP-1.H1" and "checked" in box.attrib
    ]
    fields = {box.get("name"): box.get("value") for box in page.iter("input")}
    chosen = [one.get("value") for one in page.iter("option") if "selected" in one.attrib]
    assert (marks, fields["why"], "GRP-1.H1" in chosen) == (["obs"], "Heard it again.", True)
    assert "At the door." in answer.content.decode()
    client.post(f"{url}?change", {**sent, "harm-GRP-1.H1": "Laughed at it."})
    second = RatingSheet.objects.get(number=2)
    assert (second.harms, second.reason) == ({"GRP-1.H1": "Laughed at it."}, "Heard it again.")
    assert "Heard it again." in client.get(url).content.decode()


def test_sheet_stays_as_it_is_when_its_time_is_over(client_for: ClientFor) -> None:
    seat = SeatFactory()
    hand_in(seat)
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    assert "Change it, with a reason" in client.get(url).content.decode()
    with clock.moved(timedelta(hours=25)):
        assert "This one stays as it is" in client.get(url).content.decode()
        answer = client.post(f"{url}?change", {"mark-GRP-1.B1": "not", "why": "Late thought."})
    assert answer.status_code == 422
    assert "A sheet can be changed for 24 hours" in answer.content.decode()


def test_sheet_stays_on_its_version_when_the_kit_changes(client_for: ClientFor) -> None:
    seat = SeatFactory()
    client, url = client_for(seat.rater), reverse("assessments:sheet", args=[seat.uuid])
    before = client.get(url).content.decode()
    data = framework_data("1.1")
    for domain in data["domains"]:
        domain["competencies"][0]["behaviours"][1]["text"] = "Says it in another way"
    publish_framework(data=data)
    publish_instrument(kit=kit_data(title="Opening, anew"))
    after = client.get(url).content.decode()
    assert "Does basic thing 1" in after
    assert "another way" not in after
    assert ("Opening, anew" in after, "Opening online" in before) == (False, True)
