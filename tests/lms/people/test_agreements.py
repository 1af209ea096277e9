import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.common import clock
from lms.people.choices import AgreementKind
from lms.people.errors import AgreementNotInForce
from lms.people.models import Acknowledgement
from lms.people.queries import agreements_in_force, pending_agreements
from lms.people.services import accept_agreement
from tests.factories.people import AgreementFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db

PAGE = "/me/agreements/"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def conduct():
    return AgreementFactory(kind=AgreementKind.CONDUCT, in_force_from=clock.now() - HOUR)


@pytest.fixture
def adult():
    return AgreementFactory(kind=AgreementKind.ADULT, title="Adults only", in_force_from=clock.now() - HOUR)


def tick(*agreements, **more):
    return {f"agreement-{agreement.uuid}": "on" for agreement in agreements} | more


def test_first_visit_leads_to_the_texts_and_back(client_for, conduct, adult):
    client = client_for(UserFactory())
    answer = client.get("/me/?tab=1")
    assert answer.url == f"{PAGE}?next=%2Fme%2F%3Ftab%3D1"
    page = client.get(answer.url)
    words = text_of(parse_page(page.content))
    assert "Code of conduct" in words
    assert "Adults only" in words
    assert client.post(PAGE, tick(conduct, adult, next="/me/?tab=1")).url == "/me/?tab=1"
    assert client.get("/me/").status_code == 200


def test_every_box_has_to_be_ticked(client_for, conduct, adult):
    person = UserFactory()
    answer = client_for(person).post(PAGE, tick(conduct))
    assert "Tick the box if you agree" in text_of(parse_page(answer.content))
    assert not Acknowledgement.objects.exists()


def test_after_agreeing_nobody_is_sent_to_another_site(client_for, conduct):
    answer = client_for(UserFactory()).post(PAGE, tick(conduct, next="https://evil.example/"))
    assert answer.url == settings.LOGIN_REDIRECT_URL


def test_agreeing_twice_is_once(client_for, conduct):
    client = client_for(UserFactory())
    for _turn in range(2):
        assert client.post(PAGE, tick(conduct, next="/me/")).url == "/me/"
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("path", ["/crisis/", "/sw.js", "/accounts/logout/", "/healthz", "/accounts/2fa/"])
def test_what_must_stay_open_stays_open(client_for, conduct, path):
    answer = client_for(UserFactory()).get(path)
    assert PAGE not in answer.get("Location", "")


def test_nobody_is_asked_before_sign_in(client, conduct):
    assert client.get("/crisis/").status_code == 200
    assert client.get("/me/").url.startswith(reverse("account_login"))


def test_once_accepted_it_costs_no_query(client_for, conduct):
    client = client_for(UserFactory(acknowledged=True))
    client.get("/me/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/me/")
    touched = [query["sql"] for query in queries if "people_a" in query["sql"]]
    assert touched == []


def test_new_version_asks_again(client_for, conduct):
    client = client_for(UserFactory(acknowledged=True))
    assert client.get("/me/").status_code == 200
    AgreementFactory(kind=AgreementKind.CONDUCT, in_force_from=clock.now())
    assert client.get("/me/").url.startswith(PAGE)


def test_new_version_does_not_take_away_what_somebody_sends(client_for, conduct):
    person = UserFactory(acknowledged=True)
    AgreementFactory(kind=AgreementKind.CONDUCT, in_force_from=clock.now())
    answer = client_for(person).post("/me/", {"full_name": "New Name", "time_zone": "UTC"})
    assert answer.url == "/me/"
    person.refresh_from_db()
    assert person.full_name == "New Name"


def test_nothing_can_be_sent_before_the_first_agreement(client_for, conduct):
    person = UserFactory(full_name="Old Name")
    assert client_for(person).post("/me/", {"full_name": "New Name", "time_zone": "UTC"}).url == PAGE
    person.refresh_from_db()
    assert person.full_name == "Old Name"


def test_version_of_tomorrow_is_not_asked_for_until_then(client_for, conduct):
    person = UserFactory(acknowledged=True)
    coming = AgreementFactory(kind=AgreementKind.CONDUCT, in_force_from=clock.now() + HOUR)
    assert pending_agreements(person) == []
    with time_machine.travel(clock.now() + 2 * HOUR):
        assert pending_agreements(person) == [coming]
        assert client_for(person).get("/me/").url.startswith(PAGE)


def test_only_the_newest_of_each_kind_is_in_force(conduct, adult):
    newer = AgreementFactory(kind=AgreementKind.CONDUCT, in_force_from=clock.now(), order=5)
    assert agreements_in_force() == [adult, newer]
    with pytest.raises(AgreementNotInForce):
        accept_agreement(user=UserFactory(), agreement=conduct)


def test_accepted_texts_can_be_read_again(client_for, conduct):
    page = client_for(UserFactory(acknowledged=True)).get(PAGE).content
    assert "Be kind to each other." in text_of(parse_page(page))


def test_markup_in_a_text_is_shown_not_obeyed(client_for):
    AgreementFactory(body="<script>alert(1)</script> **bold**", in_force_from=clock.now() - HOUR)
    page = client_for(UserFactory()).get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<strong>bold</strong>" in page
