"""Organisations and agreements in Wagtail's admin. People themselves are looked after on our own pages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from lms.people.choices import Role
from lms.people.models import Agreement, Organisation


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_order = 10
    list_display = ["name", "time_zone"]
    search_fields = ["name"]
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("slug", help_text=_("Short name for addresses and files, e.g. “harbour-circle”.")),
        FieldPanel("time_zone", help_text=_("E.g. “Europe/Riga”.")),
    ]


class AgreementViewSet(SnippetViewSet):
    """A new text is a new version: copy the old one, change it, give it a date."""

    model = Agreement
    icon = "doc-full"
    menu_order = 20
    list_display = ["title", "kind", "version", "in_force_from"]
    list_filter = ["kind"]
    search_fields = ["title", "body"]
    inspect_view_enabled = True
    copy_view_enabled = True
    panels = [
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("version", help_text=_("A number that was not used before, e.g. 1.1."))],
            heading=_("Which text"),
        ),
        FieldPanel("title"),
        FieldPanel("body", help_text=_("Markdown. Short: everybody reads it on a phone before their first lesson.")),
        MultiFieldPanel(
            [FieldPanel("in_force_from"), FieldPanel("order")], heading=_("From when, and where it stands")
        ),
    ]


class PeopleMenuItem(MenuItem):
    """Leads from the admin to the people pages, for whoever may invite and look after people."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or request.user.has_role(Role.PROGRAMME_MANAGER)


class PeopleGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, AgreementViewSet)
    menu_label = _("People")
    menu_icon = "group"
    menu_order = 300

    def get_submenu_items(self) -> list[MenuItem]:
        people = PeopleMenuItem(_("All people"), reverse("people:list"), name="all-people", icon_name="user", order=1)
        return [people, *super().get_submenu_items()]
