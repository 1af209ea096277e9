"""A kit on paper for its editors: the draft, or (`?version=2`) one that was published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from assessments.instruments import queries
from assessments.instruments.editing import Json
from assessments.instruments.presenting.desk import names_of
from assessments.instruments.presenting.paper import paper
from assessments.instruments.presenting.script import script_of
from assessments.instruments.viewsets.frame import KitPage


class PrintKit(KitPage):
    permission = queries.MAY_VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        number = request.GET.get("version", "")
        kit, framework, facts = self._version(int(number)) if number.isdecimal() else self._draft()
        keep = f"version={number}&" if number.isdecimal() else ""
        context = {**paper(script_of(kit, framework), request.GET.dict(), keep=keep), **facts}
        back = self.urls()["desk" if request.user.has_perm(queries.MAY_CHANGE) else "versions"]
        return render(request, "assessments/kits/print.html", {**context, "code": self.instrument.code, "back": back})

    def _draft(self) -> tuple[Json, dict[str, Any], dict[str, Any]]:
        return self.instrument.kit, queries.words_in_force(), {"number": 0, "reviewers": ""}

    def _version(self, number: int) -> tuple[Json, dict[str, Any], dict[str, Any]]:
        version = get_object_or_404(self.instrument.versions.select_related("framework_version"), number=number)
        facts = {"number": version.number, "reviewers": names_of(queries.signatures_on(version))}
        return version.kit, queries.words_of_version(version), facts
