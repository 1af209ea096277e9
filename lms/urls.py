from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from content.pages.views import serve
from lms.common.views import healthz
from lms.people.views.doors import admin_door, editor_account, page_door

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("", include("lms.people.urls")),
    # One way in: Wagtail's own doors skip the second factor and the throttling, so ours stand before them.
    path("admin/login/", admin_door, name="admin_door"),
    path("_util/login/", page_door, name="page_door"),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/account/", editor_account, name="editor_account"),
    # People are managed on our own pages, where every change is checked and written down.
    path("admin/users/", RedirectView.as_view(pattern_name="people:list")),
    path("admin/users/<path:rest>", RedirectView.as_view(url="/people/")),
    path("admin/bulk/people/user/<path:rest>", RedirectView.as_view(url="/people/")),
    path("", include("content.site.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("assessments.urls")),
    path("", include("courses.urls")),
    path("", include("certificates.urls")),
    path("", include("lms.notifications.urls")),
    path("", include("lms.privacy.urls")),
    path("", include("lms.dashboards.urls")),
]

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

# Our view of a page stands before Wagtail's, whose name the addresses of pages are made with.
urlpatterns += [re_path(r"^(?P<path>(?:[\w\-]+/)*)$", serve, name="page"), path("", include(wagtail_urls))]
