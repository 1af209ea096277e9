from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from content.site.models import CrisisLine, CrisisRegion


class CrisisLineViewSet(SnippetViewSet):
    """Every crisis line with how far it may be relied on today."""

    model = CrisisLine
    icon = "help"
    menu_label = _("Crisis lines")
    list_display = [
        "name",
        "region",
        "call",
        "text",
        Column("status_words", label=_("How sure we are")),
        UpdatedAtColumn(),
    ]
    list_filter = {"region": ["exact"], "retired": ["exact"], "last_verified": ["isnull"]}
    list_export = ["region", "name", "call", "text", "chat_url", "source_checked", "last_verified", "verified_by"]
    ordering = ["region__order", "order", "name"]
    inspect_view_enabled = True


class CrisisRegionViewSet(SnippetViewSet):
    """Regions with their emergency numbers."""

    model = CrisisRegion
    icon = "globe"
    menu_label = _("Crisis regions")
    list_display = ["name", "code", "emergency", "order", UpdatedAtColumn()]
    list_export = ["code", "name", "emergency"]
    ordering = ["order", "name"]
