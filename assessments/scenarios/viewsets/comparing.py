"""Two states of a scenario side by side."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.competencies.models import Competency
from assessments.scenarios import queries
from assessments.scenarios.desk.comparing import compare
from assessments.scenarios.desk.editing import Json
from assessments.scenarios.desk.inputs import options
from assessments.scenarios.models import ScenarioDraft
from assessments.scenarios.viewsets.frame import ScenarioPage

DRAFT = "draft"


class CompareView(ScenarioPage):
    """`?old=` and `?new=`: numbers of versions, or the draft. Without: the newest version and the draft."""

    template_name = "assessments/admin/desk/compare.html"
    header_icon = "history"
    permission = queries.MAY_CHANGE
    title = gettext_lazy("Compare versions")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = self.scenario.versions.order_by("-number").values_list("number", "created")
        numbers = [str(number) for number, _created in rows]
        old = self._known("old", numbers, numbers[0] if numbers else DRAFT)
        new = self._known("new", numbers, DRAFT)
        labels = [(DRAFT, _("The draft at the desk"))]
        labels += [(str(number), _version_words(number, made)) for number, made in rows]
        sections = compare(*self._stories(old, new))
        return self.show(sections=sections, olds=options(labels, old), news=options(labels, new), same=old == new)

    def _known(self, name: str, numbers: list[str], usual: str) -> str:
        given = self.request.GET.get(name, "")
        return given if given in {*numbers, DRAFT} else usual

    def _stories(self, old: str, new: str) -> tuple[Json, Json, Json, Json]:
        (before, settings), (after, later) = self._state(old), self._state(new)
        return before, after, self._with_codes(settings), self._with_codes(later)

    def _state(self, name: str) -> tuple[Json, Json]:
        if name != DRAFT:
            version = self.scenario.versions.get(number=int(name))
            return version.graph, version.settings
        newest = self.scenario.get_latest_revision_as_object()
        draft = ScenarioDraft.objects.filter(scenario=self.scenario).first()
        return draft.graph if draft else newest.graph, queries.settings_of(newest)

    def _with_codes(self, settings: Json) -> dict[str, Any]:
        """Competencies by their codes, and rich text as words."""
        codes = Competency.objects.filter(pk__in=settings.get("competencies", [])).values_list("code", flat=True)
        return {**settings, "competencies": list(codes)}


def _version_words(number: int, made: datetime) -> str:
    day = date_format(localtime(made), "DATE_FORMAT")
    return _("Version %(number)d, %(day)s") % {"number": number, "day": day}
