"""The pages of people as they are seen and used: no barriers in either theme, passkeys, sign-in without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from lms.people.choices import AgreementKind
from lms.people.models import Agreement
from lms.people.services import invite
from tests.browser.looks import in_both_looks
from tests.factories.people import (
    PASSWORD,
    AccommodationFactory,
    AgreementFactory,
    OrganisationFactory,
    SupervisionLinkFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def circle() -> Any:
    return OrganisationFactory(name="Harbour Circle")


@pytest.fixture
def manager(circle: Any) -> Any:
    return UserFactory(full_name="Mara Manager", roles=["programme_manager"], organisation=circle)


@pytest.fixture
def trainee(circle: Any) -> Any:
    person = UserFactory(full_name="Imke Lindqvist", roles=["trainee"], organisation=circle)
    samir = UserFactory(full_name="Samir Haddad", roles=["supervisor"], organisation=circle)
    SupervisionLinkFactory(supervisor=samir, trainee=person, organisation=circle)
    AccommodationFactory(user=person)
    return person


def seen(page: Page, address: str, axe: Callable[..., None], shot: Callable[..., Path], name: str) -> None:
    page.goto(address)
    axe(page)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.images].every(picture => picture.naturalWidth > 0)")
    shot(page, f"people-{name}-{width}{'-dark' if dark else ''}")


@in_both_looks
def test_doors_have_no_barriers(page_for: Any, axe: Any, shot: Any, circle: Any, width: int, dark: bool) -> None:
    page = page_for(None, width=width, dark=dark)
    invitation = invite(email="new@example.org", organisation=circle, roles=["trainee"], actor=None)
    for name, address in {
        "sign-in": "/accounts/login/",
        "sign-up": "/accounts/signup/",
        "reset": "/accounts/password/reset/",
        "invitation": f"/invitation/{invitation.token}/",
        "closed": "/invitation/none/",
    }.items():
        seen(page, address, axe, shot, name)


@in_both_looks
def test_own_pages_have_no_barriers(page_for: Any, axe: Any, shot: Any, trainee: Any, width: int, dark: bool) -> None:
    page = page_for(None, width=width, dark=dark)
    enter(page, trainee)
    again(page)
    for name, address in {
        "profile": "/me/",
        "email": "/accounts/email/",
        "second-step": "/accounts/2fa/",
        "app": "/accounts/2fa/totp/activate/",
        "passkey": "/accounts/2fa/webauthn/add/",
        "devices": "/accounts/sessions/",
        "myself": f"/people/{trainee.uuid}/",
    }.items():
        seen(page, address, axe, shot, name)


@in_both_looks
def test_manager_pages_have_no_barriers(
    page_for: Any, axe: Any, shot: Any, manager: Any, trainee: Any, width: int, dark: bool
) -> None:
    page = page_for(manager, width=width, dark=dark)
    for name, address in {
        "list": "/people/",
        "nobody": "/people/?q=zzz",
        "person": f"/people/{trainee.uuid}/",
        "invite": "/people/invite/",
    }.items():
        seen(page, address, axe, shot, name)


@in_both_looks
def test_agreements_have_no_barriers(page_for: Any, axe: Any, shot: Any, trainee: Any, width: int, dark: bool) -> None:
    folder = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator" / "agreements"
    for order, kind in enumerate(AgreementKind):
        body = (folder / f"{kind.value}.md").read_text().split("---", 2)[2]
        AgreementFactory(kind=kind, order=order, title=str(kind.label), version="1.0", body=body)
    page = page_for(trainee, width=width, dark=dark)
    seen(page, "/me/", axe, shot, "agreements")
    for box in page.get_by_role("checkbox").all()[:-1]:
        box.check()
    page.get_by_role("button", name="Agree and go on").click()
    expect(page.locator(".error-summary")).to_be_visible()
    axe(page)
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Agree and go on").click()
    page.wait_for_url("**/me/")
    assert Agreement.objects.filter(acknowledgements__user=trainee).count() == len(AgreementKind)


def enter(page: Page, person: Any) -> None:
    page.goto("/accounts/login/?next=/me/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/me/")


def again(page: Page) -> None:
    """Whatever guards the account asks for the password once more."""
    page.goto("/accounts/reauthenticate/?next=/accounts/2fa/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/accounts/2fa/")


def test_signing_in_works_without_javascript(page_for: Any, trainee: Any) -> None:
    page = page_for(None, javascript=False)
    enter(page, trainee)
    assert page.get_by_role("heading", level=1).inner_text() == "Profile"


def test_passkey_is_added_and_signs_in(page_for: Any, axe: Any, trainee: Any, console_errors: list[str]) -> None:
    page = page_for(None)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(page, trainee)
    again(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My phone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    for address in ("/accounts/2fa/recovery-codes/", "/accounts/2fa/webauthn/", "/accounts/2fa/"):
        page.goto(address)
        axe(page)
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/?next=/me/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/me/")
    assert not console_errors


def test_passkey_that_fails_says_so_in_words(page_for: Any) -> None:
    page = page_for(None)
    page.goto("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not work.").wait_for()


def test_time_zone_is_taken_from_the_browser(page_for: Any) -> None:
    page = page_for(None, timezone_id="Asia/Kolkata")
    page.goto("/accounts/signup/")
    assert page.locator("[name=time_zone]").input_value() in {"Asia/Kolkata", "Asia/Calcutta"}
