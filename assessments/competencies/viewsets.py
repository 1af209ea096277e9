from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from assessments.competencies.models import CompetencyVersion, FrameworkVersion


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Published versions are read, by nobody changed: a new one comes with a content pack."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


for published in (FrameworkVersion, CompetencyVersion):
    register_permission_policy(published, ReadOnlyPolicy(published))


class FrameworkVersionViewSet(ModelViewSet):
    model = FrameworkVersion
    icon = "list-ol"
    menu_label = _("Framework versions")
    add_to_admin_menu = False
    form_fields: list[str] = []
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["__str__", "version", "published_at", "level4_requires"]
    inspect_view_fields = ["framework", "version", "published_at", "level4_requires", "informed_by"]


def safety_of(words: CompetencyVersion) -> str:
    return gettext("Safety-critical") if words.safety_critical else ""


class CompetencyVersionViewSet(ModelViewSet):
    model = CompetencyVersion
    icon = "clipboard-list"
    menu_label = _("Competencies")
    add_to_admin_menu = False
    form_fields: list[str] = []
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["__str__", "domain", Column("safety_critical", label=_("Safety"), accessor=safety_of), "version"]
    list_filter = ["version", "safety_critical", "method"]
    inspect_view_fields = ["competency", "title", "description", "domain", "safety_critical", "method", "version"]
