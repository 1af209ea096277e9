"""The frame of a page about one scenario beside its desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.scenarios.models import Scenario
from assessments.scenarios.viewsets.screen import NAMES


class ScenarioPage(WagtailAdminTemplateMixin, View):
    """For whoever has `permission`; for others it is not there."""

    permission = ""
    title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise Http404
        self.scenario = get_object_or_404(Scenario, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.title)

    def get_page_subtitle(self) -> str:
        return str(self.scenario)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Scenario._meta.verbose_name_plural)
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.scenario)}
        return [*self.breadcrumbs_items, {"url": reverse(f"{NAMES}:list"), "label": plural}, here]

    def address(self, name: str) -> str:
        return reverse(f"{NAMES}:{name}", args=[self.scenario.pk])

    def show(self, **context: Any) -> HttpResponse:
        addresses = {"desk_url": self.address("desk"), "edit_url": self.address("edit")}
        return self.render_to_response(self.get_context_data(scenario=self.scenario, **addresses, **context))
