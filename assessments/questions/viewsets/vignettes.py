"""Vignettes on the desk of their editors."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from assessments.questions.queries import questions_of
from assessments.questions.vignettes import Vignette


class VignetteForm(WagtailAdminModelForm):
    """What Wagtail asks for. What safety-critical questions rest on is published by a clinical reviewer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        allowed = self.for_user.has_perm("assessments.publish_safety_question")
        if self.data.get("action-publish") and self.instance.pk and not allowed:
            safety = questions_of(self.instance).filter(safety_critical=True)
            codes = ", ".join(safety.values_list("code", flat=True))
            if codes:
                text = _(
                    "Safety-critical questions rest on it (%(codes)s): a clinical reviewer publishes it. Save it as a "
                    "draft and ask one."
                )
                self.add_error(None, text % {"codes": codes})
        return cleaned


def status_of(row: Vignette) -> str:
    if not row.live:
        return _("Draft")
    return _("In use, with a newer draft") if row.has_unpublished_changes else _("In use")


class VignetteViewSet(SnippetViewSet):
    model = Vignette
    icon = "doc-full"
    menu_label = gettext_lazy("Vignettes")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["title", "code", "live"]
    list_display = [
        "title",
        "code",
        Column("asked", label=gettext_lazy("Questions in use"), accessor="asked", sort_key="asked"),
        Column("status", label=gettext_lazy("Status"), accessor=status_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_filter = ["live"]
    edit_handler = ObjectList(
        [FieldRowPanel([FieldPanel("title"), FieldPanel("code")]), FieldPanel("body")], base_form_class=VignetteForm
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        in_use = Q(questions__live=True, questions__retired_at=None)
        return Vignette.objects.annotate(asked=Count("questions", filter=in_use))
