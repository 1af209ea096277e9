"""The menus of every page, put together from what the apps registered."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lms.common.navigation import Menu, current_item, items_for
from lms.people.queries import demo_people

Entry = dict[str, Any]


def navigation(request: HttpRequest) -> dict[str, list[Entry]]:
    """`nav`, `account_nav` and `footer_nav`: lists of label, url, post (a button) and current."""
    user: Any = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    roles = user.role_codes if signed_in else frozenset()
    return {
        "nav": _entries("main", request, roles, signed_in=signed_in),
        "account_nav": _entries("account", request, roles, signed_in=signed_in),
        "footer_nav": _entries("footer", request, roles, signed_in=signed_in),
    }


def _entries(menu: Menu, request: HttpRequest, roles: frozenset[str], *, signed_in: bool) -> list[Entry]:
    path, said = request.path, current_item(request)
    items = items_for(menu, roles=roles, signed_in=signed_in)
    entries: list[Entry] = [
        {"label": item.label, "url": reverse(item.url_name), "post": item.post, "current": item.url_name == said}
        for item in items
    ]
    if said:
        return entries
    # Of "/me/" and "/me/data/" only the longer one is current on "/me/data/access/".
    leading = [
        entry for entry in entries if path == entry["url"] or (entry["url"] != "/" and path.startswith(entry["url"]))
    ]
    if leading:
        max(leading, key=lambda entry: len(entry["url"]))["current"] = True
    return entries


def demo_sign_ins(request: HttpRequest) -> dict[str, Any]:
    """The fictional people of the demo, on the sign-in page of a developer's machine only."""
    if not (settings.DEMO and settings.DEBUG) or request.path != reverse("account_login"):
        return {}
    return {"demo_people": demo_people(), "demo_password": settings.DEMO_PASSWORD}
