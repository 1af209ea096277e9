from django.urls import path

from lms.privacy import views

app_name = "privacy"

urlpatterns = [
    path("me/data/", views.mine, name="mine"),
    path("me/data/export/", views.export, name="export"),
    path("me/data/erase/", views.erase, name="erase"),
    path("me/data/access/", views.access_log, name="access_log"),
]
