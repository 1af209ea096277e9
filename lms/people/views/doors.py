"""One way in: Wagtail's own sign-in pages lead to ours, or say that a door stays shut."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel

from lms.people.redirects import next_path


@never_cache
def admin_door(request: HttpRequest) -> HttpResponse:
    """`/admin/login/`: strangers sign in with allauth, whoever may enter goes on, everybody else is told no."""
    target = next_path(request, default=reverse("wagtailadmin_home"))
    if not request.user.is_authenticated:
        return redirect_to_login(target)
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect(target)


@never_cache
def page_door(request: HttpRequest) -> HttpResponse:
    """`/_util/login/`: Wagtail sends people here from a page that is not for them."""
    if not request.user.is_authenticated:
        return redirect_to_login(next_path(request, default="/"))
    raise PermissionDenied


class EditorAccountView(AccountView):
    """Wagtail's own settings of an editor. Name, address and password are changed on our pages only."""

    OURS = frozenset({"name_email", "password"})

    def get_panels(self) -> list[BaseSettingsPanel]:
        return [panel for panel in super().get_panels() if panel.name not in self.OURS]


def editor_account(request: HttpRequest) -> HttpResponse:
    """`/admin/account/`, for whoever may enter Wagtail's admin."""
    return require_admin_access(EditorAccountView.as_view())(request)
