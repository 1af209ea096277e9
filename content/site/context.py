"""What every template knows about the site."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse

from content.site.queries import branding_for


def branding(request: HttpRequest) -> dict[str, Any]:
    """`branding` (see `branding_for`) and `crisis_url`, which leads a signed-in reader to their own region.

    No query while the branding is kept in the cache.
    """
    host, _port = split_domain_port(request.get_host())
    return {"branding": branding_for(host), "crisis_url": crisis_url(request)}


def crisis_url(request: HttpRequest) -> str:
    """The crisis page; with the region from the reader's profile, also as an anchor, which works off-line."""
    region = getattr(getattr(request, "user", None), "region", "")
    if not region:
        return reverse("crisis")
    return f"{reverse('crisis')}?{urlencode({'region': region})}#region-{region.lower()}"
