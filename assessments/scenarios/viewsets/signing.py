"""Reviewers put their names to what is published: its safety content, and its reference path."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scenarios import queries, services
from assessments.scenarios.choices import SignatureKind
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import ScenarioVersion
from assessments.scenarios.viewsets.frame import ScenarioPage
from assessments.scenarios.walking import reference_path
from lms.common.errors import DomainError


@dataclass(frozen=True)
class PathStep:
    asked: str
    said: str


@dataclass(frozen=True)
class ReferencePath:
    variant: str
    steps: tuple[PathStep, ...]


def paths_of(graph: Graph) -> list[ReferencePath]:
    """The way that the authors hold for the best, for each variant."""
    found = []
    for key, label in [(one.key, one.label or one.key) for one in graph.variants] or [("", "")]:
        steps = [
            PathStep(graph.nodes[node].text, chosen.text)
            for node, choice in reference_path(graph, key)
            if node in graph.nodes and (chosen := graph.nodes[node].choice(choice))
        ]
        found.append(ReferencePath(label, tuple(steps)))
    return found


class SignView(ScenarioPage):
    """Shows what is signed, by whom, and takes a signature for the newest version."""

    template_name = "assessments/admin/desk/sign.html"
    header_icon = "edit"
    permission = queries.MAY_SIGN
    title = gettext_lazy("Sign")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = queries.current_version(self.scenario)
        return self.show(version=version, **(self._facts(version) if version else {}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = queries.current_version(self.scenario)
        if version is None or str(version.pk) != request.POST.get("version"):
            messages.error(request, _("Another version was published meanwhile. Please look at that one."))
            return redirect(request.path)
        try:
            services.sign_version(version=version, kind=request.POST.get("kind", ""), reviewer=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Signed in your name."))
        return redirect(request.path)

    def _facts(self, version: ScenarioVersion) -> dict[str, Any]:
        signed = queries.signed_on(version)
        mine = self.request.user.pk
        return {
            "signed": signed,
            "needed": queries.SIGNERS,
            "signed_safety": any(one.reviewer_id == mine for one in signed.safety),
            "signed_reference": any(one.reviewer_id == mine for one in signed.reference),
            "paths": paths_of(queries.graph_of(version)),
            "kinds": {"safety": SignatureKind.SAFETY, "reference": SignatureKind.REFERENCE},
        }
