from typing import Any

from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from assessments.competencies.access import may_read
from assessments.competencies.models import CompetencyVersion, FrameworkVersion
from assessments.competencies.viewsets.transfer import downloads, import_buttons, transfer_urls


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Published versions are read, by nobody changed: a new one comes with a content pack or a file."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


for published in (FrameworkVersion, CompetencyVersion):
    register_permission_policy(published, ReadOnlyPolicy(published))


class FrameworkVersionIndex(IndexView):
    """The list of versions, with the way in for another one in its menu."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *import_buttons(self.request.user)]


class FrameworkVersionPage(InspectView):
    """One version, with the files it can be taken along as."""

    template_name = "assessments/competencies/transfer/version.html"

    def get_informed_by_display_value(self) -> str:
        return format_html_join(mark_safe("<br>"), "{}", ([source] for source in self.object.informed_by))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = downloads(self.object) if may_read(self.request.user) else []
        return {**super().get_context_data(**kwargs), "downloads": files}


class FrameworkVersionViewSet(ModelViewSet):
    model = FrameworkVersion
    icon = "list-ol"
    index_view_class = FrameworkVersionIndex
    inspect_view_class = FrameworkVersionPage
    inspect_template_name = FrameworkVersionPage.template_name
    menu_label = _("Framework versions")
    add_to_admin_menu = False
    form_fields: list[str] = []
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["__str__", "version", "published_at", "level4_requires"]
    inspect_view_fields = ["framework", "version", "published_at", "level4_requires", "informed_by"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), *transfer_urls()]


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
