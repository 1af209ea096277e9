"""The walk from the site's root to a page, remembered: Wagtail asks the database nine times for it, on every view."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from content.site.edition import remembered


class RemembersRestrictions:
    """A page that was walked to knows who may view it."""

    walked_restrictions: list[PageViewRestriction] | None = None

    def get_view_restrictions(self) -> Any:
        """As Wagtail does; for a remembered page without a query."""
        if self.walked_restrictions is not None:
            return self.walked_restrictions
        return super().get_view_restrictions()  # type: ignore[misc]


def walk(request: HttpRequest, path: str) -> None:
    """Leave on the request which site and page its address means, where Wagtail's own view looks for them.

    One query once it is remembered (see `edition`). Addresses that lead nowhere are looked up each time.
    """
    key = ("walk", request.get_host(), request.get_port(), get_language(), path)
    found = remembered(key, lambda: _walk(request, path))
    if found is not None:
        site, page = found
        vars(request).update(_wagtail_site=site, _wagtail_route_for_request=RouteResult(page))


def _walk(request: HttpRequest, path: str) -> tuple[Site | None, Page] | None:
    found = Page.route_for_request(request, path)
    if found is None or found.args or found.kwargs:
        return None
    if isinstance(found.page, RemembersRestrictions):
        found.page.walked_restrictions = list(found.page.get_view_restrictions())
    return Site.find_for_request(request), found.page
