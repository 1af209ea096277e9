from django.urls import path

from content.site import views

urlpatterns = [
    path("crisis/", views.crisis, name="crisis"),
    path("crisis/offline/", views.offline, name="crisis_offline"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("robots.txt", views.robots, name="robots"),
]
