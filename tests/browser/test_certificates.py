"""Certification in a browser: looks, axe-core, the phone, no JavaScript."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from certificates.awards.services import suspend_award
from certificates.documents.services import make_pdf, reissue_certificate
from tests.browser.looks import LOOKS
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, know, make_certificate
from tests.factories.people import OrganisationFactory, UserFactory


@pytest.fixture
def organisation(transactional_db: None) -> Any:
    return OrganisationFactory(name="Circle of Leith")


@pytest.fixture
def learner(organisation: Any) -> Any:
    return UserFactory(roles=["trainee"], full_name="Selam Marguerite Haile-Desta", organisation=organisation)


@pytest.fixture
def manager(organisation: Any) -> Any:
    return UserFactory(roles=["programme_manager"], full_name="Ada Berg", organisation=organisation)


@pytest.fixture
def certificate(learner: Any) -> Any:
    version = ProgrammeVersionFactory(
        code="foundations",
        is_demo=True,
        requirements=[{"knowledge": "SAFE-1"}, {"any": [{"observed": "SAFE-1", "level": 3}, {"knowledge": "SAFE-2"}]}],
    )
    return make_certificate(AwardFactory(learner=learner, version=version, valid_until=date(2028, 11, 22)))


def look(open_page: Callable[..., Page], user: Any, path: str, name: str, axe: Any, shot: Any) -> None:
    """The page in both widths and themes: axe-core finds nothing, nothing sticks out sideways."""
    for width, dark in LOOKS:
        page = open_page(user, width=width, dark=dark)
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than {width}"
        shot(page, f"{name}-{width}{'-dark' if dark else ''}")


def test_check_pages(
    page_for: Callable[..., Page], certificate: Any, manager: Any, axe: Any, shot: Callable[..., Path]
) -> None:
    look(page_for, None, "/verify/", "verify-form", axe, shot)
    look(page_for, None, f"/verify/{certificate.serial}/", "verify-valid", axe, shot)
    look(page_for, None, "/verify/HS-2026-7KQ4-M2XD-93/", "verify-unknown", axe, shot)
    reissue_certificate(certificate=certificate, actor=manager, reason="Name corrected")
    look(page_for, None, f"/verify/{certificate.serial}/", "verify-replaced", axe, shot)


def test_own_pages(page_for: Callable[..., Page], certificate: Any, learner: Any, axe: Any, shot: Any) -> None:
    make_pdf(certificate=certificate)
    ProgrammeVersionFactory(code="next", title="Peer Support Group Facilitator")
    look(page_for, learner, "/certificates/", "certificates-mine", axe, shot)
    newcomer = UserFactory(roles=["trainee"])
    know(newcomer, "SAFE-2")
    look(page_for, newcomer, "/programmes/foundations/", "programme", axe, shot)
    look(page_for, newcomer, "/certificates/", "certificates-none", axe, shot)


def test_award_page(page_for: Callable[..., Page], certificate: Any, manager: Any, axe: Any, shot: Any) -> None:
    suspend_award(award=certificate.award, actor=manager, reason="A complaint is being looked into")
    look(page_for, manager, f"/awards/{certificate.award.uuid}/", "award", axe, shot)
    look(page_for, manager, "/awards/", "awards", axe, shot)


def test_stranger_checks_a_code_and_a_name_without_javascript(page_for: Callable[..., Page], certificate: Any) -> None:
    page = page_for(None, width=390, javascript=False)
    page.goto("/verify/")
    page.get_by_label("Certificate code").fill(certificate.serial.lower().replace("-", " "))
    page.get_by_role("button", name="Check this code").click()
    assert page.locator("h1").inner_text() == "Valid until 22\N{NO-BREAK SPACE}November 2028"
    page.get_by_label("Name on the certificate").fill("selam marguerite haile desta")
    page.get_by_role("button", name="Check this name").click()
    assert "The name matches." in page.locator("main").inner_text()


def test_manager_revokes_and_the_check_says_so_at_once(
    page_for: Callable[..., Page], certificate: Any, manager: Any
) -> None:
    page = page_for(manager)
    page.goto(f"/awards/{certificate.award.uuid}/")
    page.get_by_label("Revoke for good").check()
    page.get_by_label("Why", exact=True).fill("Issued to the wrong person")
    page.get_by_role("button", name="Write it into the ledger").click()
    assert "Revoked by Ada Berg" in page.locator("main").inner_text()
    stranger = page_for(None)
    stranger.goto(f"/verify/{certificate.serial}/")
    assert stranger.locator("h1").inner_text() == "No longer valid"
    assert "wrong person" not in stranger.locator("body").inner_text()


def test_holder_downloads_the_pdf(page_for: Callable[..., Page], certificate: Any, learner: Any) -> None:
    make_pdf(certificate=certificate)
    page = page_for(learner, width=390)
    page.goto("/certificates/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert download.value.suggested_filename == f"certificate-{certificate.serial}.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
