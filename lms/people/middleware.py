"""What a signed-in person's account says about every request: language, time zone, texts still to accept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from lms.people.agreements import in_force_mark
from lms.people.queries import pending_agreements

GetResponse = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "people-agreements"
LANGUAGES = {code for code, _name in settings.LANGUAGES}


class ProfileMiddleware:
    """Shows dates in the person's own time zone and pages in their language."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        if user.language in LANGUAGES and user.language != translation.get_language():
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        with timezone.override(ZoneInfo(user.time_zone)):
            return self.get_response(request)


class AgreementsMiddleware:
    """Sends somebody who has texts to accept to the page where they stand, and remembers where they were going.

    What must work before that stays open: crisis help, signing in and out, one's own data, checking a certificate.
    Once accepted it costs no query: the session holds the set of versions that was accepted.
    """

    OPEN = (
        "/accounts/",
        "/me/agreements/",
        "/me/data/",
        "/crisis/",
        "/sw.js",
        "/verify/",
        "/invitation/",
        "/healthz",
        "/admin/api/",
        "/admin/logout/",
        "/admin/login/",
        "/_util/login/",
        settings.STATIC_URL,
        settings.MEDIA_URL,
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated or request.path.startswith(self.OPEN) or not self.has_pending(request, user):
            return self.get_response(request)
        target = reverse("people:agreements")
        if request.method == "GET":
            target += "?" + urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(target)

    def has_pending(self, request: HttpRequest, user: Any) -> bool:
        mark = in_force_mark()
        if request.session.get(SESSION_KEY, "") == mark:
            return False
        if pending_agreements(user):
            # A new version that comes into force while somebody writes an answer waits for their next page.
            return request.method in {"GET", "HEAD"} or not user.acknowledgements.exists()
        request.session[SESSION_KEY] = mark
        return False
