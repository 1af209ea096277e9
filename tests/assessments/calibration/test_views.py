"""Pages of raters, their leads and reviewers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.calibration import services
from assessments.calibration.models import CalibrationSheet
from tests.factories.calibration import MARKS, calibration_set, certified, rate_all
from tests.factories.people import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def rater() -> Any:
    return UserFactory(roles=["supervisor"], full_name="Samir Haddad")


def first_sheet(rater: Any) -> CalibrationSheet:
    calibration_set()
    return services.begin_run(rater=rater).sheets.first()


def test_nothing_of_the_reference_shows_before_the_sheet_is_in(client_for: ClientFor, rater: Any) -> None:
    sheet = first_sheet(rater)
    page = client_for(rater).get(reverse("assessments:calibration_sheet", args=[sheet.uuid])).content.decode()
    assert "Good evening." in page
    assert "See line 1" not in page
    early = client_for(rater).get(reverse("assessments:calibration_feedback", args=[sheet.uuid]))
    assert early.url == reverse("assessments:calibration_sheet", args=[sheet.uuid])


def test_handing_in_leads_to_a_reason_for_each_behaviour(client_for: ClientFor, rater: Any) -> None:
    sheet, client = first_sheet(rater), client_for(rater)
    url = reverse("assessments:calibration_sheet", args=[sheet.uuid])
    assert client.post(url, {"do": "submit"}).status_code == 422
    sent = {f"mark-{code}": mark for code, mark in MARKS["c01"].items()} | {"mark-GRP-1.B2": "not"}
    answer = client.post(url, {**sent, "seen-GRP-1": "1", "do": "submit"}, follow=True)
    page = answer.content.decode()
    assert "differ in 1 behaviour" in page
    assert page.count("See line 1 for") == 10
    assert "Reference, by the authors" in page
    client.post(answer.wsgi_request.path, {"behaviour": "GRP-1.B2", "text": "I did not hear it."})
    assert "I did not hear it." in client.get(answer.wsgi_request.path).content.decode()


def test_ticks_are_kept_as_one_goes(client_for: ClientFor, rater: Any) -> None:
    sheet, client = first_sheet(rater), client_for(rater)
    url = reverse("assessments:calibration_sheet", args=[sheet.uuid])
    answer = client.post(url, {"mark-GRP-1.B1": "obs", "sequence": "3"}, headers={"Accept": "application/json"})
    assert answer.json()["saved_at"]
    assert CalibrationSheet.objects.get(pk=sheet.pk).state["values"]["mark:GRP-1.B1"]["mark"] == "obs"


def test_missed_harm_is_told_first(client_for: ClientFor, rater: Any) -> None:
    calibration_set()
    run = rate_all(rater, **{"SAFE-1.H1": "not"})
    sheet = run.sheets.get(version__performance__code="c02")
    page = client_for(rater).get(reverse("assessments:calibration_feedback", args=[sheet.uuid])).content.decode()
    assert "Something harmful was there that your sheet does not show." in page
    home = client_for(rater).get(reverse("assessments:calibration")).content.decode()
    assert "Not yet" in home
    assert "Harm found: 0%, asked 100%" in home


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_raters_costs_the_same_however_many(
    client_for: ClientFor, django_assert_num_queries: Callable, many: int
) -> None:
    calibration_set()
    organisation = OrganisationFactory()
    lead = UserFactory(roles=["lead_supervisor"], full_name="Zora Lead", organisation=organisation)
    for _rater in range(many):
        rate_all(UserFactory(roles=["supervisor"], organisation=organisation))
    client = client_for(lead)
    client.get(reverse("assessments:raters"))
    with django_assert_num_queries(8):
        page = client.get(reverse("assessments:raters")).content.decode()
    assert page.count("Certified") == many


def test_lead_pauses_a_rater_who_reads_why(client_for: ClientFor, rater: Any) -> None:
    certified(rater)
    organisation = OrganisationFactory()
    MembershipFactory(user=rater, organisation=organisation)
    lead = UserFactory(roles=["lead_supervisor"], organisation=organisation)
    client, url = client_for(lead), reverse("assessments:rater", args=[rater.uuid])
    refused = client.post(url, {"do": "pause", "reason": ""})
    assert (refused.status_code, b"Please say why" in refused.content) == (422, True)
    client.post(url, {"do": "pause", "reason": "Two weeks off."})
    assert b"Paused: Two weeks off." in client_for(rater).get(reverse("assessments:calibration")).content


def test_reviewer_signs_a_reference(client_for: ClientFor) -> None:
    version, _other = calibration_set()
    client = client_for(UserFactory(roles=["clinical_reviewer"], full_name="Noor Ali"))
    assert b"Performance c01" in client.get(reverse("assessments:references")).content
    page = client.post(reverse("assessments:reference", args=[version.uuid]), follow=True).content.decode()
    assert "You have signed it." in page
    assert version.signatures.get().name == "Noor Ali"
