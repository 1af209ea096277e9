from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from content.media.models import Recording


class RecordingViewSet(SnippetViewSet):
    """Video and audio, with what makes them reach everybody."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    list_display = ["title", "kind", "minutes", "language", UpdatedAtColumn()]
    list_filter = ["kind", "language"]
    list_export = ["title", "kind", "minutes", "language"]
    copy_view_enabled = False
