import datetime as dt
import re

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.common import clock
from lms.people.errors import AccountExists, InvitationClosed, InvitationForSomebodyElse, UnknownRole
from lms.people.models import Invitation, User
from lms.people.privacy import forget_traces
from lms.people.queries import current_memberships
from lms.people.services import accept_invitation, delete_unanswered_invitations, invite, sign_up_by_invitation
from tests.factories.people import PASSWORD, OrganisationFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db

DETAILS = {"full_name": "Imke Lindqvist", "password": "quiet green lantern", "time_zone": "Europe/Riga"}


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Harbour Circle")


@pytest.fixture
def manager(organisation):
    return UserFactory(roles=["programme_manager"], organisation=organisation)


@pytest.fixture
def invitation(manager, organisation):
    return invite(email="imke@example.org", organisation=organisation, roles=["trainee"], actor=manager)


def page_of(invitation):
    return reverse("people:invitation", args=[invitation.token])


def test_manager_invites_and_the_mail_carries_the_link(client_for, manager, organisation, on_commit):
    data = {"email": "Imke@Example.org", "full_name": "Imke", "organisation": organisation.pk, "roles": ["trainee"]}
    with on_commit():
        assert client_for(manager).post(reverse("people:invite"), data).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.roles, invitation.invited_by) == ("imke@example.org", ["trainee"], manager)
    assert mail.outbox[0].to == ["imke@example.org"]
    assert f"http://testserver{page_of(invitation)}" in mail.outbox[0].body
    assert "Harbour Circle" in mail.outbox[0].subject


def test_manager_cannot_invite_into_another_organisation(client_for, manager):
    data = {"email": "imke@example.org", "organisation": OrganisationFactory().pk, "roles": ["trainee"]}
    answer = client_for(manager).post(reverse("people:invite"), data)
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_inviting_says_the_same_whether_there_is_an_account(client_for, manager, organisation):
    known = UserFactory()
    client = client_for(manager)
    pages = []
    for email in (known.email, "nobody@example.org"):
        data = {"email": email, "organisation": organisation.pk, "roles": ["trainee"]}
        page = client.post(reverse("people:invite"), data, follow=True).content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "X"))
    assert pages[0] == pages[1]


def test_inviting_twice_is_one_invitation_with_a_fresh_date(invitation, manager, organisation):
    with time_machine.travel(clock.now() + dt.timedelta(days=5), tick=False):
        again = invite(email="IMKE@example.org", organisation=organisation, roles=["supervisor"], actor=manager)
        assert again.expires_at == clock.now() + dt.timedelta(days=14)
    assert (again.pk, again.token, again.roles) == (invitation.pk, invitation.token, ["supervisor"])


def test_inviting_after_it_ran_out_makes_a_new_link(invitation, manager, organisation):
    with time_machine.travel(clock.now() + dt.timedelta(days=15)):
        again = invite(email="imke@example.org", organisation=organisation, roles=["trainee"], actor=manager)
    assert again.pk == invitation.pk
    assert again.token != invitation.token


def test_inviting_with_an_unknown_role_refused(organisation):
    with pytest.raises(UnknownRole):
        invite(email="x@example.org", organisation=organisation, roles=["emperor"], actor=None)


def test_somebody_new_signs_up_with_the_address_fixed_and_confirmed(client, invitation, organisation):
    parse_page(client.get(page_of(invitation)).content)
    answer = client.post(page_of(invitation), DETAILS | {"email": "other@example.org"})
    assert answer.url == settings.LOGIN_REDIRECT_URL
    person = User.objects.get(email="imke@example.org")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.emailaddress_set.get().verified
    assert (person.role_codes, person.time_zone) == ({"trainee"}, "Europe/Riga")
    assert [membership.organisation for membership in current_memberships(person)] == [organisation]
    assert not User.objects.filter(email="other@example.org").exists()
    assert len(mail.outbox) == 0


@pytest.mark.parametrize("password", ["short", "imke lindqvist", "1234567890"])
def test_weak_password_is_sent_back(client, invitation, password):
    answer = client.post(page_of(invitation), DETAILS | {"password": password})
    assert answer.status_code == 200
    assert not User.objects.filter(email=invitation.email).exists()


def test_somebody_known_signs_in_and_joins(client, invitation):
    person = UserFactory(email="imke@example.org")
    page = client.get(page_of(invitation)).content.decode()
    link = re.search(r'href="(/accounts/login/\?next=[^"]+)"', page)[1]
    login = {"login": person.email, "password": PASSWORD, "next": page_of(invitation)}
    assert client.post(link, login).url == page_of(invitation)
    assert "Join" in text_of(parse_page(client.get(page_of(invitation)).content))
    assert client.post(page_of(invitation)).url == settings.LOGIN_REDIRECT_URL
    assert User.objects.get(pk=person.pk).role_codes == {"trainee"}


def test_somebody_else_cannot_join(client_for, invitation):
    other = UserFactory()
    client = client_for(other)
    assert "Sign out" in text_of(parse_page(client.get(page_of(invitation)).content))
    client.post(page_of(invitation))
    assert User.objects.get(pk=other.pk).role_codes == frozenset()
    with pytest.raises(InvitationForSomebodyElse):
        accept_invitation(invitation=invitation, user=other)


def test_token_does_not_open_an_existing_account(client, invitation):
    person = UserFactory(email="imke@example.org")
    client.post(page_of(invitation), DETAILS)
    assert "_auth_user_id" not in client.session
    with pytest.raises(AccountExists):
        sign_up_by_invitation(invitation=invitation, full_name="Eve", password="quiet green lantern")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_unknown_expired_and_used_get_a_clear_page(client, invitation):
    unknown = client.get(reverse("people:invitation", args=["no-such-token"]))
    with time_machine.travel(clock.now() + dt.timedelta(days=15)):
        expired = client.get(page_of(invitation))
        refused = client.post(page_of(invitation), DETAILS)
    sign_up_by_invitation(invitation=invitation, full_name="Imke", password="quiet green lantern")
    used = client.get(page_of(invitation))
    for answer, words in ((unknown, "do not know"), (expired, "too old"), (refused, "too old"), (used, "been used")):
        assert answer.status_code == 410
        assert words in text_of(parse_page(answer.content))
    assert User.objects.filter(email="imke@example.org").count() == 1


def test_accepting_twice_is_once(invitation):
    person = sign_up_by_invitation(invitation=invitation, full_name="Imke", password="quiet green lantern")
    assert accept_invitation(invitation=invitation, user=person) == person
    assert person.memberships.count() == 1
    with pytest.raises(InvitationClosed):
        sign_up_by_invitation(invitation=invitation, full_name="Imke", password="quiet green lantern")


def test_expired_invitation_is_refused_by_the_service(invitation):
    person = UserFactory(email="imke@example.org")
    with time_machine.travel(clock.now() + dt.timedelta(days=15)), pytest.raises(InvitationClosed, match="too old"):
        accept_invitation(invitation=invitation, user=person)


def test_invite_admin_prints_and_mails_the_link(client, capsys, on_commit):
    with on_commit():
        call_command("invite_admin", "first@example.org")
    link = re.search(r"http://testserver(/\S+)", capsys.readouterr().out)[1]
    assert link in mail.outbox[0].body
    client.post(link, DETAILS)
    admin = User.objects.get(email="first@example.org")
    assert admin.is_superuser
    assert admin.role_codes == {"programme_manager"}


def test_manager_cannot_invite_an_administrator(client_for, manager, organisation):
    data = {"email": "x@example.org", "organisation": organisation.pk, "roles": ["trainee"], "as_admin": "1"}
    client_for(manager).post(reverse("people:invite"), data)
    assert Invitation.objects.get().as_admin is False


def test_mail_is_not_sent_for_what_was_rolled_back(manager, organisation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        invite(email="x@example.org", organisation=organisation, roles=["trainee"], actor=manager)
    assert len(callbacks) == 1
    assert not mail.outbox


def test_whoever_never_came_is_forgotten_after_a_while(invitation, organisation):
    used = invite(email="came@example.org", organisation=organisation, roles=["trainee"], actor=None)
    sign_up_by_invitation(invitation=used, full_name="Came", password="quiet green lantern")
    for days, left in ((103, 2), (105, 1)):
        with time_machine.travel(clock.now() + dt.timedelta(days=days)):
            delete_unanswered_invitations()
        assert Invitation.objects.count() == left
    assert Invitation.objects.get().pk == used.pk


def test_erased_person_leaves_neither_name_nor_address_behind(invitation, organisation):
    person = sign_up_by_invitation(invitation=invitation, full_name="Imke Lindqvist", password="quiet green lantern")
    invite(email=person.email, organisation=OrganisationFactory(), roles=["trainee"], actor=None)
    forget_traces(person)
    left = [str(row) for row in Invitation.objects.values("email", "full_name")]
    left += [str(row) for row in ModelLogEntry.objects.values("label", "data")]
    assert not [row for row in left if "imke" in row.lower()]
