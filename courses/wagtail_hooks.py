"""The desk of courses: menus, the audit log's words, and what is not done to pages that people are learning from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from courses.catalogue.models import CourseIndexPage
from courses.enrolment.viewsets import CohortViewSet, CoursesGroup
from courses.progress.queries import is_learned_from
from courses.sessions.viewsets import LabViewSet


class CoursePagesItem(MenuItem):
    """Leads to the course list in the page explorer, wherever it stands."""

    def is_shown(self, request: HttpRequest) -> bool:
        self._index = CourseIndexPage.objects.first()
        return self._index is not None

    def render_component(self, request: HttpRequest) -> Any:
        self.url = reverse("wagtailadmin_explore", args=[self._index.pk]) if self._index else ""
        return super().render_component(request)


class CoursesMenu(CoursesGroup):
    """The group *Courses*, with the pages first."""

    items = (LabViewSet, CohortViewSet)

    def get_submenu_items(self) -> list[Any]:
        pages = CoursePagesItem(gettext_lazy("Course pages"), "", name="course-pages", icon_name="doc-full", order=10)
        return [pages, *super().get_submenu_items()]


register_snippet(CoursesMenu)


@hooks.register("before_move_page")
def keep_learned_page(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page with progress stays under its parent: a module's lessons are what people's modules were completed by."""
    if destination.pk == page.get_parent().pk or not is_learned_from(page):
        return None
    return _refuse_move(request, page)


@hooks.register("before_bulk_action")
def keep_learned_pages(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Moving many pages at once asks the same question."""
    if action_type != "move" or request.method != "POST":
        return None
    held = next((page for page in objects if isinstance(page, Page) and is_learned_from(page)), None)
    return _refuse_move(request, held) if held else None


def _refuse_move(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(
        request,
        _(
            "“%(title)s” stays where it is: people have learned from it, and their progress belongs to this place. "
            "Copy it to the new place, and unpublish it here."
        )
        % {"title": page.get_admin_display_title()},
    )
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """What courses write to the audit log."""
    for action, label, message in [
        ("enrolment.start", gettext_lazy("Enrol"), gettext_lazy("Enrolled in a course")),
        ("enrolment.pause", gettext_lazy("Pause"), gettext_lazy("Paused the training")),
        ("enrolment.resume", gettext_lazy("Resume"), gettext_lazy("Resumed the training")),
        ("enrolment.withdraw", gettext_lazy("Withdraw"), gettext_lazy("Left the course")),
        ("cohort.save", gettext_lazy("Save the cohort"), gettext_lazy("Saved the cohort")),
        ("cohort.import", gettext_lazy("Import people"), gettext_lazy("Imported people from a file")),
        ("invite.create", gettext_lazy("Make an invitation link"), gettext_lazy("Made an invitation link")),
        ("invite.revoke", gettext_lazy("Withdraw an invitation link"), gettext_lazy("Withdrew an invitation link")),
        ("lab.reviewed", gettext_lazy("Clinical review"), gettext_lazy("Published as reviewed")),
        ("lab.unreviewed", gettext_lazy("Review void"), gettext_lazy("Published without a clinical review")),
        ("lab_session.plan", gettext_lazy("Plan a lab"), gettext_lazy("Planned a date of a live lab")),
        ("lab_session.change", gettext_lazy("Change a lab"), gettext_lazy("Changed a date of a live lab")),
        ("lab_session.cancel", gettext_lazy("Call off a lab"), gettext_lazy("Called off a date of a live lab")),
        ("attendance.confirm", gettext_lazy("Confirm attendance"), gettext_lazy("Confirmed who was at a live lab")),
        ("attendance.correct", gettext_lazy("Correct attendance"), gettext_lazy("Corrected who was at a live lab")),
        ("lesson.reviewed", gettext_lazy("Clinical review"), gettext_lazy("Published as reviewed")),
        ("lesson.unreviewed", gettext_lazy("Review void"), gettext_lazy("Published without a clinical review")),
    ]:
        actions.register_action(action, label, message)
