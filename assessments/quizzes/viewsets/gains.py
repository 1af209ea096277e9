"""What a group has gained between two checks, for whoever looks after it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.quizzes import presenting, queries
from assessments.quizzes.gains import compare_group
from assessments.quizzes.models import Quiz
from lms.people.queries import people_of


class GainView(WagtailAdminTemplateMixin, View):
    """A table by competency over the people whom the reader looks after; small groups are not shown."""

    template_name = "assessments/admin/gain.html"
    header_icon = "order-up"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("assessments.view_gain"):
            raise Http404
        self.object = get_object_or_404(Quiz, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("What was gained")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Quiz._meta.verbose_name_plural)
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)}
        listing = {"url": reverse("wagtailsnippets_assessments_quiz:list"), "label": plural}
        return [*self.breadcrumbs_items, listing, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = queries.form_before(self.object)
        people = queries.gains_of_people(self.object, before, people_of(self.request.user)) if before else []
        return super().get_context_data(**kwargs) | {
            "quiz_title": self.object.title,
            "before_title": before.title if before else "",
            "n": len(people),
            "rows": presenting.gain_of_group(compare_group(people)),
        }
