import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from lms.people.choices import Role
from lms.people.errors import OwnRoles, UnknownRole
from lms.people.services import assign_role, remove_role, sync_roles
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_groups_laid_by_migration():
    assert set(Role.values) <= set(Group.objects.values_list("name", flat=True))


def test_every_declared_permission_exists():
    assert sync_roles() == []


def test_sync_roles_twice_changes_nothing(capsys):
    def laid():
        return sorted(Group.objects.values_list("name", "permissions__codename"))

    before = laid()
    call_command("sync_roles")
    assert laid() == before
    assert ("programme_manager", "access_admin") in before


def test_sync_roles_takes_away_what_was_added_by_hand():
    trainee = Group.objects.get(name="trainee")
    trainee.permissions.add(Group.objects.get(name="programme_manager").permissions.first())
    sync_roles()
    assert not trainee.permissions.exists()


def test_assign_role_is_written_down_once():
    manager, person = UserFactory(roles=["programme_manager"]), UserFactory()
    assert person.role_codes == frozenset()
    assign_role(user=person, role=Role.SUPERVISOR, actor=manager)
    assign_role(user=person, role=Role.SUPERVISOR, actor=manager)
    assert person.role_codes == {"supervisor"}
    entry = ModelLogEntry.objects.get(action="person.role_add")
    assert (entry.user, entry.data) == (manager, {"role": "supervisor"})


def test_remove_role_takes_effect_on_the_same_object():
    person = UserFactory(roles=["supervisor"])
    assert person.has_role(Role.SUPERVISOR)
    remove_role(user=person, role=Role.SUPERVISOR, actor=UserFactory())
    assert not person.has_role(Role.SUPERVISOR)


def test_own_roles_cannot_be_changed():
    manager = UserFactory(roles=["programme_manager"])
    with pytest.raises(OwnRoles):
        assign_role(user=manager, role=Role.CLINICAL_REVIEWER, actor=manager)
    with pytest.raises(OwnRoles):
        remove_role(user=manager, role=Role.PROGRAMME_MANAGER, actor=manager)
    assert manager.role_codes == {"programme_manager"}


def test_unknown_role_refused():
    with pytest.raises(UnknownRole):
        assign_role(user=UserFactory(), role="emperor", actor=None)


def test_group_that_is_no_role_does_not_count():
    person = UserFactory()
    person.groups.add(Group.objects.create(name="Choir"))
    assert person.role_codes == frozenset()
