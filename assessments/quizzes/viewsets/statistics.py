"""The statistics of quizzes and questions in Wagtail, and the export beside them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from assessments.questions.models import Question
from assessments.quizzes.choices import ExportForm
from assessments.quizzes.models import Quiz, QuizAttempt
from assessments.quizzes.presenting.statistics import quiz_page, revision_page
from assessments.quizzes.queries import statistics as queries
from assessments.quizzes.queries.statistics import Crowd, Selection
from assessments.quizzes.services.exports import export_attempts
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.tables import csv_lines, xlsx_file

VIEW, EXPORT = "assessments.view_statistics", "assessments.export_attempts"
ROUTES = "assessment_statistics"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def selection_from(data: Any, crowd: Crowd) -> Selection:
    """What an address or a form asks for; anything unknown is the usual. The demo shows where nobody real is."""
    people = data.get("people") or ("fictional" if crowd.fictional and not crowd.real else "real")
    return Selection(first_only=data.get("tries") != "all", fictional=people == "fictional")


class StatisticsView(WagtailAdminTemplateMixin, View):
    """The frame of both pages: who may see it, which attempts count, the way back."""

    header_icon = "list-ul"
    model: type[Quiz] | type[Question]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(VIEW):
            raise Http404
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    @cached_property
    def crowd(self) -> Crowd:
        return queries.crowd_of(self.attempts())

    @cached_property
    def selection(self) -> Selection:
        return selection_from(self.request.GET, self.crowd)

    def attempts(self) -> Any:
        raise NotImplementedError

    def get_page_title(self) -> str:
        return _("Statistics")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        model = self.model._meta
        url = reverse(f"wagtailsnippets_assessments_{model.model_name}:list")
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)}
        return [*self.breadcrumbs_items, {"url": url, "label": capfirst(model.verbose_name_plural)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "object": self.object,
            "crowd": self.crowd,
            "first_only": self.selection.first_only,
            "fictional": self.selection.fictional,
            "both_crowds": bool(self.crowd.real and self.crowd.fictional),
        }


class QuizStatisticsView(StatisticsView):
    model = Quiz
    template_name = "assessments/admin/statistics/quiz.html"

    def attempts(self) -> Any:
        return QuizAttempt.objects.filter(quiz=self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, questions = queries.quiz_statistics(self.object, self.selection)
        mark = None if self.object.grade_by_certainty else self.object.pass_mark
        revisions, limits, chosen = queries.revisions_of(questions), queries.thresholds(), self.selection
        # Everybody's first attempts are as many as people.
        people = None if chosen.first_only else queries.people_of(queries.selected(self.attempts(), chosen))
        page = quiz_page(found, questions, revisions, limits, pass_mark=mark, people=people)
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "export_url": reverse(f"{ROUTES}:export", args=[self.object.pk]),
            "may_export": self.request.user.has_perm(EXPORT),
            "export_forms": ExportForm.choices,
        }


class QuestionStatisticsView(StatisticsView):
    model = Question
    template_name = "assessments/admin/statistics/question.html"

    def attempts(self) -> Any:
        return queries.attempts_asking(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = queries.question_statistics(self.object, self.selection)
        revisions, limits = queries.revisions_of(found), queries.thresholds()
        pages = [revision_page(one, revisions[one.revision], limits) for one in found]
        pages.sort(key=lambda page: -page.number)
        return {**super().get_context_data(**kwargs), "pages": pages}


@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the attempts at a quiz by people in reach. POST, since it leaves a line in the trail."""
    if not request.user.has_perm(EXPORT):
        raise Http404
    quiz = get_object_or_404(Quiz, pk=pk)
    page = f"{ROUTES}:quiz"
    if request.method != "POST":
        return redirect(page, pk)
    form, as_sheet = request.POST.get("form", ""), request.POST.get("format") == "xlsx"
    if form not in ExportForm or request.POST.get("format") not in {"csv", "xlsx"}:
        messages.error(request, _("Choose what a row is, and the format of the file."))
        return redirect(page, pk)
    selection = selection_from(request.POST, Crowd(0, 0))
    try:
        found = export_attempts(
            quiz=quiz, actor=request.user, selection=selection, form=ExportForm(form), as_sheet=as_sheet
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(page, pk)
    name = f"{quiz.code}-{form}-{clock.today().isoformat()}"
    if as_sheet:
        file = xlsx_file(quiz.code, found.header, found.rows)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    answer = StreamingHttpResponse(csv_lines(found.header, found.rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


urlpatterns: list[URLPattern] = [
    path("quiz/<int:pk>/", QuizStatisticsView.as_view(), name="quiz"),
    path("quiz/<int:pk>/export/", export, name="export"),
    path("question/<int:pk>/", QuestionStatisticsView.as_view(), name="question"),
]


def statistics_button(row: Quiz | Question) -> Button:
    """The way to the statistics of a question or quiz, for lists and for the head of its form."""
    url = reverse(f"{ROUTES}:{row._meta.model_name}", args=[row.pk])
    return Button(_("Statistics"), url, icon_name="list-ul", priority=70)


class WithStatistics:
    """A view of one question or quiz whose head leads to its statistics."""

    object: Any
    request: HttpRequest

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)  # type: ignore[misc]
        return [*buttons, statistics_button(self.object)] if self.request.user.has_perm(VIEW) else buttons
