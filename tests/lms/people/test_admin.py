"""What managers and administrators do with people in Wagtail's admin."""

import datetime as dt

import pytest
from django.urls import reverse

from lms.common import clock
from lms.people.models import Agreement, Organisation
from tests.factories.people import AgreementFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

TOMORROW = clock.now() + dt.timedelta(days=1)


def url(instance, name, *args):
    return reverse(instance.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def manager(client_for):
    return client_for(UserFactory(roles=["programme_manager"]))


@pytest.fixture
def admin(client_for):
    return client_for(UserFactory(is_superuser=True))


def test_manager_makes_an_organisation(manager):
    manager.post(url(Organisation, "add"), {"name": "Harbour Circle", "slug": "harbour", "time_zone": "Europe/Riga"})
    assert Organisation.objects.get().slug == "harbour"


def test_manager_adds_a_version_by_copying(manager):
    old = AgreementFactory(version="1.0", in_force_from=TOMORROW)
    assert manager.get(url(Agreement, "copy", old.pk)).status_code == 200
    data = {
        "kind": old.kind, "version": "1.1", "title": old.title, "body": "Be kind.", "order": "0",
        "in_force_from": "2026-11-01 10:00",
    }  # fmt: skip
    manager.post(url(Agreement, "add"), data)
    assert set(Agreement.objects.values_list("version", flat=True)) == {"1.0", "1.1"}


def test_manager_cannot_edit_or_delete_a_text(manager):
    text = AgreementFactory(in_force_from=TOMORROW)
    for name in ("edit", "delete"):
        assert manager.get(url(Agreement, name, text.pk)).url == "/admin/"


def test_text_somebody_agreed_to_stays_as_it_is(client_for):
    text = AgreementFactory(body="Old words")
    admin = client_for(UserFactory(is_superuser=True, acknowledged=True))
    for name in ("edit", "delete"):
        answer = admin.post(url(Agreement, name, text.pk), {"body": "New words"}, follow=True)
        assert "People have agreed to this text" in answer.content.decode()
    text.refresh_from_db()
    assert text.body == "Old words"


def test_organisation_in_use_is_not_deleted(admin):
    used, unused = MembershipFactory().organisation, OrganisationFactory()
    for organisation in (used, unused):
        admin.post(url(Organisation, "delete", organisation.pk))
    assert list(Organisation.objects.all()) == [used]


@pytest.mark.parametrize(("role", "shown"), [("programme_manager", True), ("content_editor", False)])
def test_menu_leads_managers_to_people(client_for, role, shown):
    page = client_for(UserFactory(roles=[role])).get("/admin/").content.decode()
    assert ("/people/" in page) is shown
    assert "/admin/users/" not in page
