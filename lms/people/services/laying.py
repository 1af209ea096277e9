"""Lay one group per role with the permissions that the apps' `roles.py` declare.

An app's `roles.py` may hold three tables, all keyed by role code:
ROLES = {role: ["app_label.codename", …]} – model permissions;
PAGE_PERMISSIONS = {role: ["add_page", "change_page", "publish_page", …]} – on the root of the page tree;
COLLECTION_PERMISSIONS = {role: ["app_label.codename", …]} – on the root collection (pictures, downloads).
"""

from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import module_has_submodule
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.people.choices import Role


def _declaring_modules() -> list[ModuleType]:
    return [
        import_module(f"{config.name}.roles")
        for config in apps.get_app_configs()
        if config.module and module_has_submodule(config.module, "roles")
    ]


def declared(*, table: str) -> dict[str, set[str]]:
    """Every role with what all apps together declare for it in one table. Raises ValueError for an unknown role."""
    gathered: dict[str, set[str]] = {role.value: set() for role in Role}
    for module in _declaring_modules():
        for role, codes in getattr(module, table, {}).items():
            if role not in gathered:
                message = f"{module.__name__} names a role that does not exist: {role}"
                raise ValueError(message)
            gathered[role].update(codes)
    return gathered


@transaction.atomic
def sync_roles() -> list[str]:
    """Make groups and their permissions what the code says. Returns declared permissions that do not exist.

    Safe to call at any time and twice. Permissions that somebody added to a role's group by hand are taken away:
    the code is the only place where a role is defined.
    """
    groups = {code: Group.objects.get_or_create(name=code)[0] for code in declared(table="ROLES")}
    missing = _lay_models(groups)
    missing |= _lay_pages(groups)
    missing |= _lay_collections(groups)
    return sorted(missing)


def _permissions(codes: Iterable[str]) -> dict[str, Permission]:
    wanted = Q(pk__in=[])
    for code in codes:
        label, _, codename = code.partition(".")
        wanted |= Q(content_type__app_label=label, codename=codename)
    found = Permission.objects.filter(wanted).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}": permission for permission in found}


def _lay_models(groups: dict[str, Group]) -> set[str]:
    table = declared(table="ROLES")
    every = {code for codes in table.values() for code in codes}
    found = _permissions(every)
    for role, group in groups.items():
        group.permissions.set([found[code] for code in table[role] if code in found])
    return every - set(found)


def _lay_pages(groups: dict[str, Group]) -> set[str]:
    table = declared(table="PAGE_PERMISSIONS")
    every = {f"wagtailcore.{code}" for codes in table.values() for code in codes}
    found = _permissions(every)
    root = Page.get_first_root_node()
    if root is None:
        return every - set(found)
    for role, group in groups.items():
        wanted = {found[f"wagtailcore.{code}"].pk for code in table[role] if f"wagtailcore.{code}" in found}
        rows = GroupPagePermission.objects.filter(group=group, page_id=root.pk)
        rows.exclude(permission__in=wanted).delete()
        for pk in wanted - set(rows.values_list("permission", flat=True)):
            GroupPagePermission.objects.create(group=group, page_id=root.pk, permission_id=pk)
    return every - set(found)


def _lay_collections(groups: dict[str, Group]) -> set[str]:
    table = declared(table="COLLECTION_PERMISSIONS")
    every = {code for codes in table.values() for code in codes}
    found = _permissions(every)
    root = Collection.get_first_root_node()
    if root is None:
        return every - set(found)
    per_group: dict[int, set[int]] = defaultdict(set)
    for role, group in groups.items():
        per_group[group.pk] = {found[code].pk for code in table[role] if code in found}
    for group_id, wanted in per_group.items():
        rows = GroupCollectionPermission.objects.filter(group_id=group_id, collection_id=root.pk)
        rows.exclude(permission__in=wanted).delete()
        for pk in wanted - set(rows.values_list("permission", flat=True)):
            GroupCollectionPermission.objects.create(group_id=group_id, collection_id=root.pk, permission_id=pk)
    return every - set(found)
