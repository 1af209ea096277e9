"""Grading anew after a mistake in a key: a dry run, then the decision."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.questions.models import Question
from assessments.quizzes import presenting, queries, services
from assessments.quizzes.queries import Plan
from assessments.quizzes.touching import awards_touched
from lms.common.errors import DomainError
from lms.people.queries import people_in_reach

SHOWN = 200


class RegradeView(WagtailAdminTemplateMixin, View):
    """Lists what would change, with names only of people in the editor's own reach; commits on POST."""

    template_name = "assessments/admin/regrade.html"
    header_icon = "rotate"
    page_title = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(queries.MAY_REGRADE):
            raise Http404
        self.object = get_object_or_404(Question, pk=kwargs["pk"])
        self.reason = ""
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.reason = request.POST.get("reason", "")
        try:
            done = services.regrade_question(
                question=self.object, actor=request.user, reason=self.reason, digest=request.POST.get("digest", "")
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data())
        changed = done.attempts.count()
        text = ngettext("%(n)d result was changed.", "%(n)d results were changed.", changed) % {"n": changed}
        messages.success(request, _("%(changed)s Those affected are told.") % {"changed": text} if changed else text)
        return redirect(self.request.path)

    def get_page_title(self) -> str:
        return _("Grade anew")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("wagtailsnippets_assessments_question:list"), "label": _("Questions")}
        edit = {
            "url": reverse("wagtailsnippets_assessments_question:edit", args=[self.object.pk]),
            "label": str(self.object),
        }
        return [*self.breadcrumbs_items, listing, edit, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = queries.plan_regrade(self.object)
        return super().get_context_data(**kwargs) | {
            "object": self.object,
            "plan": plan,
            "reason": self.reason,
            "history": queries.regrades_of(self.object),
            **self._named(plan),
        }

    def _named(self, plan: Plan) -> dict[str, Any]:
        attempts = queries.attempts_named(plan.changes)
        known = set(
            people_in_reach(self.request.user)
            .filter(pk__in={one.learner_id for one in attempts.values()})
            .values_list("pk", flat=True)
        )
        lines = [presenting.regrade_line(one, attempts[one.attempt_id], known) for one in plan.changes]
        lines.sort(key=lambda line: (line.order, line.name))
        touched = awards_touched(queries.lost_results(plan.changes))
        counts = Counter(line.order for line in lines)
        return {
            "lines": lines[:SHOWN],
            "more": max(len(lines) - SHOWN, 0),
            "lost": counts[0],
            "won": counts[1],
            "awards": [award for award in touched if award.learner_id in known],
            "awards_elsewhere": sum(award.learner_id not in known for award in touched),
        }
