"""Taking something out of use, and back into it, at the desk: for all that is retired and never deleted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from lms.common.deletion import where_used
from lms.common.errors import DomainError


def status_of(row: Any) -> str:
    """Where something that is published and retired stands, in words, without a query."""
    if row.retired_at:
        return _("Retired")
    if not row.live:
        return _("Draft")
    return _("In use, with a newer draft") if row.has_unpublished_changes else _("In use")


STATUS = Column("status", label=gettext_lazy("Status"), accessor=status_of, sort_key="live")


class RetireView(WagtailAdminTemplateMixin, View):
    """Asks, then takes something out of use or back into it. A refusal is shown with its sentence."""

    template_name = "assessments/admin/retire.html"
    header_icon = "bin"
    model: type[models.Model]
    permission = ""
    list_url_name = ""
    retire: Callable[..., Any]
    restore: Callable[..., Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise Http404
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self._turn(request)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data())
        return redirect(self.list_url_name)

    def _turn(self, request: HttpRequest) -> None:
        argument = {self.model._meta.model_name: self.object, "actor": request.user}
        if self.object.retired_at:
            self.restore(**argument)
            messages.success(request, _("“%(name)s” is in use again.") % {"name": self.object})
        else:
            self.retire(**argument)
            messages.success(request, _("“%(name)s” is retired.") % {"name": self.object})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)}
        return [*self.breadcrumbs_items, {"url": reverse(self.list_url_name), "label": plural}, here]

    def get_page_title(self) -> str:
        return _("Bring back into use") if self.object.retired_at else _("Retire")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "object": self.object,
            "uses": [*self.drawn_by(), *where_used(self.object)],
            "list_url": reverse(self.list_url_name),
        }

    def drawn_by(self) -> list[str]:
        return []


class LeadToRetiring(UnpublishView):
    """Wagtail's own way out of use says nothing of what rests on it, and refuses nothing: it ends at ours."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.unpublish_url_name.replace(":unpublish", ":retire"), self.object.pk)

    post = get


class RetiringViewSet(SnippetViewSet):
    """A snippet with history, preview and a way out of use instead of out of the world."""

    copy_view_enabled = False
    unpublish_view_class = LeadToRetiring
    inspect_view_enabled = True
    retire_view_class: type[RetireView]
    print_view_class: type[View] | None = None
    select_related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.model.objects.select_related(*self.select_related)

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = [
            *super().get_urlpatterns(),
            path("retire/<int:pk>/", self.retire_view_class.as_view(), name="retire"),
        ]
        if self.print_view_class is not None:
            patterns.append(path("print/<int:pk>/", self.print_view_class.as_view(), name="print"))
        return patterns
