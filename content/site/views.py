"""Crisis help, with and without a network; and what robots are told. All of it public."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content.site.context import branding
from content.site.offline import WORKER, light_assets, version_of
from content.site.presenting import regions_on_page
from content.site.queries import DIRECTORY_NAME, DIRECTORY_URL, crisis_regions
from lms.common import clock

OTHER = "other"
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /accounts/
Disallow: /crisis/offline/
"""


@require_safe
def crisis(request: HttpRequest) -> HttpResponse:
    """Every region with its lines; first the one asked for, or the reader's own, or the programme's."""
    site = branding(request)["branding"]
    own = getattr(request.user, "region", "")
    asked = request.GET.get("region", "").strip()
    return render(request, "content/site/crisis.html", _crisis_context(asked or own or site["default_region"]))


def _crisis_context(chosen: str) -> dict[str, Any]:
    """Never blank: without the region, and even without any line, there is a directory to go to."""
    regions = regions_on_page(crisis_regions(), chosen, clock.today())
    return {
        "regions": regions,
        "unknown": bool(chosen) and not any(region.is_chosen for region in regions),
        "emergencies": [region.facts for region in regions if region.facts.emergency],
        "has_directory": any(region.facts.code == OTHER for region in regions),
        "directory": {"name": DIRECTORY_NAME, "url": DIRECTORY_URL},
    }


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows without a network in place of any page but crisis help."""
    return render(request, "content/site/offline.html")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker script, with what it keeps. Its text changes with the crisis page, so browsers fetch that anew."""
    site = branding(request)
    pages = [
        render_to_string("content/site/crisis.html", {**site, **_crisis_context(site["branding"]["default_region"])}),
        render_to_string("content/site/offline.html", site),
    ]
    kept = {
        "version": version_of(*pages),
        "crisis": reverse("crisis"),
        "offline": reverse("crisis_offline"),
        "assets": light_assets(),
    }
    script = f"const HOLDSPACE = {json.dumps(kept)};\n{WORKER.read_text()}"
    return HttpResponse(script, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines need not look at."""
    return HttpResponse(ROBOTS, content_type="text/plain")
