import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from lms.people.models import User
from lms.people.queries import current_memberships, person_by_email
from lms.people.services import create_person, join_organisation, save_profile
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_create_person_with_everything():
    organisation = OrganisationFactory()
    person = create_person(
        email=" Imke@Example.org",
        full_name="Imke Lindqvist",
        roles=["trainee"],
        organisation=organisation,
        password="x",
    )
    assert person.email == "imke@example.org"
    assert person.check_password("x")
    assert person.role_codes == {"trainee"}
    assert [membership.organisation for membership in current_memberships(person)] == [organisation]
    assert EmailAddress.objects.get(user=person).verified


def test_create_person_twice_keeps_name_and_password():
    first = create_person(email="imke@example.org", full_name="Imke Lindqvist", password="one")
    second = create_person(email="IMKE@example.org", full_name="Somebody else", password="two", roles=["supervisor"])
    assert second == first
    second.refresh_from_db()
    assert second.full_name == "Imke Lindqvist"
    assert second.check_password("one")
    assert second.role_codes == {"supervisor"}
    assert User.objects.count() == 1


@pytest.mark.parametrize(("email", "name"), [("no address", "Imke"), ("imke@example.org", " ")])
def test_create_person_with_bad_input_refused(email, name):
    with pytest.raises(ValidationError):
        create_person(email=email, full_name=name)
    assert not User.objects.exists()


def test_create_person_without_password_cannot_sign_in_with_one():
    assert not create_person(email="imke@example.org", full_name="Imke").has_usable_password()


def test_person_by_email_prefers_the_confirmed_address():
    holder = UserFactory()
    EmailAddress.objects.create(user=holder, email="second@example.org", verified=True)
    assert person_by_email("Second@Example.org") == holder
    assert person_by_email("nobody@example.org") is None


def test_join_organisation_twice_is_one_membership():
    person, organisation = UserFactory(), OrganisationFactory()
    assert join_organisation(user=person, organisation=organisation) == join_organisation(
        user=person, organisation=organisation
    )


def test_save_profile_refuses_an_unknown_time_zone():
    person = UserFactory()
    with pytest.raises(ValidationError):
        save_profile(user=person, time_zone="Mars/Olympus")
    person.refresh_from_db()
    assert person.time_zone == "UTC"


def test_save_profile_changes_only_what_is_given():
    person = UserFactory(full_name="Imke Lindqvist")
    save_profile(user=person, preferred_name="Imi", name_public=True)
    person.refresh_from_db()
    assert (person.full_name, person.get_short_name(), person.name_public) == ("Imke Lindqvist", "Imi", True)


def test_audit_log_keeps_no_name():
    person = create_person(email="imke@example.org", full_name="Imke Lindqvist")
    assert ModelLogEntry.objects.get(action="person.create").label == f"person {person.uuid}"
