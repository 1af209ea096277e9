"""The page in Wagtail about what the framework covers and what covers it, and its files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from assessments.competencies import coverage, queries
from assessments.competencies.access import may_read
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.presenting_coverage import Report, competency_lines, coverage_report, target_lines
from lms.common import clock
from lms.common.tables import csv_lines

NAMES = "framework_coverage"
FILES = {"competencies": competency_lines, "targets": target_lines}


class CoverageView(WagtailAdminTemplateMixin, View):
    """Each competency with what touches it, and each named target with the competencies that point at it."""

    template_name = "assessments/competencies/coverage/page.html"
    header_icon = "table"
    page_title = gettext_lazy("Coverage")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data())

    @cached_property
    def version(self) -> FrameworkVersion | None:
        return queries.current_version()

    def report(self) -> Report | None:
        if self.version is None:
            return None
        words = list(queries.words_in(self.version))
        return coverage_report(words, coverage.kinds(), coverage.what_touches())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = {f"{name}_url": reverse(f"{NAMES}:export", args=[name]) for name in FILES}
        return {**super().get_context_data(**kwargs), "version": self.version, "report": self.report(), **files}


class CoverageFile(CoverageView):
    """A table as CSV. It names nobody, so taking it leaves no line in the trail."""

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        report = self.report()
        if report is None or name not in FILES:
            raise Http404
        answer = StreamingHttpResponse(csv_lines(*FILES[name](report)), content_type="text/csv; charset=utf-8")
        file_name = f"coverage-{name}-{clock.today().isoformat()}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return answer


class CoverageMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


class CoverageViewSet(ViewSet):
    """The page's place in the menu of assessment."""

    name = NAMES
    url_prefix = "assessment/coverage"
    icon = "table"
    menu_label = gettext_lazy("Coverage")
    menu_item_class = CoverageMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", CoverageView.as_view(), name="index"),
            path("export/<slug:name>/", CoverageFile.as_view(), name="export"),
        ]
