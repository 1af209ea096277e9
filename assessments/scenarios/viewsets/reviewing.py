"""What a reviewer does with a scenario that was submitted, without opening its form."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.snippets.views.snippets import WorkflowActionView

from assessments.scenarios.errors import ScenarioHasProblems


class ReviewActionView(WorkflowActionView):
    """Approving publishes. Where the lint is against it, that is said, and the review stays open."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ScenarioHasProblems as refusal:
            messages.error(request, str(refusal))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)
