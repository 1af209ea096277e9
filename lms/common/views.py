from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.common import health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the site can work, 503 when not. What is wrong stands in the log, not on the page."""
    if health.trouble():
        return HttpResponse("not well\n", status=503, content_type="text/plain")
    return HttpResponse("well\n", content_type="text/plain")
