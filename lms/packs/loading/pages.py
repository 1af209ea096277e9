"""Pages of a pack in the page tree. Every change is a revision, published, as if an editor had made it."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from content.pages.models import HomePage, ResourceIndexPage, ResourcePage, StandardPage
from courses.catalogue.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from lms.common.texts.prose import to_html
from lms.packs.loading.bodies import to_blocks, to_items
from lms.packs.loading.context import Context, home_page, index_page
from lms.packs.reading.pack import Entry


def save_home(entry: Entry, page: HomePage | None, context: Context) -> HomePage:
    """The home page at the root of the default site; Wagtail's own welcome page goes."""
    page = page or home_page() or HomePage(slug="home")
    given = entry.data
    page.title, page.kicker, page.lead = given["title"], given.get("kicker") or "", given.get("lead") or ""
    page.statement = given.get("statement") or ""
    page.steps = _items("step", map(dict, given.get("steps") or []), entry, context)
    page.facts = _items("fact", map(dict, given.get("facts") or []), entry, context)
    page.body = _blocks(entry, context)
    if page.pk is None:
        _take_the_root(page)
    return _publish(page, context)


def _take_the_root(page: HomePage) -> None:
    root = Page.get_first_root_node()
    welcome = list(root.get_children().filter(slug=page.slug))
    for other in welcome:
        other.slug = f"{other.slug}-before"
        other.save(update_fields=["slug"])
    root.add_child(instance=page)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", port=80, root_page=page, is_default_site=True)
    else:
        site.root_page = page
        site.save()
    for other in welcome:
        # Only the page that Wagtail's own first migration made, and only while nobody has built on it.
        if type(other.specific) is Page and not other.get_children_count():
            Page.objects.get(pk=other.pk).delete()


def save_standard(entry: Entry, page: StandardPage | None, context: Context) -> StandardPage:
    given = entry.data
    page = page or StandardPage(slug=given["slug"])
    page.title, page.lead = given["title"], given.get("summary") or ""
    page.in_footer = bool(given.get("footer"))
    page.body = _blocks(entry, context)
    return _publish(page, context, parent=home_page())


def save_resource(entry: Entry, page: ResourcePage | None, context: Context) -> ResourcePage:
    given = entry.data
    page = page or ResourcePage(slug=given["slug"])
    page.title, page.summary = given["title"], given.get("summary") or ""
    page.owned_by, page.licence = given.get("owner") or "", given.get("licence") or ""
    page.review_by, page.safety = given.get("review_by"), bool(given.get("safety"))
    page.body = _blocks(entry, context)
    return _publish(page, context, parent=index_page(ResourceIndexPage, _("Resources"), "resources"))


def save_course(entry: Entry, page: CoursePage | None, context: Context) -> CoursePage:
    given = entry.data
    page = page or CoursePage(slug=given["slug"])
    page.title, page.code, page.summary = given["title"], given["code"], given.get("summary") or ""
    page.self_enrol = given.get("self_enrol", True)
    page.intro = _intro(entry)
    return _publish(page, context, parent=index_page(CourseIndexPage, _("Courses"), "courses"))


def save_module(entry: Entry, page: ModulePage | None, context: Context) -> ModulePage:
    given = entry.data
    page = page or ModulePage(slug=given["slug"])
    page.title, page.code, page.summary = given["title"], given["code"], given.get("summary") or ""
    page.objectives = _items("objective", given.get("objectives") or [], entry, context)
    page.drawing, page.intro = given.get("drawing") or "", _intro(entry)
    page.competencies = context.competencies(given.get("competencies") or [])
    return _publish(page, context, parent=context.made[entry.parent], after=_before(entry, context))


def save_lesson(entry: Entry, page: LessonPage | None, context: Context) -> LessonPage:
    """A lesson. What it says of its safety review is left to what publishing does."""
    given = entry.data
    page = page or LessonPage(slug=given["slug"])
    page.title, page.kind, page.lead = given["title"], given["kind"], given.get("lead") or ""
    page.minutes, page.safety = given["minutes"], given["safety"]
    page.drawing, page.drawing_alt = given.get("drawing") or "", given.get("drawing_alt") or ""
    page.sources = _items("source", map(_source, given.get("sources") or []), entry, context)
    page.competencies = context.competencies(given.get("competencies") or [])
    page.requires = list(LessonPage.objects.filter(slug__in=given.get("requires") or []))
    page.body = _blocks(entry, context)
    return _publish(page, context, parent=context.made[entry.parent], after=_before(entry, context))


def _source(given: dict[str, Any]) -> dict[str, str]:
    return {key: given.get(key) or "" for key in ("text", "url", "note")}


def _intro(entry: Entry) -> str:
    return "".join(to_html(piece.text) for piece in entry.pieces)


# A StreamField takes its JSON as it is, ids included.
def _blocks(entry: Entry, context: Context) -> Any:
    return json.dumps(to_blocks(entry.pieces, owner=_owner(entry, context), find=context.names.find))


def _items(kind: str, values: Iterable[Any], entry: Entry, context: Context) -> Any:
    return json.dumps(to_items(kind, values, owner=_owner(entry, context)))


def _owner(entry: Entry, context: Context) -> str:
    return f"{context.pack.name}/{entry.key}"


def _before(entry: Entry, context: Context) -> Page | None:
    """The neighbour that stands before this entry in the pack, so that a new page goes into its place."""
    parent = next(other for other in context.source.entries if other.key == entry.parent)
    earlier = [other for other in context.source.under(parent) if other.position < entry.position]
    return next((context.made[other.key] for other in reversed(earlier) if other.key in context.made), None)


def _publish(page: Any, context: Context, *, parent: Any = None, after: Any = None) -> Any:
    if page.pk is None:
        page.live = False
        if after is not None:
            type(after).objects.get(pk=after.pk).add_sibling(pos="right", instance=page)
        else:
            type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(user=context.actor).publish(user=context.actor, skip_permission_checks=True)
    return type(page).objects.get(pk=page.pk)
