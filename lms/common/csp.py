"""The Content-Security-Policy of the desk. Everything else has the strict one of `CONTENT_SECURITY_POLICY`."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class DeskPolicyMiddleware:
    """Wagtail's admin works with inline scripts and styles: its policy allows these, and nothing from elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy(config=settings.DESK_SECURITY_POLICY)
        self.prefixes = tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(self.prefixes):
            response.headers.setdefault(HEADER, self.policy)
        return response
