"""Scenarios on the desk of their editors: the list, the form, and what belongs to one of them."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from assessments.questions.viewsets.retiring import STATUS, RetireView, RetiringViewSet
from assessments.scenarios import queries, services
from assessments.scenarios.choices import SignatureKind
from assessments.scenarios.models import Scenario, ScenarioSignature, ScenarioVersion
from assessments.scenarios.viewsets import desk
from assessments.scenarios.viewsets.analysis import paths_button
from assessments.scenarios.viewsets.comparing import CompareView
from assessments.scenarios.viewsets.form import ScenarioForm
from assessments.scenarios.viewsets.frame import ScenarioPage
from assessments.scenarios.viewsets.panels import StoryPanel
from assessments.scenarios.viewsets.playing import play_draft
from assessments.scenarios.viewsets.reviewing import ReviewActionView
from assessments.scenarios.viewsets.screen import NAMES
from assessments.scenarios.viewsets.signing import SignView
from assessments.scenarios.viewsets.transfer import export_buttons, import_buttons, transfer_urls


def review_of(row: Any) -> str:
    """Whether somebody signed the safety content of what is published, without a query."""
    if not row.safety_critical:
        return ""
    return _("Reviewed") if row.is_signed else _("Not reviewed yet")


def buttons_for(scenario: Scenario, user: Any) -> list[Button]:
    """The ways from one scenario, for lists and for the head of its form."""
    address = lambda name: reverse(f"{NAMES}:{name}", args=[scenario.pk])  # noqa: E731
    found = []
    if user.has_perm(queries.MAY_CHANGE):
        found.append(Button(_("Story"), address("desk"), icon_name="list-ul", priority=5))
        found.append(Button(_("Play"), address("desk_play"), icon_name="view", priority=15))
        found.append(Button(_("Compare versions"), address("compare"), icon_name="history", priority=60))
    if user.has_perm(queries.MAY_SEE_PATHS):
        found.append(paths_button(scenario))
    if user.has_perm(queries.MAY_SIGN):
        found.append(Button(_("Sign"), address("sign"), icon_name="edit", priority=65))
    if user.has_perm("assessments.add_scenario"):
        found.append(Button(_("Duplicate"), address("duplicate"), icon_name="copy", priority=70))
    return [*found, *export_buttons(scenario, user)]


class ScenarioIndex(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *import_buttons(self.request.user)]


class CreateScenario(CreateView):
    """What comes next is the story."""

    def get_success_url(self) -> str:
        return reverse(f"{NAMES}:desk", args=[self.object.pk])


class EditScenario(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *buttons_for(self.object, self.request.user)]


class RetireScenario(RetireView):
    model = Scenario
    permission = "assessments.publish_scenario"
    list_url_name = f"{NAMES}:list"
    retire = staticmethod(services.retire_scenario)
    restore = staticmethod(services.restore_scenario)


class DuplicateView(ScenarioPage):
    """Asks, then makes a draft with another code of what stands here and at the desk."""

    template_name = "assessments/admin/desk/duplicate.html"
    header_icon = "copy"
    permission = "assessments.add_scenario"
    title = gettext_lazy("Duplicate")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        made = services.copy_scenario(scenario=self.scenario, actor=request.user)
        messages.success(request, _("“%(title)s” is a draft of its own now.") % {"title": made.title})
        return redirect(f"{NAMES}:edit", made.pk)


class ScenarioViewSet(RetiringViewSet):
    model = Scenario
    icon = "group"
    menu_label = gettext_lazy("Scenarios")
    retire_view_class = RetireScenario
    index_view_class = ScenarioIndex
    add_view_class = CreateScenario
    edit_view_class = EditScenario
    workflow_action_view_class = ReviewActionView
    list_display = [
        "title",
        Column("number", label=gettext_lazy("Place"), accessor="number", sort_key="number"),
        Column("minutes", label=gettext_lazy("Minutes"), accessor="minutes", sort_key="minutes"),
        STATUS,
        Column("review", label=gettext_lazy("Safety review"), accessor=review_of, sort_key="safety_critical"),
        UpdatedAtColumn(),
    ]
    list_filter = ["live", "safety_critical", "competencies"]
    inspect_view_fields = ["title", "code", "summary", "minutes", "safety_critical", "content_note", "retired_at"]
    edit_handler = ObjectList(
        [
            StoryPanel(heading=gettext_lazy("Story")),
            FieldPanel("title"),
            FieldRowPanel(
                [
                    FieldPanel("code"),
                    FieldPanel("number", help_text=gettext_lazy("e.g. 1 to come first")),
                    FieldPanel("minutes", help_text=gettext_lazy("of honest play, e.g. 12")),
                ]
            ),
            FieldPanel("summary"),
            FieldPanel("setting"),
            MultiFieldPanel(
                [FieldPanel("safety_critical"), FieldPanel("content_note"), FieldPanel("way_round")],
                heading=gettext_lazy("What may be hard about it, and the way round"),
            ),
            MultiFieldPanel(
                [FieldPanel("enough", widget=RadioSelect), FieldPanel("repair_all")],
                heading=gettext_lazy("When it is complete"),
            ),
            FieldPanel("competencies"),
        ],
        base_form_class=ScenarioForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scenario]:
        newest = ScenarioVersion.objects.filter(scenario=OuterRef("pk")).order_by("-number").values("pk")[:1]
        signed = ScenarioSignature.objects.filter(
            version__scenario=OuterRef("pk"), kind=SignatureKind.SAFETY, version=OuterRef("newest")
        )
        return Scenario.objects.defer("graph").annotate(newest=Subquery(newest)).annotate(is_signed=Exists(signed))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *transfer_urls(),
            path("desk/<int:pk>/", desk.DeskPage.as_view(), name="desk"),
            path("desk/<int:pk>/save/", desk.DeskSave.as_view(), name="desk_save"),
            path("desk/<int:pk>/do/", desk.DeskDo.as_view(), name="desk_do"),
            path("desk/<int:pk>/lint/", desk.DeskLint.as_view(), name="desk_lint"),
            path("desk/<int:pk>/play/", play_draft, name="desk_play"),
            path("compare/<int:pk>/", CompareView.as_view(), name="compare"),
            path("sign/<int:pk>/", SignView.as_view(), name="sign"),
            path("duplicate/<int:pk>/", DuplicateView.as_view(), name="duplicate"),
        ]
