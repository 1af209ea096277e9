import pytest
from django.urls import reverse

from certificates.documents.models import Certificate
from certificates.documents.services import make_pdf, reissue_certificate
from lms.common import pdf
from lms.common.signals import person_viewed
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, know, make_certificate
from tests.factories.people import MembershipFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(bool(pdf.trouble()), reason="no Pango")


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def learner(organisation):
    return UserFactory(roles=["trainee"], full_name="Imke Lind", organisation=organisation)


@pytest.fixture
def certificate(learner):
    return make_certificate(AwardFactory(learner=learner))


def words(response) -> str:
    return text_of(next(parse_page(response.content).iter("main")))


def test_own_certificates_say_what_they_are_worth(client_for, learner, certificate) -> None:
    make_certificate(AwardFactory(learner=learner, events=["suspended"]))
    make_certificate()
    said = words(client_for(learner).get("/certificates/"))
    assert "Valid until 31 December 2099" in said
    assert "Not valid at the moment" in said
    assert said.count("Serial") == 2
    assert "has to know your name" in said


def test_page_without_certificates_says_when_one_appears(client_for, learner) -> None:
    ProgrammeVersionFactory(
        code="ahead", title="Foundations", requirements=[{"knowledge": "SAFE-1"}, {"knowledge": "SAFE-2"}]
    )
    know(learner)
    said = words(client_for(learner).get("/certificates/"))
    assert "No certificate yet" in said
    assert "1 of 2 requirements met" in said


def test_own_certificates_ask_for_signing_in(client) -> None:
    response = client.get("/certificates/")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize("number", [1, 3])
def test_own_certificates_cost_the_same_however_many(client_for, learner, number, django_assert_num_queries) -> None:
    for _ in range(number):
        make_certificate(AwardFactory(learner=learner))
    client = client_for(learner)
    client.get("/certificates/")
    with django_assert_num_queries(QUERIES):
        client.get("/certificates/")


QUERIES = 8


def test_replaced_certificate_leaves_the_page_to_the_newer_one(client_for, learner, certificate) -> None:
    newer = reissue_certificate(certificate=certificate, actor=UserFactory(), reason="Name")
    said = words(client_for(learner).get("/certificates/"))
    assert newer.serial in said
    assert certificate.serial not in said


def test_machine_without_engine_says_what_is_missing(client_for, learner, certificate, settings) -> None:
    settings.PDF_ENGINE = "none"
    make_pdf(certificate=certificate)
    said = words(client_for(learner).get("/certificates/"))
    assert "PDFs are switched off on this machine" in said
    assert "Valid until" in said
    assert "Try to make the PDF again" in said


@needs_pango
def test_retry_makes_the_pdf(client_for, learner, certificate, settings) -> None:
    settings.PDF_ENGINE = "none"
    make_pdf(certificate=certificate)
    settings.PDF_ENGINE = "weasyprint"
    client = client_for(learner)
    url = reverse("certificates:retry", args=[certificate.uuid])
    assert client.get(url).status_code == 405
    assert "The PDF is ready." in client.post(url, follow=True).content.decode()
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.STORED


def test_retry_of_somebody_else_is_not_found(client_for, certificate) -> None:
    url = reverse("certificates:retry", args=[certificate.uuid])
    assert client_for(UserFactory(roles=["trainee"])).post(url).status_code == 404


@needs_pango
def test_holder_downloads_the_stored_file(client_for, learner, certificate) -> None:
    made = make_pdf(certificate=certificate)
    response = client_for(learner).get(reverse("certificates:download", args=[certificate.uuid]))
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/pdf"
    assert f"certificate-{certificate.serial}.pdf" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert len(content) == made.pdf.size
    response.close()


def people_around(learner, organisation) -> dict:
    """Who may and who may not have somebody's PDF."""
    supervisor = UserFactory(roles=["supervisor"])
    SupervisionLinkFactory(supervisor=supervisor, trainee=learner, organisation=organisation)
    elsewhere = OrganisationFactory()
    return {
        "supervisor": supervisor,
        "manager": UserFactory(roles=["programme_manager"], organisation=organisation),
        "auditor": UserFactory(roles=["auditor"], organisation=organisation),
        "other trainee": UserFactory(roles=["trainee"], organisation=organisation),
        "other supervisor": UserFactory(roles=["supervisor"], organisation=organisation),
        "editor": UserFactory(roles=["content_editor"], organisation=organisation),
        "manager elsewhere": UserFactory(roles=["programme_manager"], organisation=elsewhere),
    }


@needs_pango
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("manager", 200),
        ("auditor", 200),
        ("other trainee", 404),
        ("other supervisor", 404),
        ("editor", 404),
        ("manager elsewhere", 404),
    ],
)
def test_file_of_somebody_else_is_for_staff_who_reach_them(
    who: str, status: int, client_for, learner, organisation, certificate
) -> None:
    make_pdf(certificate=certificate)
    seen = []

    def listen(viewer, subject, **kwargs) -> None:
        seen.append((viewer, subject))

    viewer = people_around(learner, organisation)[who]
    person_viewed.connect(listen)
    try:
        response = client_for(viewer).get(reverse("certificates:download", args=[certificate.uuid]))
    finally:
        person_viewed.disconnect(listen)
    assert response.status_code == status
    assert seen == ([(viewer, learner)] if status == 200 else [])
    response.close()


@needs_pango
def test_missing_file_is_said_and_logged(client_for, learner, certificate, private_storage, caplog) -> None:
    private_storage.delete(make_pdf(certificate=certificate).pdf.name)
    response = client_for(learner).get(reverse("certificates:download", args=[certificate.uuid]), follow=True)
    assert "There is no PDF of this certificate yet." in response.content.decode()
    assert certificate.serial in caplog.text


def test_absent_certificate_is_not_found(client_for, learner) -> None:
    url = reverse("certificates:download", args=["00000000-0000-4000-8000-000000000000"])
    assert client_for(learner).get(url).status_code == 404


def test_manager_issues_again_and_the_trainee_cannot(client_for, learner, organisation, certificate) -> None:
    url = reverse("certificates:reissue", args=[certificate.uuid])
    manager = people_around(learner, organisation)["manager"]
    assert client_for(learner).post(url, {"reissue_reason": "Me"}).status_code == 404
    assert client_for(manager).get(url).status_code == 405
    refused = client_for(manager).post(url, {"reissue_reason": " "}, follow=True)
    assert "Write down why" in refused.content.decode()
    done = client_for(manager).post(url, {"reissue_reason": "Name corrected"}, follow=True)
    newer = Certificate.objects.get(replaces=certificate)
    assert f"Issued again as {newer.serial}." in done.content.decode()


def test_auditor_cannot_issue_again(client_for, learner, organisation, certificate) -> None:
    auditor = people_around(learner, organisation)["auditor"]
    url = reverse("certificates:reissue", args=[certificate.uuid])
    assert client_for(auditor).post(url, {"reissue_reason": "Try"}).status_code == 404


def test_manager_cannot_issue_their_own_again(client_for, organisation) -> None:
    manager = UserFactory(roles=["programme_manager"])
    MembershipFactory(user=manager, organisation=organisation)
    own = make_certificate(AwardFactory(learner=manager))
    url = reverse("certificates:reissue", args=[own.uuid])
    assert client_for(manager).post(url, {"reissue_reason": "Try"}).status_code == 404
