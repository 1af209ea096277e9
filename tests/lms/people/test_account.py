"""Signing up, in and out, through allauth as we set it up."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from tests.factories.people import PASSWORD, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db

NEW = {
    "full_name": "Imke Lindqvist",
    "email": "Imke@Example.org",
    "password1": "quiet green lantern",
    "time_zone": "Europe/Riga",
}


def test_sign_up_confirm_and_come_in(client):
    answer = client.post(reverse("account_signup"), NEW)
    assert answer.url == reverse("account_email_verification_sent")
    person = User.objects.get()
    assert (person.email, person.full_name, person.time_zone) == ("imke@example.org", "Imke Lindqvist", "Europe/Riga")
    assert "_auth_user_id" not in client.session
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    assert client.post(link).status_code == 302
    assert EmailAddress.objects.get(user=person).verified
    assert client.session["_auth_user_id"] == str(person.pk)


def test_sign_up_says_the_same_for_a_known_address():
    known = UserFactory()
    pages = []
    for email in (known.email, "new@example.org"):
        client = Client()
        answer = client.post(reverse("account_signup"), NEW | {"email": email})
        assert (answer.status_code, answer.url) == (302, reverse("account_email_verification_sent"))
        pages.append(client.get(answer.url).content)
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[known.email], ["new@example.org"]]
    assert "You have one already" in mail.outbox[0].body


def test_reset_says_the_same_for_a_known_address(client):
    known = UserFactory()
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}) for email in (known.email, "x@example.org")
    ]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("account_reset_password_done"))}


def test_password_reset_changes_the_password(client):
    person = UserFactory()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    parse_page(form.content)
    client.post(form.redirect_chain[-1][0], {"password1": "a wholly new phrase", "password2": "a wholly new phrase"})
    person.refresh_from_db()
    assert person.check_password("a wholly new phrase")


def test_sign_in_says_the_same_for_wrong_password_and_unknown_address(client):
    known = UserFactory()
    words = set()
    for email in (known.email, "nobody@example.org"):
        page = client.post(reverse("account_login"), {"login": email, "password": "wrong"}).content
        words.add(re.search(rb"field-error.*?</", page + b"</") and page.split(b"error-summary")[1].split(b"</div>")[0])
    assert len(words) == 1


def test_sign_in_is_throttled(client):
    person = UserFactory()
    for _attempt in range(5):
        client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_too_many_sign_ups_get_words_not_a_stack_trace(client):
    for number in range(11):
        answer = client.post(reverse("account_signup"), NEW | {"email": f"p{number}@example.org"})
    assert answer.status_code == 429
    assert "Wait a few minutes" in text_of(parse_page(answer.content))


def test_unconfirmed_address_does_not_come_in(client):
    person = UserFactory(verified=False)
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_sign_in_does_not_lead_to_another_site(client):
    person = UserFactory()
    data = {"login": person.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(reverse("account_login"), data).url == settings.LOGIN_REDIRECT_URL


def test_second_step_is_asked_for(client):
    person = UserFactory()
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    stored = Authenticator.objects.get(user=person).data["secret"]
    assert secret not in stored
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    parse_page(client.get(answer.url).content)
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_sign_up_closed_where_people_join_by_invitation(client, settings):
    settings.OPEN_SIGN_UP = False
    assert "You need an invitation" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), NEW)
    assert not User.objects.exists()


def test_changing_the_address_asks_for_the_password_again(client_for):
    answer = client_for(UserFactory()).post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    assert answer.url.startswith(reverse("account_reauthenticate"))


ENTRANCE = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_email_verification_sent",
]
OWN = [
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
    "people:profile",
    "people:agreements",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_logout",
    "account_reauthenticate",
]


def no_inline(page):
    """Nothing that our Content-Security-Policy would refuse."""
    root = parse_page(page)
    for element in root.iter():
        assert element.tag != "style"
        assert not any(name == "style" or name.startswith("on") for name in element.attrib), element.attrib
        if element.tag == "script" and element.get("src") is None:
            assert element.get("type") == "application/json"
    return root


@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_page_is_sound(client, name):
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    no_inline(answer.content)


@pytest.mark.parametrize("name", OWN)
def test_own_page_is_sound(client, name):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    no_inline(answer.content)


def test_used_links_say_so(client):
    assert "no longer works" in client.get(reverse("account_confirm_email", args=["x"])).content.decode()
    page = client.get(reverse("account_reset_password_from_key", args=["1", "set-password"])).content
    assert "no longer works" in text_of(parse_page(page))


@pytest.mark.parametrize(("demo", "debug", "shown"), [(True, True, True), (True, False, False), (False, True, False)])
def test_demo_sign_ins_only_on_a_developers_machine(client, settings, demo, debug, shown):
    settings.DEMO, settings.DEBUG, settings.DEMO_PASSWORD = demo, debug, "the-demo-password"
    UserFactory(email="trainee@demo.example", roles=["trainee"], is_demo=True)
    UserFactory(email="real@example.org", roles=["supervisor"])
    page = client.get(reverse("account_login")).content.decode()
    assert ("trainee@demo.example" in page) is shown
    assert ("the-demo-password" in page) is shown
    assert "real@example.org" not in page
    no_inline(page)
