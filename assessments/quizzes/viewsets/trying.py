"""Trying a quiz out from the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.quizzes.models import Quiz
from assessments.quizzes.views.trials import PERMISSION, open_trial
from lms.common.errors import DomainError


class TryQuiz(WagtailAdminTemplateMixin, View):
    """Says what trying out is, then starts it on the newest draft. A draft that can't be drawn says why."""

    template_name = "assessments/admin/try.html"
    header_icon = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise Http404
        self.object = get_object_or_404(Quiz, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        here = reverse("wagtailsnippets_assessments_quiz:try", args=[pk])
        try:
            attempt_uuid = open_trial(request, self.object.get_latest_revision_as_object(), here)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data())
        return redirect("assessments:attempt", attempt_uuid)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {
            "url": reverse("wagtailsnippets_assessments_quiz:list"),
            "label": capfirst(Quiz._meta.verbose_name_plural),
        }
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)}
        return [*self.breadcrumbs_items, listing, here]

    def get_page_title(self) -> str:
        return _("Try it")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = reverse("wagtailsnippets_assessments_quiz:edit", args=[self.object.pk])
        return super().get_context_data(**kwargs) | {"object": self.object, "edit_url": edit_url}
