"""Observation kits on the desk of their editors: the list, and what belongs to one of them."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, UsageView

from assessments.instruments import queries, services
from assessments.instruments.models import Instrument
from assessments.instruments.presenting.desk import review_of, standing_of
from assessments.instruments.viewsets import desk, printing, review
from assessments.instruments.viewsets.frame import NAMES


class State(models.TextChoices):
    WAITING = "waiting", gettext_lazy("Sent to review")
    DRAFT = "draft", gettext_lazy("Draft")
    FORCE = "force", gettext_lazy("In force")
    NEWER = "newer", gettext_lazy("In force, with a newer draft")
    UNSIGNED = "unsigned", gettext_lazy("Not reviewed by a named reviewer")
    RETIRED = "retired", gettext_lazy("Retired")


class KitFilterSet(WagtailFilterSet):
    """By where a kit stands."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=State.choices, method="in_state", null_label=None, empty_label=None
    )

    class Meta:
        model = Instrument
        fields = ["state", "kind"]

    def in_state(self, kits: QuerySet[Instrument], name: str, value: str) -> QuerySet[Instrument]:
        in_use = kits.filter(retired_at=None)
        return {
            State.WAITING: in_use.exclude(review_asked_at=None),
            State.DRAFT: in_use.filter(newest=None),
            State.FORCE: in_use.exclude(newest=None),
            State.NEWER: in_use.exclude(newest=None).exclude(newest_kit=F("kit")),
            State.UNSIGNED: in_use.exclude(newest=None).filter(is_signed=False),
            State.RETIRED: kits.exclude(retired_at=None),
        }[State(value)]


class CreateKit(CreateView):
    """A code, a title, a kind; what comes next is the kit."""

    def save_instance(self) -> Any:
        made = super().save_instance()
        return services.start_kit(instrument=made, actor=self.request.user)

    def get_success_url(self) -> str:
        return reverse(f"{NAMES}:desk", args=[self.object.pk])


class LeadToDesk(EditView):
    """A kit is changed part by part at its desk; lists and history of Wagtail lead here."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = "desk" if request.user.has_perm(queries.MAY_CHANGE) else "versions"
        return redirect(f"{NAMES}:{page}", self.object.pk)

    post = get


class LeadToVersions(UsageView):
    """Sittings rest on a version, which Wagtail's own page does not know of."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(f"{NAMES}:versions", self.object.pk)


def buttons_for(instrument: Instrument, user: Any) -> list[Button]:
    """The ways from one kit, for lists."""
    address = lambda name: reverse(f"{NAMES}:{name}", args=[instrument.pk])  # noqa: E731
    found = []
    if user.has_perm(queries.MAY_VIEW):
        found.append(Button(_("Versions and review"), address("versions"), icon_name="history", priority=15))
        found.append(Button(_("Print"), address("print"), icon_name="doc-full", priority=60))
    if user.has_perm(queries.MAY_CHANGE):
        found.append(Button(_("Compare versions"), address("compare"), icon_name="history", priority=65))
    if user.has_perm(queries.MAY_ADD):
        found.append(Button(_("Duplicate"), address("duplicate"), icon_name="copy", priority=70))
    return found


class InstrumentViewSet(SnippetViewSet):
    model = Instrument
    icon = "clipboard-list"
    menu_label = gettext_lazy("Observation kits")
    copy_view_enabled = False
    add_view_class = CreateKit
    edit_view_class = LeadToDesk
    usage_view_class = LeadToVersions
    filterset_class = KitFilterSet
    search_fields = ["title", "code"]
    list_display = [
        "title",
        Column("code", label=gettext_lazy("Code"), accessor="code", sort_key="code"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("status", label=gettext_lazy("Status"), accessor=standing_of),
        Column("review", label=gettext_lazy("Review"), accessor=review_of, sort_key="review_asked_at"),
        UpdatedAtColumn(),
    ]
    edit_handler = ObjectList([FieldPanel("code"), FieldPanel("title"), FieldPanel("kind")])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Instrument]:
        return queries.instruments_at_desk()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("desk/<int:pk>/", desk.DeskPage.as_view(), name="desk"),
            path("desk/<int:pk>/check/", desk.DeskCheck.as_view(), name="desk_check"),
            path("versions/<int:pk>/", review.VersionsPage.as_view(), name="versions"),
            path("compare/<int:pk>/", review.CompareKits.as_view(), name="compare"),
            path("duplicate/<int:pk>/", review.DuplicateKit.as_view(), name="duplicate"),
            path("retire/<int:pk>/", review.RetireKit.as_view(), name="retire"),
            path("print/<int:pk>/", printing.PrintKit.as_view(), name="print"),
        ]
