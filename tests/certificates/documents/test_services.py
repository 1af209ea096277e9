import hashlib
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from certificates.awards.choices import EventKind
from certificates.documents.errors import AlreadyReplaced, NameGone, NotInForce, ReasonMissing
from certificates.documents.models import Certificate
from certificates.documents.queries import file_troubles, without_pdf
from certificates.documents.services import issue_certificate, make_pdf, reissue_certificate, remove_name
from certificates.signals import certificate_issued
from lms.common import due, pdf
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, know, make_certificate
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(bool(pdf.trouble()), reason="no Pango")


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"])


@pytest.fixture
def issued():
    """What was told by certificate_issued."""
    told = []

    def listen(certificate, **kwargs) -> None:
        told.append(certificate.serial)

    certificate_issued.connect(listen)
    yield told
    certificate_issued.disconnect(listen)


def test_snapshot_freezes_what_stood_there(settings) -> None:
    organisation = OrganisationFactory(name="Circle of Leith")
    version = ProgrammeVersionFactory(organisation=organisation, caveat="It is no licence.")
    award = AwardFactory(learner__full_name="  Zoe\u0308   Haile ", version=version)
    snapshot = issue_certificate(award=award).snapshot
    assert snapshot["name"] == "Zoë Haile"
    assert (snapshot["programme"], snapshot["version"]) == ("Foundations of peer support", "1.0")
    assert (snapshot["issuer"], snapshot["caveat"]) == ("Circle of Leith", "It is no licence.")
    assert snapshot["verify_url"] == f"{settings.SITE_URL}/verify/{snapshot['serial']}/"
    assert snapshot["valid_until"] == "2099-12-31"
    assert snapshot["specimen"] is False


@pytest.mark.parametrize("who", ["person", "programme"])
def test_fictional_person_or_programme_makes_a_specimen(who: str) -> None:
    award = AwardFactory(learner__is_demo=who == "person", version=ProgrammeVersionFactory(is_demo=who == "programme"))
    assert issue_certificate(award=award).snapshot["specimen"] is True


def test_changed_name_or_programme_changes_no_certificate() -> None:
    certificate = make_certificate(full_name="Imke Lind")
    learner = certificate.award.learner
    learner.full_name = "Imke Berg"
    learner.save()
    certificate.refresh_from_db()
    assert certificate.snapshot["name"] == "Imke Lind"


def test_issue_twice_gives_back_the_same_certificate() -> None:
    award = AwardFactory()
    assert issue_certificate(award=award) == issue_certificate(award=award)


@needs_pango
def test_grant_leads_to_a_stored_pdf_with_its_hash(on_commit, issued) -> None:
    learner = UserFactory()
    ProgrammeVersionFactory()
    with on_commit():
        know(learner)
    certificate = Certificate.objects.get(award__learner=learner)
    assert certificate.status == Certificate.Status.STORED
    with certificate.pdf.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-1.7")
    assert certificate.sha256 == hashlib.sha256(content).hexdigest()
    assert issued == [certificate.serial]
    assert list(file_troubles()) == []


@needs_pango
def test_pdf_is_made_once(issued) -> None:
    certificate = make_pdf(certificate=make_certificate())
    stored = certificate.sha256
    stale = Certificate.objects.get(pk=certificate.pk)
    stale.status = Certificate.Status.WAITING
    assert make_pdf(certificate=stale).sha256 == stored
    assert len(issued) == 1


@needs_pango
def test_certificate_without_engine_is_valid_and_gets_its_pdf_later(settings, on_commit, issued, caplog) -> None:
    settings.PDF_ENGINE = "none"
    with on_commit():
        certificate = make_certificate()
    certificate.refresh_from_db()
    assert (certificate.status, certificate.trouble) == (Certificate.Status.TROUBLE, "pdf_unavailable")
    assert issued == []
    assert "has no PDF yet" in caplog.text
    out, err = StringIO(), StringIO()
    call_command("make_certificates", stdout=out, stderr=err)
    assert "switched off" in err.getvalue()
    settings.PDF_ENGINE = "weasyprint"
    call_command("make_certificates", stdout=out, stderr=err)
    certificate.refresh_from_db()
    assert (certificate.status, certificate.trouble) == (Certificate.Status.STORED, "")
    assert out.getvalue() == "1 PDFs made.\n"
    assert issued == [certificate.serial]


@needs_pango
def test_broken_snapshot_is_trouble_and_does_not_stop_the_others(caplog) -> None:
    broken, fine = make_certificate(), make_certificate()
    broken.snapshot = {**broken.snapshot, "paper": "papyrus"}
    broken.save()
    err = StringIO()
    call_command("make_certificates", stdout=StringIO(), stderr=err)
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.status, broken.trouble) == (Certificate.Status.TROUBLE, "broken")
    assert fine.status == Certificate.Status.STORED
    assert "1 could not be made" in err.getvalue()
    assert broken.serial in caplog.text


def test_award_without_certificate_gets_one_by_command(settings) -> None:
    settings.PDF_ENGINE = "none"
    award = AwardFactory()
    call_command("make_certificates", stdout=StringIO(), stderr=StringIO())
    assert award.certificates.count() == 1


def test_reissue_carries_the_new_name_and_replaces_the_old(manager) -> None:
    old = make_certificate(full_name="Imke Lind")
    learner = old.award.learner
    learner.full_name = "Imke Berg"
    learner.save()
    new = reissue_certificate(certificate=old, actor=manager, reason="Married")
    old.refresh_from_db()
    assert new.serial != old.serial
    assert (old.snapshot["name"], new.snapshot["name"]) == ("Imke Lind", "Imke Berg")
    assert old.replaced_by == new
    event = old.award.events.get(kind=EventKind.REISSUED)
    assert (event.actor, event.reason) == (manager, "Married")
    line = ModelLogEntry.objects.get(action="certificate.reissue")
    assert "Married" not in str(line.data)


def test_reissue_by_double_click_makes_one(manager) -> None:
    old = make_certificate()
    first = reissue_certificate(certificate=old, actor=manager, reason="Name corrected")
    assert reissue_certificate(certificate=old, actor=manager, reason="Name corrected") == first
    assert Certificate.objects.count() == 2


def test_reissue_of_one_long_replaced_is_refused(manager) -> None:
    old = make_certificate()
    newer = reissue_certificate(certificate=old, actor=manager, reason="Once")
    reissue_certificate(certificate=newer, actor=manager, reason="Twice")
    with pytest.raises(AlreadyReplaced):
        reissue_certificate(certificate=old, actor=manager, reason="Late")


@pytest.mark.parametrize("end", ["suspended", "revoked"])
def test_reissue_of_what_does_not_count_is_refused(end: str, manager) -> None:
    with pytest.raises(NotInForce):
        reissue_certificate(certificate=make_certificate(events=[end]), actor=manager, reason="Try")


def test_reissue_without_reason_is_refused(manager) -> None:
    with pytest.raises(ReasonMissing):
        reissue_certificate(certificate=make_certificate(), actor=manager, reason=" ")


@needs_pango
def test_removed_name_takes_the_pdf_along_and_leaves_the_proof(on_commit, manager, private_storage) -> None:
    certificate = make_pdf(certificate=make_certificate(full_name="Imke Lind"))
    name = certificate.pdf.name
    with on_commit():
        assert remove_name(learner=certificate.award.learner) == 1
    certificate.refresh_from_db()
    assert "Imke" not in str(certificate.snapshot)
    assert not certificate.pdf
    assert not private_storage.exists(name)
    assert certificate.snapshot["programme"] == "Foundations of peer support"
    assert make_pdf(certificate=certificate).pdf == ""
    assert not without_pdf().exists()
    assert list(file_troubles()) == []


def test_reissue_for_an_erased_person_is_refused(manager) -> None:
    certificate = make_certificate()
    type(manager).objects.filter(pk=certificate.award.learner_id).update(erased_at="2026-01-01T00:00Z")
    with pytest.raises(NameGone):
        reissue_certificate(certificate=certificate, actor=manager, reason="Again")


@needs_pango
def test_nightly_check_finds_changed_and_missing_files(private_storage, caplog) -> None:
    changed, gone = (make_pdf(certificate=make_certificate()) for _ in range(2))
    with private_storage.open(changed.pdf.name, "wb") as file:
        file.write(b"%PDF something else")
    private_storage.delete(gone.pdf.name)
    jobs = dict(due.jobs())
    assert jobs["certification-check"]() == 2
    assert f"{changed.serial} is not the one" in caplog.text
    assert f"{gone.serial} is missing" in caplog.text


@needs_pango
def test_nightly_job_makes_missing_pdfs(settings) -> None:
    certificate = make_certificate()
    jobs = dict(due.jobs())
    settings.PDF_ENGINE = "none"
    jobs["certificate-pdfs"]()
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.WAITING
    settings.PDF_ENGINE = "weasyprint"
    jobs["certificate-pdfs"]()
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.STORED
