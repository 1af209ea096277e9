from typing import Any

from django.urls import URLPattern, path, reverse
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

from assessments.competencies import presenting_drafts, presenting_people, queries
from assessments.competencies.access import may_prepare, may_publish, may_read
from assessments.competencies.describing import describe
from assessments.competencies.drafts import VersionMapping
from assessments.competencies.formats.comparing import left_out
from assessments.competencies.models import CompetencyVersion, FrameworkVersion
from assessments.competencies.planning import in_force
from assessments.competencies.viewsets.draft_parts import DraftAdd, DraftPart
from assessments.competencies.viewsets.draft_review import DraftPeople, DraftReview, DraftSuccession
from assessments.competencies.viewsets.drafts import DraftDo, DraftPage, StartDraft
from assessments.competencies.viewsets.transfer import NAMES, downloads, import_buttons, transfer_urls


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Published versions are read, by nobody changed: a new one comes with a content pack or a file."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


for published in (FrameworkVersion, CompetencyVersion):
    register_permission_policy(published, ReadOnlyPolicy(published))


class FrameworkVersionIndex(IndexView):
    """The list of versions, with the way in for another one in its menu, and above it what waits or is written."""

    template_name = "assessments/competencies/drafts/index.html"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if may_prepare(self.request.user):
            drafts = list(queries.open_drafts())
            context |= {
                "drafts": presenting_drafts.waiting_rows(drafts, in_force()) if drafts else [],
                "prepares": True,
                "may_publish": may_publish(self.request.user),
                "start_url": reverse(f"{NAMES}:draft_start"),
                "import_url": reverse(f"{NAMES}:import"),
            }
        return context

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
        return {**super().get_context_data(**kwargs), "downloads": files, **self._beside(self.object)}

    def _beside(self, version: FrameworkVersion) -> dict[str, Any]:
        """What later versions left out, and what became of the competencies of the one before."""
        now = queries.current_version()
        gone = left_out(describe(now), describe(version)) if now and now != version else []
        mapping = VersionMapping.objects.filter(new=version).select_related("old", "decided_by").first()
        if mapping is None:
            return {"in_force": now, "gone": gone}
        titles = {**dict(queries.titles_in(mapping.old)), **dict(queries.titles_in(version))}
        lines = presenting_people.stored_lines(mapping.rows, titles)
        return {
            "in_force": now,
            "gone": gone,
            "mapping": mapping,
            "lines": lines,
            "carried": queries.carried_to(version),
        }


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
        return [*super().get_urlpatterns(), *transfer_urls(), *draft_urls()]


def draft_urls() -> list[URLPattern]:
    """The addresses of drafts, below those of the versions."""
    draft = "draft/<uuid:draft_uuid>"
    return [
        path("draft/start/", StartDraft.as_view(), name="draft_start"),
        path(f"{draft}/", DraftPage.as_view(), name="draft"),
        path(f"{draft}/do/", DraftDo.as_view(), name="draft_do"),
        path(f"{draft}/part/<slug:sort>/<str:code>/", DraftPart.as_view(), name="draft_part"),
        path(f"{draft}/add/<slug:sort>/<str:under>/", DraftAdd.as_view(), name="draft_add"),
        path(f"{draft}/review/", DraftReview.as_view(), name="draft_review"),
        path(f"{draft}/people/", DraftPeople.as_view(), name="draft_people"),
        path(f"{draft}/people/<str:code>/", DraftSuccession.as_view(), name="draft_succession"),
    ]


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
