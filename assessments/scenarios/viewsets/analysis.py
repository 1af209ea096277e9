"""The page in Wagtail about the ways that people went through a scenario, and its file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from assessments.scenarios.models import Scenario, ScenarioVersion
from assessments.scenarios.presenting.analysis import HEADER, PathsPage, csv_rows, paths_page
from assessments.scenarios.queries import MAY_SEE_PATHS, graph_of
from assessments.scenarios.queries import paths as queries
from assessments.scenarios.queries.paths import Crowd, Selection
from lms.common import clock
from lms.common.tables import csv_lines

ROUTES = "scenario_paths"


class PathsView(WagtailAdminTemplateMixin, View):
    """What people chose in one version: picture, tables, and the ways to other versions."""

    template_name = "assessments/admin/paths/page.html"
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(MAY_SEE_PATHS):
            raise Http404
        self.object = get_object_or_404(Scenario.objects.defer("graph"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data())

    @cached_property
    def versions(self) -> list[ScenarioVersion]:
        return queries.versions_to_choose(self.object)

    @cached_property
    def version(self) -> ScenarioVersion | None:
        """The one asked for, else the newest."""
        asked = self.request.GET.get("version", "")
        return next((one for one in self.versions if str(one.number) == asked), next(iter(self.versions), None))

    @cached_property
    def crowd(self) -> Crowd:
        return queries.crowd_of(self.version) if self.version else Crowd(0, 0)

    @cached_property
    def selection(self) -> Selection:
        """What the address asks for; anything unknown is the usual. The demo shows where nobody real is."""
        usual = "fictional" if self.crowd.fictional and not self.crowd.real else "real"
        people = self.request.GET.get("people") or usual
        return Selection(first_only=self.request.GET.get("tries") != "all", fictional=people == "fictional")

    @cached_property
    def settings(self) -> Any:
        return queries.path_settings()

    def page(self) -> PathsPage:
        if self.version is None:
            return PathsPage(0)
        found = queries.paths_of(self.version, self.selection, self.settings)
        return paths_page(found, graph_of(self.version), self.settings.smallest_group)

    def get_page_title(self) -> str:
        return _("Paths")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        url = reverse("wagtailsnippets_assessments_scenario:list")
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)}
        plural = capfirst(Scenario._meta.verbose_name_plural)
        return [*self.breadcrumbs_items, {"url": url, "label": plural}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.urlencode()
        export = reverse(f"{ROUTES}:export", args=[self.object.pk])
        return {
            **super().get_context_data(**kwargs),
            "page": self.page(),
            "versions": self.versions,
            "version": self.version,
            "first_only": self.selection.first_only,
            "fictional": self.selection.fictional,
            "both_crowds": bool(self.crowd.real and self.crowd.fictional),
            "settings": self.settings,
            "export_url": f"{export}?{query}" if query else export,
        }


class PathsFile(PathsView):
    """The table as CSV. It names nobody and leaves out what the page leaves out, so taking it leaves no line."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        answer = StreamingHttpResponse(csv_lines(HEADER, csv_rows(self.page())), content_type="text/csv; charset=utf-8")
        number = self.version.number if self.version else 0
        name = f"{self.object.code}-v{number}-paths-{clock.today().isoformat()}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def analysis_urls() -> list[URLPattern]:
    """The addresses of the page and its file, for the desk."""
    return [
        path("<int:pk>/", PathsView.as_view(), name="paths"),
        path("<int:pk>/export/", PathsFile.as_view(), name="export"),
    ]


def paths_button(scenario: Scenario) -> Button:
    """The way to the paths of a scenario, for lists and for the head of its form."""
    return Button(_("Paths"), reverse(f"{ROUTES}:paths", args=[scenario.pk]), icon_name="list-ul", priority=62)
