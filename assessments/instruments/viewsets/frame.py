"""The frame of every page about one kit at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.instruments import queries
from assessments.instruments.models import Instrument

NAMES = "wagtailsnippets_assessments_instrument"
PAGES = ("desk", "versions", "compare", "print", "duplicate", "history")


class KitPage(WagtailAdminTemplateMixin, View):
    """For whoever has `permission`; for others it is not there."""

    permission = ""
    title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise Http404
        self.instrument = get_object_or_404(queries.instruments_at_desk(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.title)

    def get_page_subtitle(self) -> str:
        return str(self.instrument)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Instrument._meta.verbose_name_plural)
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.instrument)}
        return [*self.breadcrumbs_items, {"url": reverse(f"{NAMES}:list"), "label": plural}, here]

    def urls(self) -> dict[str, str]:
        return {name: reverse(f"{NAMES}:{name}", args=[self.instrument.pk]) for name in PAGES}

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        known = {"instrument": self.instrument, "urls": self.urls()}
        return self.render_to_response(self.get_context_data(**known, **context), status=status)
