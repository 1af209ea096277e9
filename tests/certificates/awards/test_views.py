import pytest
from django.urls import reverse

from certificates.awards.choices import AwardStatus
from certificates.awards.models import Award
from certificates.awards.queries import standing
from certificates.awards.services import evaluate
from certificates.documents.services import reissue_certificate
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, know, make_certificate
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def award(organisation):
    return AwardFactory(learner=UserFactory(roles=["trainee"], full_name="Imke Lind", organisation=organisation))


@pytest.fixture
def manager(organisation):
    return UserFactory(roles=["programme_manager"], full_name="Ada Managing", organisation=organisation)


def url(award: Award) -> str:
    return reverse("certificates:award", args=[award.uuid])


def status(award: Award) -> AwardStatus:
    return standing(Award.objects.get(pk=award.pk)).status


def words(response) -> str:
    return text_of(next(parse_page(response.content).iter("main")))


def test_ledger_is_explained(client_for, award, manager) -> None:
    make_certificate(award)
    client = client_for(manager)
    client.post(url(award), {"action": "suspended", "reason": "A complaint is looked into"})
    said = words(client.get(url(award)))
    assert "Not valid at the moment" in said
    assert "every requirement of version 1.0 was met" in said
    assert "Suspended by Ada Managing" in said
    assert "A complaint is looked into" in said
    assert "Not yet: a check in the course asks about it" in said


@pytest.mark.parametrize(
    ("role", "reads", "decides"),
    [
        ("programme_manager", 200, 302),
        ("lead_supervisor", 200, 302),
        ("auditor", 200, 404),
        ("supervisor", 404, 404),
        ("trainee", 404, 404),
        ("content_editor", 404, 404),
        ("clinical_reviewer", 404, 404),
    ],
)
def test_who_reads_and_who_decides(client_for, award, organisation, role: str, reads: int, decides: int) -> None:
    client = client_for(UserFactory(roles=[role], organisation=organisation))
    assert client.get(url(award)).status_code == reads
    assert client.post(url(award), {"action": "revoked", "reason": "Found out"}).status_code == decides
    assert status(award) == (AwardStatus.REVOKED if decides == 302 else AwardStatus.VALID)


def test_manager_of_another_organisation_finds_nothing(client_for, award) -> None:
    stranger = UserFactory(roles=["programme_manager"], organisation=OrganisationFactory())
    assert client_for(stranger).get(url(award)).status_code == 404


def test_supervising_somebody_elsewhere_lets_one_read_but_not_decide(client_for, award) -> None:
    lead = UserFactory(roles=["lead_supervisor"], organisation=OrganisationFactory())
    SupervisionLinkFactory(supervisor=lead, trainee=award.learner)
    client = client_for(lead)
    assert client.get(url(award)).status_code == 200
    assert client.post(url(award), {"action": "revoked", "reason": "Found out"}).status_code == 404
    assert status(award) == AwardStatus.VALID


def test_holder_without_role_finds_nothing(client_for, award) -> None:
    assert client_for(award.learner).get(url(award)).status_code == 404


def test_nobody_signed_in_is_asked_to(client, award) -> None:
    assert client.get(url(award)).status_code == 302


def test_manager_sees_but_does_not_decide_their_own(client_for, manager) -> None:
    own = AwardFactory(learner=manager)
    client = client_for(manager)
    assert "Change it" not in words(client.get(url(own)))
    assert client.post(url(own), {"action": "suspended", "reason": "x"}).status_code == 404


def test_decision_without_reason_comes_back_with_what_is_missing(client_for, award, manager) -> None:
    response = client_for(manager).post(url(award), {"action": "revoked", "reason": ""})
    assert response.status_code == 422
    assert "Something needs another look" in words(response)
    assert status(award) == AwardStatus.VALID


def test_double_click_changes_nothing_more(client_for, award, manager) -> None:
    client = client_for(manager)
    for _ in range(2):
        assert client.post(url(award), {"action": "suspended", "reason": "Complaint"}).status_code == 302
    assert award.events.count() == 2


def test_decision_about_an_ended_award_is_refused_in_words(client_for, award, manager) -> None:
    client = client_for(manager)
    client.post(url(award), {"action": "revoked", "reason": "Found out"})
    response = client.post(url(award), {"action": "reinstated", "reason": "Regret"})
    assert response.status_code == 422
    assert "Change it" not in words(response)
    assert status(award) == AwardStatus.REVOKED


def test_unknown_action_is_refused(client_for, award, manager) -> None:
    assert client_for(manager).post(url(award), {"action": "granted", "reason": "x"}).status_code == 422
    assert award.events.count() == 1


@pytest.mark.parametrize("papers", [1, 3])
def test_award_page_costs_the_same_however_many_papers(
    client_for, award, manager, papers: int, django_assert_num_queries
) -> None:
    certificate = make_certificate(award)
    for _ in range(papers - 1):
        certificate = reissue_certificate(certificate=certificate, actor=manager, reason="Name")
    client = client_for(manager)
    client.get(url(award))
    with django_assert_num_queries(QUERIES):
        client.get(url(award))


QUERIES = 13


def test_list_shows_the_awards_of_ones_own_people(client_for, award, manager) -> None:
    AwardFactory(learner=UserFactory(full_name="Ona Elsewhere", organisation=OrganisationFactory()))
    said = words(client_for(manager).get("/awards/"))
    assert "Imke Lind" in said
    assert "Valid until 31 December 2099" in said
    assert "Ona" not in said


@pytest.mark.parametrize(("typed", "found"), [("imke", True), ("lind im", True), ("berg", False), ("serial", True)])
def test_list_is_searched_by_name_and_serial(client_for, award, manager, typed: str, found: bool) -> None:
    serial = make_certificate(award).serial
    typed = serial[:9].lower() if typed == "serial" else typed
    said = words(client_for(manager).get("/awards/", {"q": typed}))
    assert ("Imke Lind" in said) is found
    assert ("Nothing fits" in said) is not found


def test_empty_list_says_how_an_award_comes_about(client_for, manager) -> None:
    assert "No award yet" in words(client_for(manager).get("/awards/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many(client_for, manager, organisation, rows, django_assert_num_queries) -> None:
    for _ in range(rows):
        AwardFactory(learner=UserFactory(organisation=organisation))
    client = client_for(manager)
    client.get("/awards/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/awards/")


LIST_QUERIES = 7


def test_programme_shows_what_it_takes_to_everybody(client) -> None:
    version = ProgrammeVersionFactory(code="foundations")
    said = words(client.get(reverse("certificates:programme", args=["foundations"])))
    assert version.attests in said
    assert "Show that you know: Role and scope" in said
    assert "Not yet" not in said
    assert "Sign in to see where you stand" in said


def test_programme_shows_where_i_stand(client_for) -> None:
    learner = UserFactory(roles=["trainee"])
    ProgrammeVersionFactory(code="p", requirements=[{"knowledge": "SAFE-1"}, {"observed": "SAFE-2", "level": 3}])
    know(learner)
    said = words(client_for(learner).get("/programmes/p/"))
    assert "1 of 2 met" in said
    assert "Not seen yet: somebody has to watch you do it" in said


def test_programme_shows_the_certificate_i_have_and_its_version(client_for) -> None:
    learner = UserFactory(roles=["trainee"])
    ProgrammeVersionFactory(code="p")
    know(learner)
    evaluate(learner=learner)
    ProgrammeVersionFactory(code="p", version="2.0")
    said = words(client_for(learner).get("/programmes/p/"))
    assert "You have this certificate." in said
    assert "There is a version 2.0 by now" in said


def test_unknown_programme_is_not_found(client) -> None:
    assert client.get("/programmes/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("role", "reads"), [("programme_manager", True), ("lead_supervisor", True), ("auditor", False)]
)
def test_reasons_are_for_those_who_decide(client_for, organisation, role: str, reads: bool) -> None:
    found = AwardFactory(learner__organisation=organisation, events=["suspended"])
    page = words(client_for(UserFactory(roles=[role], organisation=organisation)).get(url(found)))
    assert ("Asked for by the lead" in page) is reads
    assert ("Reasons are for those who decide about awards." in page) is not reads
