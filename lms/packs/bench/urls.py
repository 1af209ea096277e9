"""The site's own addresses, and the floor to compare them with. Only `lms.settings.bench` uses these."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lms.people.models import Organisation


def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """The least that a page of this site can cost: all middleware, who asks, one row by its key, a few words."""
    row = Organisation.objects.get(pk=pk)
    return HttpResponse(f"{request.user.pk} {row.pk}")


urlpatterns = [path("bench/floor/<int:pk>/", floor), path("", include("lms.urls"))]
