from django.http import HttpRequest, HttpResponse
from wagtail import views

from content.pages.walking import walk


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page, after a walk that is remembered."""
    walk(request, path)
    response: HttpResponse = views.serve(request, path)
    return response
