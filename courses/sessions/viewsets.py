"""Live labs on the desk of their editors. Their dates are planned on the pages of their cohorts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.sessions.models import PUBLISH_SAFETY, Lab


class LabForm(WagtailAdminModelForm):
    """What Wagtail asks for. Safety content is published by a clinical reviewer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        was_safety = bool(self.instance.pk) and Lab.objects.filter(pk=self.instance.pk, safety=True).exists()
        touches = cleaned.get("safety") or was_safety
        if self.data.get("action-publish") and touches and not self.for_user.has_perm(PUBLISH_SAFETY):
            text = _("It holds safety content: a clinical reviewer publishes it. Save it as a draft and ask one.")
            self.add_error(None, text)
        return cleaned


def status_of(row: Lab) -> str:
    if not row.live:
        return _("Draft")
    return _("In use, with a newer draft") if row.has_unpublished_changes else _("In use")


def length_of(row: Lab) -> str:
    return _("%(minutes)d min") % {"minutes": row.minutes}


class LabViewSet(SnippetViewSet):
    model = Lab
    icon = "date"
    menu_label = gettext_lazy("Live labs")
    menu_order = 15
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["title", "code", "summary", "safety", "reviewed_by", "reviewed_at"]
    list_display = [
        "title",
        "code",
        Column("length", label=gettext_lazy("Length"), accessor=length_of),
        Column("status", label=gettext_lazy("Status"), accessor=status_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_filter = ["live", "safety"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("code"), FieldPanel("number")]),
            FieldPanel("summary"),
            FieldPanel("plan"),
            FieldPanel("bring"),
            MultiFieldPanel([FieldPanel("safety"), FieldPanel("content_note")], heading=gettext_lazy("Safety")),
            FieldPanel("enough"),
            FieldPanel("competencies"),
        ],
        base_form_class=LabForm,
    )
