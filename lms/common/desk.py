"""The frame of a page of the desk on which things come in or go out."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class TransferView(WagtailAdminTemplateMixin, View):
    """A page for whom `allowed` says; for others it is not there.

    `names`: those of the addresses of `model`, and `list_name` the one of its list.
    """

    header_icon = "upload"
    model: type[Model]
    names = ""
    list_name = "list"
    title: Any = ""

    def allowed(self) -> bool:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allowed():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def show(self, **context: Any) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(list_url=self.list_url(), **context))

    def list_url(self) -> str:
        return reverse(f"{self.names}:{self.list_name}")

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        of = {"url": self.list_url(), "label": capfirst(str(self.model._meta.verbose_name_plural))}
        return [*self.breadcrumbs_items, of, {"url": "", "label": self.get_page_title()}]
