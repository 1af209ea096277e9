"""The inbox."""

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.notifications import queries, services
from lms.notifications.access import access_notification
from lms.notifications.forms import PreferencesForm

PER_PAGE = 20


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.inbox(request.user), PER_PAGE).get_page(request.GET.get("page"))
    waiting = queries.unread_count(request.user)
    return render(request, "notifications/inbox.html", {"page": page, "rows": list(page), "waiting": waiting})


@login_required
@require_http_methods(["GET", "POST"])
def open_notification(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
    """Mark as read and go to what it is about; a mail's link comes here, so that GET has to do."""
    notification = services.mark_read(notification=access_notification(request.user, uuid))
    stay = request.method == "POST" and "stay" in request.POST
    return redirect((not stay and services.safe_path(path=notification.path)) or "notifications:inbox")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    services.mark_all_read(recipient=request.user)
    messages.success(request, _("Everything is marked as read."))
    return redirect("notifications:inbox")


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, initial={"by_email": queries.kinds_by_email(request.user)})
    if request.method == "POST" and form.is_valid():
        services.save_preferences(user=request.user, by_email=form.cleaned_data["by_email"])
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})
