"""What an editor saves on the desk is saved in the order in which it was sent."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

View = Callable[..., HttpResponse]


class SaveInOrderMiddleware:
    """Lets the edit views of Wagtail's desk save one thing at a time.

    Wagtail saves drafts by itself while somebody writes. It asks whether its words are still the newest before it
    writes, but holds nothing in between: on a slow server one that was sent before *Save draft* can be written after
    it, and the editor's last words are gone. With the row locked the second waits, looks again, and steps back.

    What had no revision when it was opened has no revision to compare with either, and Wagtail takes every save of it
    for the newest. One that it made by itself is not, once somebody has saved.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        found = _what_is_saved(request, view, kwargs) if request.method == "POST" else None
        if found is None:
            return None
        with transaction.atomic():
            saved = found.select_for_update(of=("self",)).first()
            if not request.accepts("text/html") and _began_before(request, saved):
                posted: Any = request.POST.copy()
                posted["loaded_revision_id"] = "none"
                request.POST = posted
            return view(request, *args, **kwargs)


def _began_before(request: HttpRequest, saved: models.Model | None) -> bool:
    """Whether the page was opened before there was any revision, and there is one now that is not its own."""
    knows = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    return not knows and getattr(saved, "latest_revision_id", None) is not None


def _what_is_saved(request: HttpRequest, view: View, kwargs: dict[str, Any]) -> models.QuerySet | None:
    """The row of a page or snippet that this view edits; None for any other view."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "wagtailadmin_pages:edit":
        return Page.objects.filter(pk=kwargs["page_id"]).order_by()
    if name.startswith("wagtailsnippets_") and name.endswith(":edit"):
        model: type[models.Model] = view.view_initkwargs["model"]  # type: ignore[attr-defined]
        return model._default_manager.filter(pk=kwargs["pk"]).order_by()
    return None
