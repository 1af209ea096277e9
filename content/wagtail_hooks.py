"""The desk: menus, what its first page says, and what it does not let anybody do."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.media.viewsets import RecordingViewSet
from content.pages.permissions import may_publish_safety, touches_safety
from content.site.panels import CrisisLinesPanel
from content.site.viewsets import CrisisLineViewSet, CrisisRegionViewSet
from lms.common.deletion import refuse_if_used


class ContentGroup(SnippetViewSetGroup):
    """Courses stand at 200, Assessment at 210, People at 220, Certification at 230; each app brings its own."""

    items = (CrisisLineViewSet, CrisisRegionViewSet, RecordingViewSet)
    menu_label = gettext_lazy("Content")
    menu_icon = "folder-open-inverse"
    menu_order = 240
    add_to_admin_menu = True


register_snippet(ContentGroup)


@hooks.register("insert_global_admin_css")
def use_our_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("content/desk.css"))


@hooks.register("construct_help_menu")
def leave_out_news(request: HttpRequest, items: list[Any]) -> None:
    """News of Wagtail itself are for whoever runs the site; a badge would only call editors away from their work."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("construct_homepage_panels")
def show_crisis_lines(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(CrisisLinesPanel(request))


@hooks.register("before_delete_page")
def keep_used_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse_if_used(request, [page])


@hooks.register("before_delete_snippet")
def keep_used_snippet(request: HttpRequest, instances: list[models.Model]) -> HttpResponse | None:
    return refuse_if_used(request, instances)


@hooks.register("before_bulk_action")
def keep_used_in_bulk(
    request: HttpRequest, action_type: str, objects: list[models.Model], action: Any
) -> HttpResponse | None:
    """Deleting many pages, pictures or files at once asks the same question."""
    if action_type != "delete" or request.method != "POST":
        return None
    return refuse_if_used(request, objects)


@hooks.register("before_publish_page")
def leave_safety_to_reviewers(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The buttons are gone already (see `content.pages.permissions`); this holds where no button was asked."""
    if may_publish_safety(request.user) or not touches_safety(page):
        return None
    if page.live and not page.live_revision_id:
        # A page that is made and published in one step is in the tree before this hook is asked.
        page.live = False
        page.save(update_fields=["live"], clean=False)
    messages.error(
        request,
        _("“%(title)s” touches safety: your draft is kept; submit it, and a clinical reviewer publishes it.")
        % {"title": page.title},
    )
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
