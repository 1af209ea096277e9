import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from certificates.awards.services import reinstate_award, revoke_award, suspend_award
from certificates.documents.serials import ALPHABET, new_serial, read
from certificates.documents.services import reissue_certificate, remove_name
from certificates.verification import limits
from tests.factories.certificates import AwardFactory, make_certificate
from tests.factories.people import UserFactory
from tests.html import parse_page, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]


@pytest.fixture
def _november():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"])


def page(client, certificate, status: int = 200, **post: str):
    """The page of a certificate: its words, and its headline."""
    url = reverse("certificates:verify_code", args=[getattr(certificate, "serial", certificate)])
    response = client.post(url, post) if post else client.get(url)
    assert response.status_code == status
    root = parse_page(response.content)
    return text_of(next(root.iter("main"))), text_of(next(root.iter("h1")))


def mistyped(serial: str) -> str:
    """The serial with one wrong letter in its random part."""
    letter = ALPHABET[(ALPHABET.index(serial[8]) + 1) % 32]
    return serial[:8] + letter + serial[9:]


def test_valid_certificate_says_until_when(client) -> None:
    certificate = make_certificate(valid_until=date(2028, 11, 22))
    words, headline = page(client, certificate)
    assert headline == "Valid until 22 November 2028"
    assert "valid today, 23 November 2026" in words
    assert "Checked today, 23 November 2026" in words
    assert "Foundations of peer support" in words
    assert certificate.serial in words


def test_certificate_without_an_end_is_valid(client) -> None:
    assert page(client, make_certificate(valid_until=None))[1] == "Valid"


def test_expired_certificate_says_since_when(client) -> None:
    certificate = make_certificate(valid_until=date(2026, 11, 22))
    words, headline = page(client, certificate)
    assert headline == "Expired on 22 November 2026"
    assert "valid today" not in words


def test_last_day_still_counts(client) -> None:
    assert page(client, make_certificate(valid_until=date(2026, 11, 23)))[1].startswith("Valid until")


def test_decision_shows_at_once_and_without_its_reason(client, manager) -> None:
    certificate = make_certificate(valid_until=date(2028, 11, 22))
    award = certificate.award
    assert page(client, certificate)[1].startswith("Valid")
    suspend_award(award=award, actor=manager, reason="A complaint came in")
    words, headline = page(client, certificate)
    assert headline == "Not valid at the moment"
    assert "complaint" not in words
    reinstate_award(award=award, actor=manager, reason="Cleared")
    assert page(client, certificate)[1].startswith("Valid")
    revoke_award(award=award, actor=manager, reason="A second complaint")
    words, headline = page(client, certificate)
    assert headline == "No longer valid"
    assert "complaint" not in words
    assert "Valid until" not in words


def test_given_back_looks_like_revoked(client) -> None:
    given, revoked = (make_certificate(events=[kind]) for kind in ("withdrawn", "revoked"))
    one, other = page(client, given)[0], page(client, revoked)[0]
    assert one.replace(given.serial, "") == other.replace(revoked.serial, "")


def test_replaced_certificate_asks_for_the_newer_code(client, manager) -> None:
    old = make_certificate()
    newer = reissue_certificate(certificate=old, actor=manager, reason="Name corrected")
    words, headline = page(client, old)
    assert headline == "Replaced by a newer one"
    assert "Replaced on 23 November 2026" in words
    assert newer.serial not in words
    assert page(client, newer)[1].startswith("Valid")


def test_revoked_beats_replaced(client, manager) -> None:
    old = make_certificate()
    reissue_certificate(certificate=old, actor=manager, reason="Name corrected")
    revoke_award(award=old.award, actor=manager, reason="Found out")
    assert page(client, old)[1] == "No longer valid"


def test_specimen_is_marked(client) -> None:
    assert "SPECIMEN – fictional" in page(client, make_certificate(is_demo=True))[0]
    assert "SPECIMEN" not in page(client, make_certificate())[0]


def test_name_stands_there_only_if_its_holder_agreed(client) -> None:
    shy = make_certificate(full_name="Selam Haile")
    open_one = make_certificate(full_name="Imke Lind", name_public=True)
    assert "Selam" not in page(client, shy)[0]
    words = page(client, open_one)[0]
    assert "Imke Lind" in words
    assert "Check this name" not in words


def test_name_of_a_revoked_certificate_is_not_shown(client) -> None:
    certificate = make_certificate(full_name="Imke Lind", name_public=True, events=["revoked"])
    assert "Imke" not in page(client, certificate)[0]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("selam haile", "The name matches."), ("Selam", "The name does not match."), ("", "Type the name that stands")],
)
def test_typed_name_is_compared(client, typed: str, answer: str) -> None:
    certificate = make_certificate(full_name="Selam Haile")
    words = page(client, certificate, name=typed)[0]
    assert answer in words
    assert "Selam Haile" not in words


def test_name_of_a_revoked_certificate_cannot_be_tried(client) -> None:
    certificate = make_certificate(full_name="Selam Haile", events=["revoked"])
    assert "match" not in page(client, certificate, name="Selam Haile")[0]


def test_removed_name_cannot_be_tried_and_the_rest_stays_true(client) -> None:
    certificate = make_certificate(full_name="Selam Haile", valid_until=date(2028, 11, 22))
    remove_name(learner=certificate.award.learner)
    words, headline = page(client, certificate, name="Selam Haile")
    assert headline == "Valid until 22 November 2028"
    assert "had the name removed" in words
    assert "matches" not in words


def test_tampered_code_is_unknown_and_said_to_be_mistyped(client) -> None:
    certificate = make_certificate()
    words, headline = page(client, mistyped(certificate.serial), status=404)
    assert headline == "We know no certificate with this code"
    assert "mistyped" in words


def test_sound_code_of_nothing_is_unknown(client) -> None:
    serial = new_serial(2026)
    assert read(serial).is_sound
    words, headline = page(client, serial, status=404)
    assert headline == "We know no certificate with this code"
    assert "mistyped" not in words


@pytest.mark.parametrize(
    "code", ["x", "HS-2026", "<script>alert(1)</script>", "é" * 200, "../../etc", "%00", "0" * 400]
)
def test_nonsense_gets_the_same_answer(client, code: str) -> None:
    response = client.get(reverse("certificates:verify"), {"code": code})
    assert response.status_code in (200, 404)
    assert b"<script>alert" not in response.content
    parse_page(response.content)


def test_form_leads_to_the_answer_however_the_code_is_typed(client) -> None:
    certificate = make_certificate()
    typed = certificate.serial.lower().replace("-", " ")
    response = client.get(reverse("certificates:verify"), {"code": typed}, follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/verify/{certificate.serial}/")
    assert response.status_code == 200


def test_empty_form_says_what_to_type(client) -> None:
    assert "<form" in client.get("/verify/").content.decode()
    assert "Type the code that stands on the certificate." in client.get("/verify/?code=").content.decode()


def test_answers_are_neither_stored_nor_indexed(client) -> None:
    for path in ("/verify/", f"/verify/{make_certificate().serial}/", "/verify/nothing/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert re.search(r'<meta name="robots" content="noindex', response.content.decode())


@pytest.mark.parametrize("events", [[], ["suspended", "reinstated", "suspended"]])
def test_check_costs_at_most_three_queries(client, events: list[str], django_assert_num_queries) -> None:
    certificate = make_certificate(events=events)
    client.get("/verify/")
    with django_assert_num_queries(2):
        client.get(f"/verify/{certificate.serial}/")


def test_unknown_code_costs_the_same_as_a_mistyped_one(client, django_assert_num_queries) -> None:
    certificate = make_certificate()
    client.get("/verify/")
    for code in (mistyped(certificate.serial), "HS-2026-0000-0000-00", "nonsense"):
        with django_assert_num_queries(3):
            client.get(f"/verify/{code}/")


def test_too_many_questions_are_asked_to_wait_kindly(client) -> None:
    certificate = make_certificate()
    for _ in range(limits.LOOKUPS.times):
        client.get(f"/verify/{certificate.serial}/")
    response = client.get(f"/verify/{certificate.serial}/")
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    assert "noindex" in response["X-Robots-Tag"]
    assert "Come back in 10 minutes" in text_of(parse_page(response.content))
    assert client.get(f"/verify/{certificate.serial}/", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_names_cannot_be_guessed_by_trying(client) -> None:
    certificate = make_certificate(full_name="Selam Haile")
    url = f"/verify/{certificate.serial}/"
    for _ in range(limits.NAMES_BY_ADDRESS.times):
        assert client.post(url, {"name": "Somebody"}).status_code == 200
    assert client.post(url, {"name": "Selam Haile"}).status_code == 429
    assert client.get(url).status_code == 200


def test_names_cannot_be_guessed_from_many_addresses(client) -> None:
    certificate = make_certificate(full_name="Selam Haile")
    for place in range(limits.NAMES_BY_CERTIFICATE.times):
        client.post(f"/verify/{certificate.serial}/", {"name": "X"}, REMOTE_ADDR=f"192.0.2.{place}")
    response = client.post(f"/verify/{certificate.serial}/", {"name": "Selam Haile"}, REMOTE_ADDR="198.51.100.1")
    assert response.status_code == 429


def test_two_awards_of_one_person_are_answered_apart(client) -> None:
    learner = UserFactory()
    good, bad = AwardFactory(learner=learner), AwardFactory(learner=learner, events=["revoked"])
    assert page(client, make_certificate(award=good))[1].startswith("Valid")
    assert page(client, make_certificate(award=bad))[1] == "No longer valid"
