"""A scenario as its learners would meet it: its card, and how it begins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView, PreviewRevisionView

from assessments.scenarios.errors import GraphInvalid, StepRefused
from assessments.scenarios.models import Scenario
from assessments.scenarios.playing import begin
from assessments.scenarios.reading import read_graph


def scenario_preview(scenario: Scenario) -> dict[str, Any]:
    """The first moment of the story and who is in it; what can't be played is told instead."""
    try:
        graph = read_graph(scenario.graph)
        variant = graph.variants[0].key if graph.variants else ""
        return {"moment": begin(graph, variant), "members": graph.members, "problem": ""}
    except (GraphInvalid, StepRefused) as refusal:
        return {"moment": None, "members": (), "problem": str(refusal)}


class ScenarioPreview:
    """Hands the beginning to the preview, which must not read the story itself."""

    object: Scenario

    def get_extra_request_attrs(self) -> dict[str, Any]:
        return {**super().get_extra_request_attrs(), "scenario_preview": scenario_preview(self.object)}  # type: ignore[misc]


class ScenarioPreviewOnCreate(ScenarioPreview, PreviewOnCreateView):
    pass


class ScenarioPreviewOnEdit(ScenarioPreview, PreviewOnEditView):
    pass


class ScenarioPreviewRevision(PreviewRevisionView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        attrs = {"scenario_preview": scenario_preview(self.revision_object)}
        return self.revision_object.make_preview_request(request, self.revision_object.default_preview_mode, attrs)
