"""What makes the sheet installable, and lets it open without a network. Public: neither holds anything of anybody."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.observations.offline import WORKER, sheet_assets, version


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of everything below `/observations/`."""
    kept = {"version": version(), "assets": sheet_assets(), "offline": reverse("crisis_offline")}
    script = f"const SHEETS = {json.dumps(kept)};\n{WORKER.read_text()}"
    return HttpResponse(script, content_type="text/javascript")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    start = reverse("assessments:seats")
    icon = {"src": static("lms/img/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return JsonResponse(
        {
            "name": _("Rating sheets"),
            "short_name": _("Sheets"),
            "id": start,
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": "#faf8f4",
            "theme_color": "#0f6b66",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )
