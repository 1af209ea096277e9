from django.urls import path

from lms.notifications import views

app_name = "notifications"

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/<uuid:uuid>/", views.open_notification, name="open"),
    path("me/notifications/", views.preferences, name="preferences"),
]
