"""What is held about me: read it, take it along, erase it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.common import clock
from lms.common.errors import DomainError
from lms.privacy import queries, services
from lms.privacy.forms import EraseForm

PER_PAGE = 30


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    found = queries.holdings(user)
    held, other = [item for item in found if item["rows"]], [item for item in found if not item["rows"]]
    return render(request, "privacy/mine.html", {"held": held, "other": other})


@login_required
@require_POST
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    response = HttpResponse(services.export_person(user=user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{clock.today().isoformat()}.zip"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = EraseForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_person(user=user, actor=user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for the time you gave."))
            return redirect("/")
    return render(request, "privacy/erase.html", {"form": form})


@login_required
@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    page = Paginator(queries.access_log(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/access_log.html", {"page": page, "rows": list(page)})
