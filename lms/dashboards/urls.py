from django.urls import path

from lms.dashboards import views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("training/", views.training, name="training"),
    path("desk/", views.desk, name="desk"),
]
