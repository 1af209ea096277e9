"""Menus are put together from what each app adds in its `navigation.py`, so that no template knows every room."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.functional import Promise

Menu = Literal["main", "account", "footer"]


@dataclass(frozen=True)
class NavItem:
    """`roles` empty means everybody signed in; `public` shows it before sign-in (only); `post` is a button."""

    label: "str | Promise"
    url_name: str
    menu: Menu = "main"
    roles: tuple[str, ...] = ()
    public: bool = False
    post: bool = False
    order: int = 100


_ITEMS: list[NavItem] = []


def register(*items: NavItem) -> None:
    """Add items to the menus."""
    _ITEMS.extend(items)
    _ITEMS.sort(key=lambda item: item.order)


def items_for(menu: Menu, *, roles: frozenset[str], signed_in: bool) -> list[NavItem]:
    """The items of a menu that somebody with these roles sees, in order."""
    return [
        item
        for item in _ITEMS
        if item.menu == menu
        and item.public is not signed_in
        and (not item.roles or bool(roles.intersection(item.roles)))
    ]


def be_under(request: HttpRequest, url_name: str) -> None:
    """Say under which item of the menus a page stands whose address does not tell."""
    vars(request)["menu_item"] = url_name


def current_item(request: HttpRequest) -> str:
    """What `be_under` said; empty where the address tells."""
    return str(getattr(request, "menu_item", ""))
