"""Cohorts at the desk: to look at and to see where they are used. They are made on the managers' own pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.enrolment.models import Cohort


class CohortViewSet(SnippetViewSet):
    model = Cohort
    icon = "group"
    menu_label = _("Cohorts")
    menu_order = 20
    list_display = ["name", "course", "organisation", "starts", "ends"]
    list_filter = ["course", "organisation"]
    search_fields = ["name"]
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = [
        FieldPanel("name", help_text=_("As its people call it, e.g. “Spring evenings”.")),
        MultiFieldPanel([FieldPanel("course"), FieldPanel("organisation")], heading=_("What, and with whom")),
        MultiFieldPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("capacity")], heading=_("When")),
        FieldPanel("supervisors"),
    ]


class CoursesGroup(SnippetViewSetGroup):
    items = (CohortViewSet,)
    menu_label = _("Courses")
    menu_icon = "folder-open-inverse"
    menu_order = 200
    add_to_admin_menu = True
